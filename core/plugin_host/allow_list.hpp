#pragma once

#include "core/values/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace gongdao {

/// One plugin file that may be loaded. Integrity, not a sandbox: a loaded plugin is trusted code.
struct AllowedPlugin {
    enum class Mode { in_process, isolated };

    std::string sha256; ///< of the whole file, 64 lower-case hex digits
    std::string id;
    std::string version;
    Mode mode = Mode::in_process;
    std::vector<std::string> extensions; ///< granted to this plugin
};

/// The file `plugins.allow`: one line per plugin, `sha256 id version mode [ext,ext]`; `#` begins a
/// comment.
class AllowList {
public:
    /// Fails with `allow_list_line_bad` and the line's number.
    [[nodiscard]] static Result<AllowList> read(std::string_view text);

    /// Lives as long as the list; null where no line has this hash.
    [[nodiscard]] const AllowedPlugin* find(std::string_view sha256) const;

    [[nodiscard]] const std::vector<AllowedPlugin>& lines() const { return lines_; }

private:
    std::vector<AllowedPlugin> lines_;
};

} // namespace gongdao
