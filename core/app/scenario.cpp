#include "core/app/scenario.hpp"

#include "core/app/errors.hpp"
#include "core/app/scenario_run.hpp"

#include <algorithm>
#include <memory>

namespace gongdao {

namespace {

struct Scenario {
    std::string title;
    std::string file;
    std::vector<ScenarioLine> lines;
};

std::vector<Scenario> read_scenarios(const std::string& file, const std::string& text) {
    std::vector<Scenario> scenarios;
    int number = 0;
    for (std::size_t from = 0; from < text.size();) {
        const auto end = std::min(text.find('\n', from), text.size());
        auto line = read_scenario_line(std::string_view{text}.substr(from, end - from), ++number);
        from = end + 1;
        if (line.text.empty() || line.text.starts_with('#')) continue;
        if (line.words[0] == "场景") {
            scenarios.push_back(
                {.title = line.text.substr(std::string_view{"场景"}.size() + 1), .file = file}
            );
        } else if (!scenarios.empty()) {
            scenarios.back().lines.push_back(std::move(line));
        }
    }
    return scenarios;
}

/// The first organisation named is the county; the first time is when its clock starts.
CountySetup setup_of(const Scenario& scenario) {
    CountySetup setup{.org = "330000", .name = "测试县总工会", .virtual_start = Instant{}};
    bool has_org = false;
    for (const auto& line : scenario.lines) {
        if (line.words[0] == "时间" && setup.virtual_start == Instant{}) {
            const auto start =
                parse_instant(line.words[1] + (line.words.size() > 2 ? "T" + line.words[2] : ""));
            if (start) setup.virtual_start = *start;
        }
        if (line.words[0] == "机构" && !has_org && line.words.size() > 2) {
            setup.org = line.words[1];
            setup.name = line.words[2];
            has_org = true;
        }
    }
    return setup;
}

std::string pack_id(const std::map<std::string, std::string>& files) {
    Faults ignored; // reported by `pack check`
    return read_pack(files, ignored).id.text();
}

ScenarioResult run_one(
    const Scenario& scenario,
    const std::map<std::string, std::string>& files,
    const std::filesystem::path& scratch,
    const std::function<void(County&)>& played
) {
    ScenarioResult result{.title = scenario.title, .file = scenario.file};
    std::error_code ignored;
    std::filesystem::remove_all(scratch, ignored);
    auto county = County::in_memory(scratch, setup_of(scenario));
    if (!county) {
        result.faults.push_back(county.error());
        return result;
    }
    ScenarioRun run{**county, files, pack_id(files)};
    for (const auto& line : scenario.lines) {
        ++result.steps;
        auto done = run.play(line);
        if (done) continue;
        auto fault = done.error();
        fault.place = {.file = scenario.file, .line = line.number};
        result.faults.push_back(std::move(fault));
        break;
    }
    if (played) played(**county);
    return result;
}

} // namespace

Result<std::vector<ScenarioResult>> run_scenarios(
    const std::map<std::string, std::string>& files,
    const std::filesystem::path& scratch,
    const std::function<void(County&)>& played
) {
    std::vector<ScenarioResult> results;
    for (const auto& [path, text] : files) {
        if (!path.starts_with("scenarios/")) continue;
        for (const auto& scenario : read_scenarios(path, text))
            results.push_back(run_one(scenario, files, scratch, played));
    }
    return results;
}

} // namespace gongdao
