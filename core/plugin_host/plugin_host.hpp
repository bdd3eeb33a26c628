#pragma once

#include "core/engine/rule_book.hpp"
#include "core/plugin_host/allow_list.hpp"
#include "core/plugin_host/component.hpp"
#include "core/plugin_host/plugin_services.hpp"

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct gongdao_component;
struct gongdao_call;

namespace gongdao {

class IsolatedPlugin;
class Library;
class SealedFile;

/// The plugins of this node: in its own process, or each in a separate one where its line in the
/// allow list says so. Load on the main thread, before other threads call; `call`, `run_job` and
/// `components` are thread-safe. A loaded library is never unloaded.
class PluginHost final : public FunctionBook {
public:
    explicit PluginHost(PluginServices services = {});
    ~PluginHost() override;

    /// Loads one file. Nothing of it runs before its hash was found on the list; what is loaded is
    /// a sealed copy of what was hashed. On failure nothing of it can be called. Of a plugin in a
    /// separate process, also fails where it offers a function or validator, or does not start.
    [[nodiscard]] Result<void> load(const std::filesystem::path& file, const AllowList& allowed);

    /// For the separate process: a copy that the node has sealed and found on its list.
    [[nodiscard]] Result<void>
    load_sealed(const std::filesystem::path& file, SealedFile& sealed, const AllowedPlugin& line);

    /// Loads every `*.so` of a folder in the order of their names and stops at the first failure;
    /// those before it stay loaded. A plugin whose separate process crashes or hangs as it starts
    /// is logged and left out, for it concerns nobody else.
    [[nodiscard]] Result<void>
    load_all(const std::filesystem::path& folder, std::string_view allow_list_text);

    /// In the order of their names.
    [[nodiscard]] std::vector<ComponentInfo> components() const;

    /// Asks a pure function or validator. Fails with `plugin_rejected` (arguments: component, code,
    /// message) where it refuses the input.
    [[nodiscard]] Result<Document>
    call(std::string_view function, const Document& input, Instant now) const override;

    /// Runs a job once, on this thread or, while this thread waits, in the plugin's own process.
    /// Fails with `plugin_rejected`, `plugin_retry`, `plugin_fatal` (arguments: component, code,
    /// message), `plugin_cancelled`, or one of `isolation_errors.hpp`, which may be tried again.
    [[nodiscard]] Result<Document>
    run_job(std::string_view name, const Document& input, const JobContext& context) const;

private:
    struct Bound {
        ComponentInfo info;
        Library* library = nullptr; ///< null for a plugin in a separate process
        const gongdao_component* component = nullptr;
        IsolatedPlugin* isolated = nullptr;
    };

    using Added = std::map<std::string, Bound, std::less<>>;

    [[nodiscard]] Result<void> load_isolated(
        const std::filesystem::path& file, SealedFile sealed, const AllowedPlugin& allowed
    );
    [[nodiscard]] Result<void>
    add(Added& added, Bound bound, const std::filesystem::path& file) const;
    [[nodiscard]] Result<const Bound*> bound(std::string_view name) const;
    [[nodiscard]] static Result<Document> run(const Bound& bound, gongdao_call& call);

    PluginServices services_;
    std::vector<std::unique_ptr<Library>> libraries_;
    std::vector<std::unique_ptr<IsolatedPlugin>> isolated_;
    Added components_;
};

/// The line that allows this file: `sha256  id  version  mode`, where the mode is `inproc` for our
/// own plugins, whose id begins with `gongdao.`, and `isolated` for all others. Loads the library
/// to ask who it is, so it is only for a file whose origin is sure.
[[nodiscard]] Result<std::string> allow_list_line(const std::filesystem::path& file);

} // namespace gongdao
