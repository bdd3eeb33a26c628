#pragma once

#include "core/access/file_vault.hpp"
#include "core/app/adapters.hpp"
#include "core/app/read_only_store.hpp"
#include "core/rules/lua_expressions.hpp"
#include "core/runtime/node.hpp"
#include "db/sqlite/sqlite_store.hpp"
#include "tests/bench/figure.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace gongdao::bench {

/// A node whose cases go round and round: every completed task makes the next, with a deadline and
/// a timer. The same number of row changes as BareStore.
class BenchNode {
public:
    /// So many commands, that as many rows are written with each group as it leaves to wait.
    static constexpr int until_steady = 70'000;

    /// An empty folder: everything in memory.
    BenchNode(const std::filesystem::path& folder, std::int64_t cases, Watch watch = Watch::wall);
    /// The files that a bench node has left in the folder, opened again.
    [[nodiscard]] static std::unique_ptr<BenchNode>
    reopened(const std::filesystem::path& folder, Watch watch);
    ~BenchNode();

    /// Completes the task of `count` cases, chosen by a fixed sequence, in groups of `per_group`;
    /// commands per second. The seconds of each group are added to `groups`, if it is given.
    double complete(int count, int per_group, std::vector<double>* groups = nullptr);
    /// Opens `count` further cases and ends each at once: instances per second.
    double run_through(int count, int per_group);
    /// Adds notes to one case until its journal has that many rows.
    void lengthen(std::int64_t which, std::int64_t rows);
    /// Completes the task of one case again and again; commands per second.
    double complete_one(std::int64_t which, int count, int per_group);

    /// Copies the files to an empty folder as they stand, unflushed log and all, as a crash would
    /// leave them; seconds until a node there has a case at hand.
    [[nodiscard]] double seconds_to_restart(const std::filesystem::path& copy) const;

    [[nodiscard]] Node& node() { return *node_; }

    [[nodiscard]] std::int64_t cases() const { return cases_; }

    [[nodiscard]] static StreamId stream_of(std::int64_t which);

    void forget_cached_cases();

    /// In the open group; an id of its own where it has none. It must succeed.
    Reply give(Command command);
    /// The pack of this folder beside this file, with further files; in a group of its own.
    void deploy(const std::string& pack, DocumentObject further = {});

private:
    class NoFunctions;
    class NoJobs;

    BenchNode(std::filesystem::path folder, Watch watch);
    void open(Durability durability);
    [[nodiscard]] std::unique_ptr<Node> node_over(SqliteStore& store) const;
    void found();
    void add(std::int64_t count);
    [[nodiscard]] Command completion(std::int64_t which);
    template <class Make>
    double in_groups(int count, int per_group, std::vector<double>* groups, const Make& make);

    std::filesystem::path folder_;
    Watch watch_;
    std::int64_t cases_ = 0;
    std::int64_t commands_ = 0;
    std::uint64_t sequence_ = 88172645463325252ULL;
    Instant now_{1'772'000'000'000};
    std::unique_ptr<FileVault> vault_;
    LuaRuleLoader rules_;
    LuaExpressions expressions_;
    std::unique_ptr<FunctionBook> functions_;
    std::unique_ptr<Jobs> jobs_;
    mutable NoEffects effects_;
    std::unique_ptr<SqliteStore> store_;
    std::unique_ptr<Node> node_;
};

} // namespace gongdao::bench
