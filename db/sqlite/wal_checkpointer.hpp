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

/// Copies the write-ahead log into the database file off the writer's path. Owns its connection; a
/// background thread drives it, and its store must outlive it.
class WalCheckpointer {
public:
    explicit WalCheckpointer(std::unique_ptr<Connection> connection)
        : connection_{std::move(connection)} {}

    /// One round. The writer is not held up, unless the log has outgrown `pages_max`: then it waits
    /// for the rest of the copy, because a log under steady load starts anew only while nobody
    /// writes.
    [[nodiscard]] Result<WalState> run();

    /// 200 MiB.
    static constexpr std::int64_t pages_max = 51'200;

private:
    [[nodiscard]] Result<WalState> run(int mode);

    std::unique_ptr<Connection> connection_;
};

} // namespace gongdao::sqlite
