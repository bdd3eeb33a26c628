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

/// Lets the next checkpoint copy the whole log. Pages are counted as copied before they are synced;
/// where a sync fails, the system may have forgotten them, and a later checkpoint would begin the
/// log anew over what is on no disk. So after any that failed, and when a store is opened: another
/// program may have kept the memory in which the last run counted. In the only process that copies.
[[nodiscard]] Result<void> copy_log_from_beginning(Connection& connection);

/// What `renew_log` does, for the database file of a store that is not finished yet, and therefore
/// small.
[[nodiscard]] Result<void> renew_database_file(Connection& connection);

} // namespace gongdao::sqlite
