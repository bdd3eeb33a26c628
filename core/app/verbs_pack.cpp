#include "core/app/choices.hpp"
#include "core/app/county.hpp"
#include "core/app/errors.hpp"
#include "core/app/field_list.hpp"
#include "core/app/files.hpp"
#include "core/app/invocation.hpp"
#include "core/app/printing.hpp"
#include "core/app/scenario.hpp"
#include "core/rules/rules.hpp"
#include "core/runtime/own_offers.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace gongdao {

namespace {

/// A folder above the packs has files enough, but none of them is a pack's.
Result<std::map<std::string, std::string>> pack_files(const Invocation& invocation) {
    auto files = read_pack_folder(invocation.argument(0));
    if (files && !files->contains("pack.info"))
        return fail(errors::not_a_pack, {invocation.argument(0)});
    return files;
}

/// A pack is checked with everything this program can offer, without a county.
Result<Faults> faults_of(const std::map<std::string, std::string>& files, Language language) {
    PluginHost plugins{plugin_services(language)};
    auto loaded = load_plugins(plugins);
    if (!loaded) return loaded.error();
    const auto offers = with_own_offers(
        {.functions = component_names(plugins, {ComponentKind::function, ComponentKind::validator}),
         .jobs = component_names(
             plugins,
             {ComponentKind::service_task, ComponentKind::document, ComponentKind::importer}
         ),
         .effects = {}}
    );
    Faults faults;
    (void)prepare_pack(files, LuaRuleLoader{}, LuaExpressions{}, offers, faults);
    return faults;
}

Result<int> check(const Invocation& invocation) {
    const auto files = pack_files(invocation);
    if (!files) return files.error();
    const auto faults = faults_of(*files, invocation.language);
    if (!faults) return faults.error();
    if (invocation.wants_json()) {
        print_json(DocumentObject{{"faults", faults_document(*faults)}});
    } else {
        print_faults(*faults, invocation.manner());
        if (faults->empty())
            say(invocation.language, "业务包没有错误\n", "the pack has no faults\n");
    }
    return faults->empty() ? 0 : 1;
}

/// What was tried and what went wrong, printed as it comes, or kept for JSON.
class TestReport {
public:
    explicit TestReport(const Invocation& invocation) : invocation_{invocation} {}

    void add_faults(const Faults& faults) {
        failed_ += static_cast<std::int64_t>(faults.size());
        faults_.insert(faults_.end(), faults.begin(), faults.end());
        if (!invocation_.wants_json()) print_faults(faults, invocation_.manner());
    }

    void add_rules(const Rules& rules) {
        const auto report = rules.run_tests();
        for (const auto& test : report.results) {
            if (!test.passed) add_failure(test.rule + " " + test.test, test.detail);
        }
        for (const auto& finding : rules.analyse()) {
            if (finding.is_fault()) add_failure(finding.rule, finding.text);
        }
        rule_tests_ = static_cast<std::int64_t>(report.results.size());
        if (invocation_.wants_json()) return;
        say(invocation_.language,
            "规则用例 {} 条，{} 条未通过\n",
            "{} rule tests, {} failed\n",
            report.results.size(),
            report.failed());
    }

    void add_scenario(const ScenarioResult& result) {
        const bool passed = result.faults.empty();
        failed_ += passed ? 0 : 1;
        scenarios_.push_back(DocumentObject{
            {"title", result.title},
            {"steps", result.steps},
            {"passed", passed},
            {"faults", faults_document(result.faults)}});
        if (invocation_.wants_json()) return;
        say(invocation_.language,
            "{} {}（{} 步）\n",
            "{} {} ({} steps)\n",
            passed ? "✓" : "✗",
            result.title,
            result.steps);
        print_faults(result.faults, invocation_.manner());
    }

    [[nodiscard]] int finish() {
        if (invocation_.wants_json()) {
            print_json(DocumentObject{
                {"faults", faults_document(faults_)},
                {"failures", failures_},
                {"rule_tests", rule_tests_},
                {"scenarios", scenarios_},
                {"failed", failed_}});
        } else {
            say(invocation_.language,
                "场景 {} 个，共 {} 处未通过\n",
                "{} scenarios; {} failures in all\n",
                scenarios_.size(),
                failed_);
        }
        return failed_ == 0 ? 0 : 1;
    }

private:
    void add_failure(const std::string& what, const Bilingual& why) {
        ++failed_;
        failures_.push_back(DocumentObject{
            {"what", what}, {"why", why.chinese}, {"why_en", why.english}});
        if (!invocation_.wants_json()) print_finding("✗", what, why, invocation_.language);
    }

