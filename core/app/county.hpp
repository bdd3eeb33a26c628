#pragma once

#include "core/app/adapters.hpp"
#include "core/app/system_clock.hpp"
#include "core/rules/lua_expressions.hpp"
#include "core/rules/script_jobs.hpp"
#include "core/runtime/node.hpp"

#include <filesystem>
#include <memory>
#include <string>

namespace gongdao {

class FileVault;
class SqliteStore;

/// How a county is set up.
struct CountySetup {
    std::string org;
    std::string name;
    std::optional<Instant> virtual_start; ///< a county on a virtual clock, for trials and tests
};

/// One county's data folder, opened with every adapter: `gongdao.db`, `keys`, `outbox/`.
class County {
public:
    /// Makes the folder, its store and keys, the organisation and the user `admin`; finishes what
    /// an attempt that failed left behind.
    [[nodiscard]] static Result<void>
    create(const std::filesystem::path& folder, const CountySetup& setup);
    /// Fails with `county_missing`, or where another process writes already. `language` is that of
    /// the lines that plugins log.
    [[nodiscard]] static Result<std::unique_ptr<County>>
    open(const std::filesystem::path& folder, Language language = Language::chinese);
    /// Beside a node that runs: what is committed, without a vault; every act is refused.
    [[nodiscard]] static Result<std::unique_ptr<County>>
    open_to_read(const std::filesystem::path& folder, Language language = Language::chinese);
    /// Beside a node: until lists show all that is in the journal now, or are a little late.
    [[nodiscard]] Result<void> wait_for_rows();
    /// For tests: everything in memory but keys and outbox, which lie in `folder`.
    [[nodiscard]] static Result<std::unique_ptr<County>>
    in_memory(const std::filesystem::path& folder, const CountySetup& setup);

    ~County();
    County(const County&) = delete;
    County& operator=(const County&) = delete;

    [[nodiscard]] Node& node() { return *node_; }

    [[nodiscard]] SqliteStore& store() { return *store_; }

    [[nodiscard]] Vault& vault();
    [[nodiscard]] Result<std::unique_ptr<StoreReader>> store_reader() const;

    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

    [[nodiscard]] bool is_virtual() const { return virtual_clock_ != nullptr; }

    [[nodiscard]] Instant now() const;

    [[nodiscard]] VirtualClock* virtual_clock() { return virtual_clock_.get(); }

    /// One command in a group of its own, then what is due at once. The id is made where it lacks.
    [[nodiscard]] Result<Reply> act(Command command);
    /// Does everything that is due by now.
    [[nodiscard]] Result<void> settle();
    /// Moves the virtual clock, doing on the way what falls due, each at its own time. In groups.
    [[nodiscard]] Result<void> advance_to(Instant target);
    /// A checkpoint over everything committed, in a group of its own; nothing where there is
    /// nothing new. A copy to be lodged elsewhere goes to `checkpoints/<number>.json`.
    [[nodiscard]] Result<std::optional<Checkpoint>> take_checkpoint();
    /// The same, once a day of the county's clock.
    [[nodiscard]] Result<void> take_daily_checkpoint();
    /// Keeps the virtual time for the next opening.
    [[nodiscard]] Result<void> keep_clock();

private:
    explicit County(Language language);

    [[nodiscard]] static Result<std::unique_ptr<County>> assemble(
        const std::filesystem::path& folder,
        std::unique_ptr<SqliteStore> store,
        Language language = Language::chinese
    );
    [[nodiscard]] Result<void> found(const CountySetup& setup);
    [[nodiscard]] Result<void> start_clock();

    std::filesystem::path folder_;
    std::unique_ptr<SqliteStore> store_;
    std::unique_ptr<FileVault> vault_;
    std::unique_ptr<StoreWriter> committed_; ///< of a county that is only read
    std::unique_ptr<Effects> effects_;
    LuaRuleLoader rules_;
    LuaExpressions expressions_;
    PluginHost plugins_;
    std::unique_ptr<PluginJobs> plugin_jobs_;
    std::unique_ptr<ScriptJobs> jobs_; ///< scripts, and those of plugins
    std::unique_ptr<Node> node_;
    SystemClock system_clock_;
    std::unique_ptr<VirtualClock> virtual_clock_;
    std::optional<CivilDate> checkpointed_on_;
};

/// A fresh command id, unlike any other.
[[nodiscard]] CommandId fresh_command_id();

} // namespace gongdao
