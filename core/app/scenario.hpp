#pragma once

#include "core/app/county.hpp"

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace gongdao {

/// How one scenario went.
struct ScenarioResult {
    std::string title;
    std::string file;
    int steps = 0;
    Faults faults; ///< empty = all that should be true was
};

/// Runs the scenarios of a pack (docs/formats/scenario.md), each in a county of its own in memory.
/// `files` are the pack's files; `scratch` is a folder for keys and outboxes. `played` sees each
/// county as its scenario left it.
[[nodiscard]] Result<std::vector<ScenarioResult>> run_scenarios(
    const std::map<std::string, std::string>& files,
    const std::filesystem::path& scratch,
    const std::function<void(County&)>& played = {}
);

/// One sentence of a scenario, taken apart by spaces and, behind `：`, into pairs.
struct ScenarioLine {
    int number = 0;
    std::string text;
    std::vector<std::string> words;                         ///< before `：`
    std::vector<std::pair<std::string, std::string>> pairs; ///< behind it
};

[[nodiscard]] ScenarioLine read_scenario_line(std::string_view text, int number);

} // namespace gongdao
