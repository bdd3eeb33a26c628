#include "core/app/errors.hpp"
#include "core/app/files.hpp"
#include "core/app/invocation.hpp"
#include "core/app/printing.hpp"
#include "core/rules/rules.hpp"

#include <fmt/format.h>

namespace gongdao {

namespace {

/// Rule files of a folder, as `rule test scripts/cadre-grading` names it; one file is fine too.
Result<std::map<std::string, std::string>> read_rules(const std::filesystem::path& path) {
    std::map<std::string, std::string> files;
    std::vector<std::filesystem::path> paths{path};
    if (std::filesystem::is_directory(path)) {
        paths.clear();
        for (const auto& entry : std::filesystem::recursive_directory_iterator{path}) {
            if (entry.path().extension() == ".lua") paths.push_back(entry.path());
        }
    }
    for (const auto& file : paths) {
        auto text = read_file(file);
        if (!text) return text.error();
        files[file.string()] = std::move(*text);
    }
    return files;
}

Result<int> test(const Invocation& invocation) {
    const auto files = read_rules(invocation.argument(0));
    if (!files) return files.error();
    Faults faults;
    const auto rules = Rules::load(*files, faults);
    print_faults(faults, invocation.language);
    const auto report = rules.run_tests(invocation.option("rule"));
    for (const auto& result : report.results) {
        if (!result.passed) fmt::print("✗ {} {}：{}\n", result.rule, result.test, result.detail);
    }
    bool sound = faults.empty() && report.failed() == 0;
    for (const auto& finding : rules.analyse(invocation.option("rule"))) {
        fmt::print("{} {}：{}\n", finding.is_fault() ? "✗" : "·", finding.rule, finding.text);
        sound = sound && !finding.is_fault();
    }
    fmt::print(
        "规则 {} 项，用例 {} 条，{} 条未通过\n",
        rules.ids().size(),
        report.results.size(),
        report.failed()
    );
    return sound ? 0 : 1;
}

Result<int> explain(const Invocation& invocation) {
    const auto files = read_rules(invocation.argument(0));
    if (!files) return files.error();
    Faults faults;
    const auto rules = Rules::load(*files, faults);
    print_faults(faults, invocation.language);
    const auto facts = parse_document(invocation.argument(2));
    if (!facts) return facts.error();
    const auto on = parse_date(invocation.argument(3));
    if (!on) return on.error();
    const auto explanation = rules.explain(invocation.argument(1), *facts, *on);
    if (!explanation) return explanation.error();
    for (const auto& line : explanation->lines)
        fmt::print("{}\n", line);
    return 0;
}

} // namespace

std::vector<Verb> rule_verbs() {
    return {
        {"rule",
         "test",
         {"folder"},
         "运行规则旁的用例，并检查缺口、重叠和无效行",
         "run the tests beside rules; find gaps, overlaps, dead rows",
         {{"rule", false, "只测一项规则", "one rule only"}},
         &test},
        {"rule",
         "explain",
         {"folder", "rule", "facts", "date"},
         "逐行说明规则为何这样判定",
         "say row by row why a rule decides so",
         {},
         &explain}};
}

} // namespace gongdao
