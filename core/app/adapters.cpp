#include "core/app/adapters.hpp"

#include "core/app/errors.hpp"
#include "core/app/files.hpp"
#include "core/app/program_folder.hpp"
#include "core/app/wording.hpp"
#include "core/rules/money_check.hpp"
#include "core/rules/name_check.hpp"
#include "core/rules/rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

namespace gongdao {

std::shared_ptr<const RuleBook>
LuaRuleLoader::load(const std::map<std::string, std::string>& files, Faults& faults) const {
    return std::make_shared<Rules>(Rules::load(files, faults));
}

std::vector<std::string> LuaRuleLoader::rule_ids(const std::map<std::string, std::string>& files
) const {
    Faults ignored; // reported by load
    return Rules::load(files, ignored).ids();
}

void LuaRuleLoader::check_rules(const std::map<std::string, std::string>& files, Faults& faults)
    const {
    Faults reported; // by load
    const auto rules = Rules::load(files, reported);
    for (const auto& finding : rules.analyse()) {
        if (finding.is_fault())
            faults.push_back(
                fail(errors::rule_unsound, {finding.rule, both_languages(finding.text)})
            );
    }
    for (const auto& result : rules.run_tests().results) {
        if (!result.passed)
            faults.push_back(fail(
                errors::rule_test_failed, {result.rule, result.test, both_languages(result.detail)}
            ));
    }
}

void LuaRuleLoader::check_money(
    const std::map<std::string, std::string>& files,
    const std::vector<ExpressionUse>& uses,
    const std::vector<std::string>& money_fields,
    Faults& faults
) const {
    gongdao::check_money(files, uses, money_fields, faults);
}

void LuaRuleLoader::check_names(
    const std::map<std::string, std::string>& files,
    const std::vector<ExpressionUse>& uses,
    const Pack& pack,
    const std::vector<FieldSchema>& imported,
    Faults& faults
) const {
    Faults reported; // by load
    gongdao::check_names(Rules::load(files, reported).list(), uses, pack, imported, faults);
}

PluginServices plugin_services(Language language) {
    const auto log =
        [language](PluginLogLevel level, std::string_view plugin, std::string_view message) {
            if (level < PluginLogLevel::warn) return;
            const auto said = in_language(message, language);
            fmt::print(
                stderr, "{}", worded(language, "插件 {}：{}\n", "plugin {}: {}\n", plugin, said)
            );
        };
    return {
        .log = log,
        .configurations = {},
        .extensions = {},
        .isolation = {.program = plugin_host_program(), .limits = {}}};
}

Result<void> load_plugins(PluginHost& host) {
    const auto folder = plugin_folder();
    const auto list = read_file(folder / "plugins.allow");
    if (!list) return list.error();
    return host.load_all(folder, *list);
}

std::vector<std::string>
component_names(const PluginHost& host, std::initializer_list<ComponentKind> kinds) {
    std::vector<std::string> names;
    for (const auto& component : host.components()) {
        if (std::find(kinds.begin(), kinds.end(), component.kind) != kinds.end())
            names.push_back(component.name);
    }
    return names;
}

PluginJobs::PluginJobs(const PluginHost& host)
    : host_{host},
      names_{component_names(
          host, {ComponentKind::service_task, ComponentKind::document, ComponentKind::importer}
      )} {}

bool PluginJobs::offers(std::string_view job) const {
    return std::find(names_.begin(), names_.end(), job) != names_.end();
}

Result<Document>
PluginJobs::run(std::string_view job, const Document& input, const WorkContext& context) {
    return host_.run_job(
        job,
        input,
        {.idempotency_key = context.idempotency_key,
         .attempt = static_cast<int>(context.attempt),
         .now = context.now}
    );
}

} // namespace gongdao
