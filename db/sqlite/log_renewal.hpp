#pragma once

#include "core/values/result.hpp"
#include "db/sqlite/connection.hpp"

namespace gongdao::sqlite {

/// Makes durable what SQLite has just read from the write-ahead log of the last run. After a sync
/// that failed, the system may count pages as clean that are on no disk: SQLite finds them,
/// believes them and appends to them, and the next loss of power takes away everything behind. So
/// the same bytes are written once more, and synced. Only after the connection has read something,
/// and by the one who holds the node's lock.
[[nodiscard]] Result<void> renew_log(Connection& connection);

/// The same for the database file of a store that is not finished yet, and therefore small.
[[nodiscard]] Result<void> renew_database_file(Connection& connection);

} // namespace gongdao::sqlite
