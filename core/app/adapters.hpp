#pragma once

#include "core/plugin_host/plugin_host.hpp"
#include "core/ports/services.hpp"

#include <memory>
#include <string>
#include <vector>

namespace gongdao {

/// Rules written in Lua.
class LuaRuleLoader final : public RuleLoader {
public:
    [[nodiscard]] std::shared_ptr<const RuleBook>
    load(const std::map<std::string, std::string>& files, Faults& faults) const override;
    [[nodiscard]] std::vector<std::string> rule_ids(const std::map<std::string, std::string>& files
    ) const override;
    void
    check_rules(const std::map<std::string, std::string>& files, Faults& faults) const override;
    void check_money(
        const std::map<std::string, std::string>& files,
        const std::vector<ExpressionUse>& uses,
        const std::vector<std::string>& money_fields,
        Faults& faults
    ) const override;
    void check_names(
        const std::map<std::string, std::string>& files,
        const std::vector<ExpressionUse>& uses,
        const Pack& pack,
        const std::vector<FieldSchema>& imported,
        Faults& faults
    ) const override;
};

/// What this program gives its plugins: a log on stderr, and the program for separate processes.
[[nodiscard]] PluginServices plugin_services(Language language);

/// Loads every plugin that stands beside this program, by the allow list there.
[[nodiscard]] Result<void> load_plugins(PluginHost& host);

/// Jobs done by plugins, in this process or their own.
class PluginJobs final : public Jobs {
public:
    explicit PluginJobs(const PluginHost& host);

    [[nodiscard]] bool offers(std::string_view job) const override;
    [[nodiscard]] Result<Document>
    run(std::string_view job, const Document& input, const WorkContext& context) override;

private:
    const PluginHost& host_;
    std::vector<std::string> names_;
};

/// Names of the loaded components of these kinds.
[[nodiscard]] std::vector<std::string>
component_names(const PluginHost& host, std::initializer_list<ComponentKind> kinds);

} // namespace gongdao
