#include "db/sqlite/sqlite_store.hpp"

#include "core/values/ensure.hpp"
#include "db/sqlite/background_checkpoints.hpp"
#include "db/sqlite/backup.hpp"
#include "db/sqlite/connection.hpp"
#include "db/sqlite/errors.hpp"
#include "db/sqlite/log_renewal.hpp"
#include "db/sqlite/migrations.hpp"
#include "db/sqlite/node_lock.hpp"
#include "db/sqlite/reads.hpp"
#include "db/sqlite/synced_path.hpp"
#include "db/sqlite/wal_checkpointer.hpp"
#include "db/sqlite/writer.hpp"

#include <sqlite3.h>

#include <atomic>
#include <filesystem>
#include <utility>

namespace gongdao {

using sqlite::Access;
using sqlite::Connection;

namespace {

constexpr std::string_view memory_prefix = "file:/gongdao-";
/// SQLite's own limit of 1 GiB would be too small to verify a large store.
constexpr sqlite3_int64 memory_bytes_max = sqlite3_int64{1} << 40;

constexpr auto shared_settings = "pragma foreign_keys = on; pragma temp_store = memory;";

bool in_memory(const std::string& path) { return path.starts_with(memory_prefix); }

std::string synchronous(const OpenOptions& options) {
    return options.durability == Durability::full ? "pragma synchronous = full;"
                                                  : "pragma synchronous = off;";
}

Result<void> use_write_ahead_log(Connection& connection) {
    const auto mode = connection.value("pragma journal_mode = wal");
    if (!mode) return mode.error();
    if (*mode == Cell{std::string{"wal"}}) return {};
    return fail(errors::store_no_wal, {}, {.file = connection.path()});
}

Result<void> use_memory(Connection& connection) {
    auto limit = memory_bytes_max;
    sqlite3_file_control(connection.handle(), "main", SQLITE_FCNTL_SIZE_LIMIT, &limit);
    return connection.execute("pragma journal_mode = memory; pragma synchronous = off;");
}

/// A cache of 64 MiB: in a county of a million cases 256 MiB made no command cheaper, since almost
/// every row lies in a page of its own.
Result<void> prepare_writer(Connection& connection, const OpenOptions& options) {
    auto done = connection.execute(
        std::string{shared_settings} + synchronous(options) +
        "pragma cache_size = -65536; pragma wal_autocheckpoint = 0;"
    );
    if (!done) return done.error();
    return in_memory(connection.path()) ? use_memory(connection) : use_write_ahead_log(connection);
}

} // namespace

SqliteStore::SqliteStore(std::string path, OpenOptions options)
    : path_{std::move(path)}, options_{std::move(options)} {}

SqliteStore::~SqliteStore() = default;

Result<std::unique_ptr<SqliteStore>>
SqliteStore::open(const std::string& path, OpenMode mode, const OpenOptions& options) {
    std::unique_ptr<SqliteStore> store{new SqliteStore{path, options}};
    auto started = store->start(mode);
    if (!started) return started.error();
    return store;
}

Result<std::unique_ptr<SqliteStore>> SqliteStore::open_memory() {
    static std::atomic<int> stores_made = 0;
    auto name = std::string{memory_prefix} + std::to_string(++stores_made) + "?vfs=memdb";
    return open(name, OpenMode::create, {.durability = Durability::off});
}

Result<void> SqliteStore::start(OpenMode mode) {
    if (mode == OpenMode::read_only) {
        auto connection = connect_reader();
        if (!connection) return connection.error();
        return sqlite::require_known_schema(**connection);
    }
    auto connection = Connection::open(
        path_, mode == OpenMode::create ? Access::create : Access::write, options_.vfs
    );
    if (!connection) return connection.error();
    if (!in_memory(path_)) {
        auto lock = sqlite::NodeLock::take(path_);
        if (!lock) return lock.error();
        lock_ = std::make_unique<sqlite::NodeLock>(std::move(*lock));
    }
    // A store of a newer or foreign program is refused before anything is written to it.
    const auto version = sqlite::schema_version(**connection);
    if (!version) return version.error();
    if (*version > 0 || mode == OpenMode::existing) {
        const bool upgradable = *version > 0 && *version < sqlite::known_schema_version();
        auto known = upgradable ? Result<void>{} : sqlite::require_known_schema(**connection);
        if (!known) return known.error();
    }
    auto done = sqlite::renew_log(**connection);
    if (done) done = sqlite::copy_log_from_beginning(**connection);
    if (done && *version == 0) done = sqlite::renew_database_file(**connection);
    if (done) done = prepare_writer(**connection, options_);
    if (done) done = sqlite::migrate(**connection);
    if (done && !in_memory(path_)) done = sqlite::sync_folder_of(path_);
    if (!done) return done.error();
    (*connection)->copy_log_on_closing(true);
    writer_ = std::make_unique<sqlite::Writer>(std::move(*connection));
    const bool by_writer = options_.checkpointing == Checkpointing::by_writer;
    if (by_writer) writer_->copy_log_from_time_to_time();
    return {};
}

StoreWriter& SqliteStore::writer() {
    ensure(writer_ != nullptr, "a store opened read-only has no writer");
    return *writer_;
}

Result<std::unique_ptr<Connection>> SqliteStore::connect_reader() const {
    auto connection = Connection::open(path_, Access::read, options_.vfs);
    if (!connection) return connection.error();
    auto done = (*connection)
                    ->execute(
                        std::string{shared_settings} + "pragma query_only = on;"
                                                       "pragma cache_size = -16384;"
                    );
    if (!done) return done.error();
    return connection;
}

Result<std::unique_ptr<StoreReader>> SqliteStore::new_reader() const {
    auto connection = connect_reader();
    if (!connection) return connection.error();
    return std::unique_ptr<StoreReader>{std::make_unique<sqlite::Reader>(std::move(*connection))};
}

Result<std::unique_ptr<Connection>> SqliteStore::connect_checkpointer() const {
    auto connection = Connection::open(path_, Access::write, options_.vfs);
    if (!connection) return connection.error();
    auto done = (*connection)->execute(synchronous(options_));
    if (!done) return done.error();
    return connection;
}

Result<std::unique_ptr<sqlite::WalCheckpointer>> SqliteStore::new_checkpointer() const {
    auto connection = connect_checkpointer();
    if (!connection) return connection.error();
    return std::make_unique<sqlite::WalCheckpointer>(std::move(*connection));
}

Result<void> SqliteStore::checkpoint_in_background() {
    // Disks made for tests know one thread.
    if (!options_.vfs.empty()) return {};
    auto connection = connect_checkpointer();
    if (!connection) return connection.error();
    checkpoints_ = std::make_unique<sqlite::BackgroundCheckpoints>(
        writer_->connection(), std::move(*connection)
    );
    return {};
}

std::optional<Error> SqliteStore::checkpoint_failure() const {
    return checkpoints_ ? checkpoints_->failure() : std::nullopt;
}

Result<void> SqliteStore::backup(
    const std::string& to,
    const std::function<void(std::int64_t done, std::int64_t total)>& progress
) const {
    const auto source = connect_reader();
    if (!source) return source.error();
    return sqlite::copy_store(**source, to, progress);
}

Result<void> SqliteStore::restore(
    const std::string& from,
    const std::string& to,
    const std::function<void(std::int64_t done, std::int64_t total)>& progress
) {
    // What stands in a log beside the file belongs to it, and perhaps somebody writes it.
    std::error_code ignored;
    const bool has_log = std::filesystem::exists(from + "-wal", ignored);
    const auto source = Connection::open(from, has_log ? Access::read : Access::read_still);
    if (!source) return source.error();
    const auto version = sqlite::schema_version(**source);
    if (!version) return version.error();
    // An older backup is upgraded when the node opens it.
    if (*version == 0 || *version > sqlite::known_schema_version()) {
        return sqlite::require_known_schema(**source);
    }
    auto sound = sqlite::check_integrity(**source, sqlite::CheckDepth::thorough);
    if (!sound) return sound.error();
    const auto lock = sqlite::NodeLock::take(to);
    if (!lock) return lock.error();
    return sqlite::copy_store(**source, to, progress);
}

Result<void> SqliteStore::quick_check() const {
    const auto connection = connect_reader();
    if (!connection) return connection.error();
    return sqlite::check_integrity(**connection, sqlite::CheckDepth::quick);
}

Result<void> SqliteStore::thorough_check() const {
    const auto connection = connect_reader();
    if (!connection) return connection.error();
    return sqlite::check_integrity(**connection, sqlite::CheckDepth::thorough);
}

Result<std::string> SqliteStore::store_id() const {
    const auto connection = connect_reader();
    if (!connection) return connection.error();
    const auto id = (*connection)->value("select value from meta where name = 'store_id'");
    if (!id) return id.error();
    const auto* text = std::get_if<std::string>(&*id);
    return text == nullptr ? std::string{} : *text;
}

} // namespace gongdao
