#include "core/app/choices.hpp"
#include "core/app/errors.hpp"
#include "core/app/files.hpp"
#include "core/app/invocation.hpp"
#include "core/app/printing.hpp"
#include "core/rules/rules.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <fmt/format.h>

#include <algorithm>

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

/// Loaded rules and what is wrong with their files.
struct Loaded {
    Rules rules;
    Faults faults;
};

/// Fails where `rule` is named and is none of them.
Result<Loaded> load(const std::filesystem::path& path, const std::string& rule) {
    const auto files = read_rules(path);
    if (!files) return files.error();
    Loaded loaded;
    loaded.rules = Rules::load(*files, loaded.faults);
    if (rule.empty()) return loaded;
    auto known = among({"规则", "rule"}, rule, loaded.rules.ids());
    if (!known && loaded.faults.empty()) return known.error();
    return loaded;
}

Document tests_document(const Rules& rules, const RuleTestReport& report, const Faults& faults) {
    DocumentArray tests;
    for (const auto& result : report.results) {
        DocumentObject test{
            {"rule", result.rule},
            {"version", result.version},
            {"test", result.test},
            {"passed", result.passed}};
        if (!result.passed) {
            test["detail"] = result.detail.chinese;
            test["detail_en"] = result.detail.english;
        }
        tests.push_back(std::move(test));
    }
    DocumentArray ids;
    for (const auto& id : rules.ids())
        ids.push_back(boost::json::string{id});
    return DocumentObject{
        {"rules", std::move(ids)},
        {"tests", std::move(tests)},
        {"failed", static_cast<std::int64_t>(report.failed())},
        {"faults", faults_document(faults)}};
}

Document findings_document(const std::vector<Finding>& findings) {
    DocumentArray array;
    for (const auto& finding : findings) {
        DocumentArray rows;
        for (const auto& row : finding.rows)
            rows.push_back(boost::json::string{row});
        array.push_back(DocumentObject{
            {"rule", finding.rule},
            {"version", finding.version},
            {"fault", finding.is_fault()},
            {"rows", std::move(rows)},
            {"text", finding.text.chinese},
            {"text_en", finding.text.english}});
    }
    return array;
}

void print_tests(
    const Invocation& invocation,
    const Rules& rules,
    const RuleTestReport& report,
    const std::vector<Finding>& findings
) {
    for (const auto& result : report.results) {
        if (!result.passed)
            print_finding("✗", result.rule + " " + result.test, result.detail, invocation.language);
    }
    for (const auto& finding : findings)
        print_finding(
            finding.is_fault() ? "✗" : "·", finding.rule, finding.text, invocation.language
        );
    say(invocation.language,
        "规则 {} 项，用例 {} 条，{} 条未通过\n",
        "{} rules, {} tests, {} failed\n",
        rules.ids().size(),
        report.results.size(),
        report.failed());
}

Result<int> test(const Invocation& invocation) {
    const auto rule = invocation.option("rule");
    const auto loaded = load(invocation.argument(0), rule);
    if (!loaded) return loaded.error();
    const auto report = loaded->rules.run_tests(rule);
    const auto findings = loaded->rules.analyse(rule);
    if (invocation.wants_json()) {
        auto document = tests_document(loaded->rules, report, loaded->faults);
        document.as_object()["findings"] = findings_document(findings);
        print_json(document);
    } else {
        print_faults(loaded->faults, invocation.manner());
        print_tests(invocation, loaded->rules, report, findings);
    }
    const bool sound = loaded->faults.empty() && report.failed() == 0 &&
                       std::none_of(findings.begin(), findings.end(), [](const Finding& finding) {
                           return finding.is_fault();
                       });
    return sound ? 0 : 1;
}

/// Facts that no version of the rule looks at: mistyped, most likely.
Faults unread_facts(const Rules& rules, const std::string& rule, const Document& facts) {
    std::vector<std::string> known;
    for (const auto& info : rules.list()) {
        if (info.id == rule) known.insert(known.end(), info.reads.begin(), info.reads.end());
    }
    std::sort(known.begin(), known.end());
    known.erase(std::unique(known.begin(), known.end()), known.end());
    Faults faults;
    const auto* members = facts.if_object();
    for (std::size_t i = 0; members != nullptr && i < members->size(); ++i) {
        const std::string name{std::string_view{(members->begin() + i)->key()}};
        if (std::find(known.begin(), known.end(), name) == known.end())
            faults.push_back(
                fail(errors::fact_not_read, {name, rule, fmt::format("{}", fmt::join(known, ", "))})
            );
    }
    return faults;
}

Result<int> explain(const Invocation& invocation) {
    const auto loaded = load(invocation.argument(0), invocation.argument(1));
    if (!loaded) return loaded.error();
    print_faults(loaded->faults, invocation.manner());
    const auto facts = parse_document(invocation.argument(2));
    if (!facts) return facts.error();
    const auto on = parse_date(invocation.argument(3));
    if (!on) return on.error();
    const auto unread = unread_facts(loaded->rules, invocation.argument(1), *facts);
    print_faults(unread, invocation.manner());
    if (!unread.empty()) return 1;
    const auto explanation = loaded->rules.explain(invocation.argument(1), *facts, *on);
    if (!explanation) return explanation.error();
    if (invocation.wants_json()) {
        DocumentArray chinese;
        DocumentArray english;
        for (const auto& line : explanation->lines) {
            chinese.push_back(boost::json::string{line.chinese});
            english.push_back(boost::json::string{line.english});
        }
        print_json(DocumentObject{
            {"rule", explanation->rule},
            {"version", explanation->version},
            {"lines", std::move(chinese)},
            {"lines_en", std::move(english)}});
    } else {
        for (const auto& line : explanation->lines)
            fmt::print("{}\n", line.in(invocation.language));
    }
    return explanation->is_decided ? 0 : 1;
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
