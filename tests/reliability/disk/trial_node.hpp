#pragma once

#include "core/app/adapters.hpp"
#include "core/rules/lua_expressions.hpp"
#include "core/runtime/node.hpp"
#include "db/sqlite/sqlite_store.hpp"
#include "db/sqlite/wal_checkpointer.hpp"
#include "tests/reliability/disk/fragile_vfs.hpp"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace gongdao::testing {

inline const OrgId trial_org{"330522"};

/// What leaves the house, noted under its key.
class NotedEffects final : public Effects {
public:
    std::map<std::string, std::string> delivered; ///< key → payload
    std::vector<std::string> changed;             ///< keys that came again with another payload

    [[nodiscard]] bool offers(std::string_view) const override { return true; }

    [[nodiscard]] Result<Document>
    deliver(std::string_view effect, const Document& payload, const WorkContext& context) override;
};

/// What stays from one life of a node to the next, and from one trial to the next.
struct Surroundings {
    LuaRuleLoader rules;
    LuaExpressions expressions;
    PluginHost plugins; ///< none
    PluginJobs jobs{plugins};
    Document pack;    ///< the files of visit-record
    std::string path; ///< of the store on the fragile disk; its lock file is a real one

    /// `folder` is a real one, for the lock file.
    explicit Surroundings(const std::string& folder);
};

/// One life of a node over the store on the mounted disk.
class TrialNode {
public:
    TrialNode(Surroundings& around, Effects& effects, Durability durability);

    /// Opens the store, which is made where it is missing, and brings the node up.
    [[nodiscard]] Result<void> start();
    /// Organisation, pack and clerk, in one group. Once in a county's life.
    [[nodiscard]] Result<void> found(Instant now);
    /// One round of the checkpointer, which stands beside the node.
    [[nodiscard]] Result<void> copy_log();
    /// The same while somebody reads and goes on to read what was there before `meanwhile`, so that
    /// the round ends early.
    [[nodiscard]] Result<void> copy_log_beside_reader(const std::function<void()>& meanwhile);

    [[nodiscard]] Node& node() { return *node_; }

    [[nodiscard]] SqliteStore& store() { return *store_; }

private:
    Surroundings& around_;
    Effects& effects_;
    Durability durability_;
    std::unique_ptr<SqliteStore> store_;
    std::unique_ptr<sqlite::WalCheckpointer> checkpointer_;
    std::unique_ptr<Node> node_;
};

} // namespace gongdao::testing
