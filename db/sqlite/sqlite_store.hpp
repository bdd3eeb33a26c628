#pragma once

#include "core/ports/store.hpp"
#include "core/values/result.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace gongdao {

namespace sqlite {
class BackgroundCheckpoints;
class Connection;
class NodeLock;
class WalCheckpointer;
class Writer;
} // namespace sqlite

enum class OpenMode {
    create,   ///< for the node; makes the file where it is missing
    existing, ///< for the node; fails with `store_missing`
    read_only ///< beside a running node; without writer and without lock
};

/// What a commit waits for. `off` is for tests and rebuilding: a power failure loses commits.
enum class Durability { full, off };

/// Who copies the write-ahead log into the database file: the writer from time to time, or a
/// WalCheckpointer that somebody drives.
enum class Checkpointing { by_writer, elsewhere };

struct OpenOptions {
    Durability durability = Durability::full;
    Checkpointing checkpointing = Checkpointing::by_writer;
    std::string vfs; ///< a registered SQLite VFS; empty = the system's
};

/// A store in one SQLite file: write-ahead log, one writer, any number of readers. The writer
/// belongs to one thread; every other method may be called from any thread. Must outlive its
/// readers.
class SqliteStore {
public:
    /// Upgrades the schema unless read-only. Fails with `store_node_locked`, naming the process
    /// that writes already, and with `store_newer_schema`.
    [[nodiscard]] static Result<std::unique_ptr<SqliteStore>>
    open(const std::string& path, OpenMode mode, const OpenOptions& options = {});

    /// Gone with this object. Here a reader waits while the writer has a transaction open, and the
    /// writer's commit waits for readers, so one thread must not hold both.
    [[nodiscard]] static Result<std::unique_ptr<SqliteStore>> open_memory();

    ~SqliteStore();
    SqliteStore(const SqliteStore&) = delete;
    SqliteStore& operator=(const SqliteStore&) = delete;

    /// Not of a read-only store.
    [[nodiscard]] StoreWriter& writer();
    [[nodiscard]] Result<std::unique_ptr<StoreReader>> new_reader() const;
    /// From now on a thread of its own copies the log, so that no commit carries it. Of a store in
    /// a file, for a node that stays open; in the writer's thread.
    [[nodiscard]] Result<void> checkpoint_in_background();
    /// Why the last copy in the background failed: the log grows until one succeeds.
    [[nodiscard]] std::optional<Error> checkpoint_failure() const;
    /// Of a store in a file.
    [[nodiscard]] Result<std::unique_ptr<sqlite::WalCheckpointer>> new_checkpointer() const;

    /// Copies the last committed state into a new file while the node goes on. `progress` hears how
    /// many of how many pages are done. Fails with `store_target_exists`.
    [[nodiscard]] Result<void> backup(
        const std::string& to,
        const std::function<void(std::int64_t done, std::int64_t total)>& progress = {}
    ) const;

    /// Makes a store from a backup after a thorough check of it. Fails with `store_corrupted`,
    /// `store_foreign_file`, `store_newer_schema` or `store_target_exists`, and leaves no file
    /// then.
    [[nodiscard]] static Result<void> restore(
        const std::string& from,
        const std::string& to,
        const std::function<void(std::int64_t done, std::int64_t total)>& progress = {}
    );

    /// Fails with `store_corrupted`, naming the first fault. Reads the whole file.
    [[nodiscard]] Result<void> quick_check() const;
    /// The same, and compares every index with its table, which takes several times as long.
    [[nodiscard]] Result<void> thorough_check() const;

    /// A random text given at creation, which backups share.
    [[nodiscard]] Result<std::string> store_id() const;

private:
    SqliteStore(std::string path, OpenOptions options);

    [[nodiscard]] Result<void> start(OpenMode mode);
    [[nodiscard]] Result<std::unique_ptr<sqlite::Connection>> connect_reader() const;
    [[nodiscard]] Result<std::unique_ptr<sqlite::Connection>> connect_checkpointer() const;

    std::string path_;
    OpenOptions options_;
    std::unique_ptr<sqlite::NodeLock> lock_;
    std::unique_ptr<sqlite::Writer> writer_;
    std::unique_ptr<sqlite::BackgroundCheckpoints> checkpoints_; ///< ends before `writer_`
};

} // namespace gongdao
