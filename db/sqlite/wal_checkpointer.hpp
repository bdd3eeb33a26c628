#pragma once

#include "core/values/result.hpp"
#include "db/sqlite/connection.hpp"

#include <cstdint>
#include <memory>

namespace gongdao::sqlite {

/// Where the write-ahead log stands after a round, in pages of 4 KiB.
struct WalState {
    std::int64_t pages = 0;  ///< in the log
    std::int64_t copied = 0; ///< of these, already in the database file
};

/// Whether the disk is in order although a round failed so: somebody reads, or it is full. After
/// any other failure a node ends, as it does when a commit fails.
[[nodiscard]] bool leaves_disk_in_order(const Error& failure);

/// Copies the write-ahead log into the database file. What a round has copied is synced when it
/// ends, also where it ended early; after a failure of the disk the next copies the whole log again
/// (`copy_log_from_beginning`).
class WalCheckpointer {
public:
    /// 200 MiB.
    static constexpr std::int64_t pages_max = 51'200;

    /// In the thread of the connection, which outlives it.
    explicit WalCheckpointer(Connection& connection) : connection_{connection} {}

    /// Beside the writer; the store must outlive it.
    explicit WalCheckpointer(std::unique_ptr<Connection> own, std::int64_t patience = pages_max)
        : own_{std::move(own)}, connection_{*own_}, patience_{patience} {}

    /// One round that holds nobody up, and copies what nobody reads in an older state.
    [[nodiscard]] Result<WalState> run_gently();
    /// The same, unless the log has outgrown the patience, in pages: then the writer waits for the
    /// rest of the copy, because a log under steady load starts anew only while nobody writes.
    [[nodiscard]] Result<WalState> run();

    /// The last round failed, and what it left could not be set right either: nobody may copy on.
    [[nodiscard]] bool owes_reset() const { return owes_reset_; }

private:
    [[nodiscard]] Result<WalState> run(int mode);
    [[nodiscard]] Result<void> reset();

    std::unique_ptr<Connection> own_;
    Connection& connection_;
    std::int64_t patience_ = pages_max;
    bool owes_reset_ = false;
};

} // namespace gongdao::sqlite
