#pragma once

#include "core/model/pack.hpp"
#include "core/ports/services.hpp"
#include "core/ports/store.hpp"

#include <map>
#include <memory>
#include <string>

namespace gongdao {

/// A deployed version of a pack, ready to run. Immutable.
struct DeployedPack {
    Pack pack;
    std::shared_ptr<const RuleBook> rules;
};

/// What definitions may call besides rules: names that plugins and the runtime offer.
struct Offers {
    std::vector<std::string> functions;
    std::vector<std::string> jobs;
    std::vector<std::string> effects;
};

/// Reads a pack, its imports (files under `imports/<pack>/`) and its rules, and checks everything
/// that can be checked before a case runs. A pack with faults is not to be deployed.
[[nodiscard]] DeployedPack prepare_pack(
    const std::map<std::string, std::string>& files,
    const RuleLoader& rules,
    const ExpressionBook& expressions,
    const Offers& offers,
    Faults& faults
);

/// Versions of packs as the store holds them. Belongs to the writer's thread.
class PackLibrary {
public:
    PackLibrary(
        OrgId org, StoreReader& reader, const RuleLoader& rules, const ExpressionBook& expressions
    )
        : org_{std::move(org)}, reader_{reader}, rules_{rules}, expressions_{expressions} {}

    /// The version deployed last. Fails with `no_such_pack`.
    [[nodiscard]] Result<std::shared_ptr<const DeployedPack>> current(const std::string& id);
    [[nodiscard]] Result<std::shared_ptr<const DeployedPack>>
    version(const std::string& id, const std::string& version);
    /// Ids of all deployed packs.
    [[nodiscard]] Result<std::vector<std::string>> ids();
    /// A register of any deployed pack or a built-in one, by id. Fails with `no_such_register`.
    [[nodiscard]] Result<RegisterDefinition> find_register(const std::string& id);

    void forget_current() { current_.clear(); }

private:
    OrgId org_;
    StoreReader& reader_;
    const RuleLoader& rules_;
    const ExpressionBook& expressions_;
    std::map<std::string, std::shared_ptr<const DeployedPack>> by_version_;
    std::map<std::string, std::string> current_;
};

} // namespace gongdao
