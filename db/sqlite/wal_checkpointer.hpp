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

/// Copies the write-ahead log into the database file. After a round that failed, the next begins
/// anew
/// (`copy_log_from_beginning`).
class WalCheckpointer {
public:
    /// In the thread of the connection, which outlives it.
    explicit WalCheckpointer(Connection& connection) : connection_{connection} {}

    /// Beside the writer; the store must outlive it.
    explicit WalCheckpointer(std::unique_ptr<Connection> own)
        : own_{std::move(own)}, connection_{*own_} {}

    /// One round that holds nobody up, and copies what nobody reads in an older state.
    [[nodiscard]] Result<WalState> run_gently();
    /// The same, unless the log has outgrown `pages_max`: then the writer waits for the rest of the
    /// copy, because a log under steady load starts anew only while nobody writes.
    [[nodiscard]] Result<WalState> run();

    /// 200 MiB.
    static constexpr std::int64_t pages_max = 51'200;

private:
    [[nodiscard]] Result<WalState> run(int mode);

    std::unique_ptr<Connection> own_;
    Connection& connection_;
    bool begins_anew_ = false;
};

} // namespace gongdao::sqlite
