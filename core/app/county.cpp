#include "core/app/county.hpp"

#include "core/access/file_vault.hpp"
#include "core/app/errors.hpp"
#include "core/app/file_effects.hpp"
#include "core/app/files.hpp"
#include "core/app/read_only_store.hpp"
#include "core/runtime/checkpoints.hpp"
#include "core/runtime/errors.hpp"
#include "core/runtime/replay.hpp"
#include "db/sqlite/dropping_vfs.hpp"
#include "db/sqlite/sqlite_store.hpp"

#include <boost/json/object.hpp>
#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <sodium/randombytes.h>
#include <thread>

namespace gongdao {

namespace fs = std::filesystem;

namespace {

constexpr int due_per_group = 500;

/// A hook for tests/reliability/kill_test.py: GONGDAO_TEST_STORE=dropping-full or dropping-off puts
/// an opened store on a disk that forgets, when the process is killed, what was not synced.
OpenOptions store_options() {
    const char* asked = std::getenv("GONGDAO_TEST_STORE");
    const std::string_view disk = asked == nullptr ? "" : asked;
    if (disk != "dropping-full" && disk != "dropping-off") return {};
    return {
        .durability = disk == "dropping-off" ? Durability::off : Durability::full,
        .vfs = sqlite::register_dropping_vfs()};
}

Command founding(const std::string& kind, const std::string& id, DocumentObject members) {
    return {
        .id = CommandId{"found-" + id},
        .actor = system_actor,
        .kind = kind,
        .members = std::move(members)};
}

} // namespace

CommandId fresh_command_id() {
    return CommandId{fmt::format(
        "{:016x}{:016x}",
        (std::uint64_t{randombytes_random()} << 32U) | randombytes_random(),
        (std::uint64_t{randombytes_random()} << 32U) | randombytes_random()
    )};
}

County::County(Language language) : plugins_{plugin_services(language)} {}

County::~County() = default;

Vault& County::vault() { return *vault_; }

Result<std::unique_ptr<StoreReader>> County::store_reader() const { return store_->new_reader(); }

Instant County::now() const { return virtual_clock_ ? virtual_clock_->now() : system_clock_.now(); }

Result<std::unique_ptr<County>>
County::assemble(const fs::path& folder, std::unique_ptr<SqliteStore> store, Language language) {
    std::unique_ptr<County> county{new County{language}};
    county->folder_ = folder;
    county->store_ = std::move(store);
    auto vault = FileVault::load(folder / "keys");
    if (!vault) return vault.error();
    county->vault_ = std::move(*vault);
    auto loaded = load_plugins(county->plugins_);
    if (!loaded) return loaded.error();
    county->plugin_jobs_ = std::make_unique<PluginJobs>(county->plugins_);
    county->jobs_ = std::make_unique<ScriptJobs>(*county->plugin_jobs_);
    auto* raw = county.get();
    county->effects_ = std::make_unique<FileEffects>(
        folder / "outbox",
        *county->vault_,
        [raw](const Document& payload) -> const Pack* {
            const auto* asking = find(payload, "case");
            if (asking == nullptr) return nullptr;
            const auto deployed = raw->node_->packs().version(
                std::string{find_text(*asking, "pack").value_or("")},
                std::string{find_text(*asking, "version").value_or("")}
            );
            return deployed ? &(*deployed)->pack : nullptr;
        },
        [raw](const std::string& account) { return raw->node_->directory().name_of(account); }
    );
    return county;
}

Result<void> County::start_clock() {
    const auto state = node_->load_stream(StreamId{"node:county"});
    if (!state) return state.error();
    if (const auto virtual_now = std::get<NodeState>(*state).virtual_now) {
        virtual_clock_ = std::make_unique<VirtualClock>(*virtual_now);
    }
    return {};
}

namespace {

NodeParts parts_of(
    StoreWriter& store,
    const RuleLoader& rules,
    const ExpressionBook& expressions,
    const PluginHost& plugins,
    Jobs& jobs,
    Effects& effects,
    Vault* vault
) {
    return {
        .store = store,
        .rules = rules,
        .expressions = expressions,
        .functions = plugins,
        .jobs = jobs,
        .effects = effects,
        .vault = vault,
        .function_names =
            component_names(plugins, {ComponentKind::function, ComponentKind::validator}),
        .job_names = component_names(
            plugins, {ComponentKind::service_task, ComponentKind::document, ComponentKind::importer}
        )};
}

/// The organisation is not known before the store is asked; a store holds one county.
Result<OrgId> org_of(StoreReader& store) {
    const auto rows = store.journal_after(0, 1);
    if (!rows) return rows.error();
    if (rows->empty()) return fail(errors::county_unfinished);
    return rows->front().org;
}

} // namespace

Result<void> County::found(const CountySetup& setup) {
    node_ = std::make_unique<Node>(
        OrgId{setup.org},
        parts_of(store_->writer(), rules_, expressions_, plugins_, *jobs_, *effects_, vault_.get())
    );
    const auto now = setup.virtual_start.value_or(system_clock_.now());
    auto begun = node_->begin_group();
    if (!begun) return begun;
    std::vector<Command> commands{
        founding(
            "set_entry",
            "organisation",
            {{"register", "organisation"},
             {"values", DocumentObject{{"code", setup.org}, {"name", setup.name}}}}
        ),
        founding(
            "set_entry",
            "admin",
            {{"register", "user"},
             {"values",
              DocumentObject{
                  {"id", "admin"},
                  {"name", "系统管理员"},
                  {"organisation", setup.org},
                  {"roles", "administrator@" + setup.org}}}}
        )};
    if (setup.virtual_start)
        commands.push_back(founding("set_clock", "clock", {{"to", to_text(*setup.virtual_start)}}));
    for (const auto& command : commands) {
        const auto done = node_->execute(command, now);
        if (!done) {
            node_->abandon_group();
            return done.error();
        }
    }
    auto committed = node_->commit_group();
    if (!committed) return committed;
    return start_clock();
}

Result<void> County::create(const fs::path& folder, const CountySetup& setup) {
    std::error_code problem;
    fs::create_directories(folder / "outbox", problem);
    if (problem) return fail(errors::file_unwritable, {folder.string()});
    auto store = SqliteStore::open((folder / "gongdao.db").string(), OpenMode::create);
    if (!store) return store.error();
    const auto last = (*store)->writer().last_position();
    if (!last) return last.error();
    if (*last > 0) return fail(errors::county_exists, {folder.string()});
    // What an attempt that failed left behind is used.
    auto keys = fs::exists(folder / "keys") ? Result<void>{} : FileVault::create(folder / "keys");
    if (!keys) return keys;
    auto county = assemble(folder, std::move(*store));
    if (!county) return county.error();
    return (*county)->found(setup);
}

Result<std::unique_ptr<County>> County::open(const fs::path& folder, Language language) {
    if (!fs::exists(folder / "gongdao.db")) return fail(errors::county_missing, {folder.string()});
    auto store =
        SqliteStore::open((folder / "gongdao.db").string(), OpenMode::existing, store_options());
    if (!store) return store.error();
    auto county = assemble(folder, std::move(*store), language);
    if (!county) return county.error();
    auto& opened = **county;
    const auto org = org_of(opened.store_->writer());
    if (!org) return org.error();
    opened.node_ = std::make_unique<Node>(
        *org,
        parts_of(
            opened.store_->writer(),
            opened.rules_,
            opened.expressions_,
            opened.plugins_,
            *opened.jobs_,
            *opened.effects_,
            opened.vault_.get()
        )
    );
    auto recovered = opened.node_->recover();
    if (!recovered) return recovered.error();
    auto started = opened.start_clock();
    if (!started) return started.error();
    return std::move(*county);
}

/// A node writes its rows in the next quiet moment, and under load at last after some seconds.
Result<void> County::wait_for_rows() {
    constexpr int looks_max = 250;
    const auto seen = committed_->last_position();
    if (!seen) return seen.error();
    for (int look = 0; look < looks_max; ++look) {
        const auto mark = common_watermark(*committed_);
        if (!mark) return mark.error();
        if (*mark >= *seen) return {};
        std::this_thread::sleep_for(std::chrono::milliseconds{20});
    }
    fmt::print(
        stderr,
        "节点正忙，列表可能缺最近几秒的变动 the node is busy; lists may lack the last seconds\n"
    );
    return {};
}

Result<std::unique_ptr<County>> County::open_to_read(const fs::path& folder, Language language) {
    auto store = SqliteStore::open((folder / "gongdao.db").string(), OpenMode::read_only);
    if (!store) return store.error();
    auto reader = (*store)->new_reader();
    if (!reader) return reader.error();
    std::unique_ptr<County> county{new County{language}};
    county->folder_ = folder;
    county->store_ = std::move(*store);
    county->committed_ = read_only(std::move(*reader));
    county->plugin_jobs_ = std::make_unique<PluginJobs>(county->plugins_);
    county->jobs_ = std::make_unique<ScriptJobs>(*county->plugin_jobs_);
    county->effects_ = std::make_unique<NoEffects>();
    const auto org = org_of(*county->committed_);
    if (!org) return org.error();
    auto caught_up = county->wait_for_rows();
    if (!caught_up) return caught_up.error();
    county->node_ = std::make_unique<Node>(
        *org,
        parts_of(
            *county->committed_,
            county->rules_,
            county->expressions_,
            county->plugins_,
            *county->jobs_,
            *county->effects_,
            nullptr
        )
    );
    auto read = county->node_->reload_calendar();
    if (read) read = county->start_clock();
    if (!read) return read.error();
    return county;
}

Result<std::unique_ptr<County>>
County::in_memory(const fs::path& folder, const CountySetup& setup) {
    std::error_code problem;
    fs::create_directories(folder / "outbox", problem);
    auto keys = FileVault::create(folder / "keys");
    if (!keys) return keys.error();
    auto store = SqliteStore::open_memory();
    if (!store) return store.error();
    auto county = assemble(folder, std::move(*store));
    if (!county) return county.error();
    auto founded = (*county)->found(setup);
    if (!founded) return founded.error();
    return std::move(*county);
}

Result<Reply> County::act(Command command) {
    if (command.id.empty()) command.id = fresh_command_id();
    auto begun = node_->begin_group();
    if (!begun) return begun.error();
    auto reply = node_->execute(command, now());
    auto committed = node_->commit_group();
    if (!committed) return committed.error();
    if (!reply) return reply;
    auto settled = settle();
    if (!settled) return settled.error();
    return reply;
}

Result<void> County::settle() {
    for (;;) {
        auto begun = node_->begin_group();
        if (!begun) return begun;
        const auto done = node_->do_due_work(now(), due_per_group);
        if (!done) {
            node_->abandon_group();
            return done.error();
        }
        auto committed = node_->commit_group();
        if (!committed) return committed;
        if (*done == 0) return {};
    }
}

Result<void> County::advance_to(Instant target) {
    auto begun = node_->begin_group();
    if (!begun) return begun;
    for (;;) {
        const auto next = node_->next_due();
        if (!next) {
            node_->abandon_group();
            return next.error();
        }
        if (!*next || **next > target) break;
        virtual_clock_->move_to(**next);
        const auto done = node_->do_due_work(now(), due_per_group);
        if (!done) {
            node_->abandon_group();
            return done.error();
        }
    }
    virtual_clock_->move_to(target);
    return node_->commit_group();
}

Result<std::optional<Checkpoint>> County::take_checkpoint() {
    auto begun = node_->begin_group();
    if (!begun) return begun.error();
    auto taken = gongdao::take_checkpoint(node_->store(), *vault_, now());
    if (!taken) {
        node_->abandon_group();
        return taken.error();
    }
    auto committed = node_->commit_group();
    if (!committed) return committed.error();
    if (!*taken) return taken;
    const auto copies = folder_ / "checkpoints";
    std::error_code problem;
    fs::create_directories(copies, problem);
    auto written = write_file(
        copies / (std::to_string((*taken)->number) + ".json"),
        lodged_text(**taken, vault_->public_key())
    );
    if (!written) return written.error();
    return taken;
}

Result<void> County::take_daily_checkpoint() {
    const auto today = date_of(now());
    if (!checkpointed_on_) {
        const auto taken = node_->store().checkpoints();
        if (!taken) return taken.error();
        if (!taken->empty()) checkpointed_on_ = date_of(taken->back().at);
    }
    if (checkpointed_on_ && *checkpointed_on_ >= today) return {};
    auto taken = take_checkpoint();
    if (!taken) return taken.error();
    checkpointed_on_ = today;
    return {};
}

Result<void> County::keep_clock() {
    if (!virtual_clock_) return {};
    auto begun = node_->begin_group();
    if (!begun) return begun;
    const Command command{
        .id = fresh_command_id(),
        .actor = system_actor,
        .kind = "set_clock",
        .members = DocumentObject{{"to", to_text(now())}}};
    const auto set = node_->execute(command, now());
    auto committed = node_->commit_group();
    if (!committed) return committed;
    if (!set) return set.error();
    return {};
}

} // namespace gongdao
