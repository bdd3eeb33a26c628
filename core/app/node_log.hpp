#pragma once

#include "core/app/county.hpp"
#include "core/app/invocation.hpp"

#include <cstdio>
#include <map>
#include <optional>
#include <string>

namespace gongdao {

/// What a running node tells its keeper, a line each: that it runs, which packs it has, what kinds
/// of refusals there are, whether the store's log can be copied, why it ended. Never what an act
/// held.
class NodeLog {
public:
    /// The county must outlive it.
    NodeLog(County& county, const Manner& manner, std::FILE* out)
        : county_{county}, manner_{manner}, out_{out} {}

    [[nodiscard]] Result<void> started(const std::string& socket);
    /// The first of each code at once; how many there were, when the node ends.
    void refused(const Error& error);
    /// That the disk is full, or somebody reads for long. Told again and again; a line where it
    /// begins, changes its reason, or is over.
    void copying_failed(const std::optional<Error>& why);
    /// `why` is null where it was asked to end.
    void stopped(const Error* why);

private:
    /// One line: for programs with the members named.
    void write(const std::string& text, DocumentObject members);

    County& county_;
    Manner manner_;
    std::FILE* out_;
    std::map<std::string, std::int64_t> refusals_;
    std::string not_copied_; ///< the code of the reason; empty while all is well
};

} // namespace gongdao
