#pragma once

#include "core/app/county.hpp"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace gongdao {

/// One line of a file of acts: what a person did, and when.
struct Act {
    Command command;
    Instant at;
    std::string place; ///< file and line
};

/// Reads files of acts (JSON, one a line) and merges them by time; equal times keep the order
/// given.
[[nodiscard]] Result<std::vector<Act>> read_acts(const std::vector<std::filesystem::path>& files);

struct Played {
    std::int64_t done = 0;
    Faults refused; ///< what was not accepted, each with its place
};

/// Plays acts on the virtual clock: before each, whatever falls due happens at its own time.
/// Commits in groups. A refused act is reported and the next one goes on.
[[nodiscard]] Result<Played> play(
    County& county,
    const std::vector<Act>& acts,
    const std::function<void(std::int64_t)>& progress = {}
);

} // namespace gongdao