    const Invocation& invocation_;
    Faults faults_;
    DocumentArray failures_;
    DocumentArray scenarios_;
    std::int64_t rule_tests_ = 0;
    std::int64_t failed_ = 0;
};

void test_rules(const std::map<std::string, std::string>& files, TestReport& report) {
    std::map<std::string, std::string> scripts;
    for (const auto& [path, text] : files) {
        if (path.starts_with("scripts/") && path.ends_with(".lua")) scripts[path] = text;
    }
    Faults faults;
    const auto rules = Rules::load(scripts, faults);
    report.add_faults(faults);
    report.add_rules(rules);
}

Result<int> test(const Invocation& invocation) {
    const auto files = pack_files(invocation);
    if (!files) return files.error();
    const auto faults = faults_of(*files, invocation.language);
    if (!faults) return faults.error();
    TestReport report{invocation};
    report.add_faults(*faults);
    test_rules(*files, report);
    const auto scratch =
        std::filesystem::temp_directory_path() / ("gongdao-scenarios-" + fresh_command_id().text());
    const auto results = run_scenarios(*files, scratch);
    std::error_code ignored;
    std::filesystem::remove_all(scratch, ignored);
    if (!results) return results.error();
    for (const auto& result : *results)
        report.add_scenario(result);
    return report.finish();
}

Result<int> deploy(const Invocation& invocation) {
    const auto files = pack_files(invocation);
    if (!files) return files.error();
    const auto faults = faults_of(*files, invocation.language);
    if (!faults) return faults.error();
    if (!faults->empty()) {
        print_faults(*faults, invocation.manner());
        return 1;
    }
    DocumentObject texts;
    for (const auto& [path, text] : *files)
        texts[path] = text;
    return give_command(
        invocation, {.kind = "deploy_pack", .members = DocumentObject{{"files", std::move(texts)}}}
    );
}

Result<int> list(const Invocation& invocation) {
    auto county = open_county_to_read(invocation);
    if (!county) return county.error();
    return print_records(
        invocation,
        (*county)->node(),
        {.table = "pack", .order = {{"id", false}}, .limit = 1'000},
        {{"id", {"业务包", "pack"}},
         {"title", {"名称", "title"}},
         {"version", {"版本", "version"}},
         {"deployed_at", {"部署时间", "deployed"}}}
    );
}

/// What may be filled in when a case is opened or corrected, and looked for.
Result<int> fields(const Invocation& invocation) {
    auto county = open_county_to_read(invocation);
    if (!county) return county.error();
    auto& node = (*county)->node();
    auto known = is_pack(node, invocation.argument(0));
    if (!known) return known.error();
    const auto deployed = node.packs().current(invocation.argument(0));
    if (!deployed) return deployed.error();
    const auto& schema = (*deployed)->pack.fields;
    std::vector<ListedField> listed;
    for (const auto& field : schema.fields()) {
        const auto& required = schema.required();
        const bool must = std::find(required.begin(), required.end(), field.id) != required.end();
        if (!field.internal) listed.push_back({.field = &field, .required = must, .help = {}});
    }
    if (invocation.wants_json()) {
        print_json(fields_document(listed));
    } else {
        fmt::print("{}", fields_text(listed, invocation.language));
    }
    return 0;
}

} // namespace

std::vector<Verb> pack_verbs() {
    return {
        {"pack",
         "check",
         {"folder"},
         "检查业务包，列出全部错误",
         "check a pack and list all its faults",
         {},
         &check},
        {"pack",
         "test",
         {"folder"},
         "运行业务包的规则用例和场景",
         "run a pack's rule tests and scenarios",
         {},
         &test},
        {"pack",
         "deploy",
         {"folder"},
         "部署业务包的新版本",
         "deploy a new version of a pack",
         {},
         &deploy},
        {"pack", "list", {}, "列出已部署的业务包", "list deployed packs", {}, &list},
        {"pack",
         "fields",
         {"pack"},
         "列出业务包的字段：立案必填的、类型、可选内容",
         "list a pack's fields: required at opening, types, choices",
         {},
         &fields}};
}

} // namespace gongdao
