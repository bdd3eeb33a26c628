#include "core/app/county.hpp"
#include "core/app/errors.hpp"
#include "core/app/files.hpp"
#include "core/app/invocation.hpp"
#include "core/app/printing.hpp"
#include "core/app/scenario.hpp"
#include "core/rules/rules.hpp"

#include <boost/json/object.hpp>
#include <fmt/format.h>

namespace gongdao {

namespace {

/// A pack is checked with everything this program can offer, without a county.
Result<Faults> faults_of(const std::map<std::string, std::string>& files) {
    PluginHost plugins{plugin_services()};
    auto loaded = load_plugins(plugins);
    if (!loaded) return loaded.error();
    Offers offers{
        .functions = component_names(plugins, {ComponentKind::function, ComponentKind::validator}),
        .jobs = component_names(
            plugins, {ComponentKind::service_task, ComponentKind::document, ComponentKind::importer}
        ),
        .effects = {"letter", "export", "pay_list"}};
    offers.jobs.insert(offers.jobs.end(), {"batch.compute", "batch.release"});
    Faults faults;
    (void)prepare_pack(files, LuaRuleLoader{}, LuaExpressions{}, offers, faults);
    return faults;
}

Result<int> check(const Invocation& invocation) {
    const auto files = read_pack_folder(invocation.argument(0));
    if (!files) return files.error();
    const auto faults = faults_of(*files);
    if (!faults) return faults.error();
    print_faults(*faults, invocation.language);
    if (faults->empty()) fmt::print("业务包没有错误\n");
    return faults->empty() ? 0 : 1;
}

int test_rules(const std::map<std::string, std::string>& files, Language language) {
    std::map<std::string, std::string> scripts;
    for (const auto& [path, text] : files) {
        if (path.starts_with("scripts/") && path.ends_with(".lua")) scripts[path] = text;
    }
    Faults faults;
    const auto rules = Rules::load(scripts, faults);
    print_faults(faults, language);
    const auto report = rules.run_tests();
    int failed = static_cast<int>(faults.size());
    for (const auto& test : report.results) {
        if (!test.passed) fmt::print("✗ {} {}：{}\n", test.rule, test.test, test.detail);
    }
    for (const auto& finding : rules.analyse()) {
        if (!finding.is_fault()) continue;
        ++failed;
        fmt::print("✗ {}：{}\n", finding.rule, finding.text);
    }
    fmt::print("规则用例 {} 条，{} 条未通过\n", report.results.size(), report.failed());
    return failed + static_cast<int>(report.failed());
}

Result<int> test(const Invocation& invocation) {
    const auto files = read_pack_folder(invocation.argument(0));
    if (!files) return files.error();
    const auto faults = faults_of(*files);
    if (!faults) return faults.error();
    print_faults(*faults, invocation.language);
    int failed = static_cast<int>(faults->size()) + test_rules(*files, invocation.language);
    const auto scratch =
        std::filesystem::temp_directory_path() / ("gongdao-scenarios-" + fresh_command_id().text());
    const auto results = run_scenarios(*files, scratch);
    std::error_code ignored;
    std::filesystem::remove_all(scratch, ignored);
    if (!results) return results.error();
    for (const auto& result : *results) {
        fmt::print(
            "{} {}（{} 步）\n", result.faults.empty() ? "✓" : "✗", result.title, result.steps
        );
        print_faults(result.faults, invocation.language);
        failed += result.faults.empty() ? 0 : 1;
    }
    fmt::print("场景 {} 个，共 {} 处未通过\n", results->size(), failed);
    return failed == 0 ? 0 : 1;
}

Result<int> deploy(const Invocation& invocation) {
    const auto files = read_pack_folder(invocation.argument(0));
    if (!files) return files.error();
    const auto faults = faults_of(*files);
    if (!faults) return faults.error();
    if (!faults->empty()) {
        print_faults(*faults, invocation.language);
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
    return print_records(
        invocation,
        {.table = "pack", .order = {{"id", false}}, .limit = 1'000},
        {{"id", "业务包"}, {"title", "名称"}, {"version", "版本"}, {"deployed_at", "部署时间"}}
    );
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
        {"pack", "list", {}, "列出已部署的业务包", "list deployed packs", {}, &list}};
}

} // namespace gongdao
