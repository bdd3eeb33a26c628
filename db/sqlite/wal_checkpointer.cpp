#include "db/sqlite/wal_checkpointer.hpp"

#include "db/sqlite/errors.hpp"
#include "db/sqlite/log_renewal.hpp"

#include <sqlite3.h>

namespace gongdao::sqlite {

namespace {

bool is_held_up(int code) { return (code & 0xff) == SQLITE_BUSY || (code & 0xff) == SQLITE_LOCKED; }

/// A round that ends early counts pages as copied and syncs none of them. Whoever reads them finds
/// them in the file from then on, the writer, too.
int sync_database_file(Connection& connection) {
    auto* const file = connection.opened_file(SQLITE_FCNTL_FILE_POINTER);
    return file == nullptr ? SQLITE_IOERR_FSYNC : file->pMethods->xSync(file, SQLITE_SYNC_NORMAL);
}

} // namespace

bool leaves_disk_in_order(const Error& failure) {
    return failure.kind == &errors::store_busy || failure.kind == &errors::store_disk_full;
}

Result<void> WalCheckpointer::reset() {
    auto done = copy_log_from_beginning(connection_);
    owes_reset_ = !done;
    return done;
}

Result<WalState> WalCheckpointer::run(int mode) {
    if (owes_reset_) {
        auto done = reset();
        if (!done) return done.error();
    }
    int pages = 0;
    int copied = 0;
    int code = sqlite3_wal_checkpoint_v2(connection_.handle(), "main", mode, &pages, &copied);
    if (code == SQLITE_OK && copied < pages) code = sync_database_file(connection_);
    if (code == SQLITE_OK) return WalState{.pages = pages, .copied = copied};
    auto failure = connection_.failure(code);
    // At once: the last connection copies, too, as it closes.
    if (!is_held_up(code)) (void)reset();
    return failure;
}

Result<WalState> WalCheckpointer::run_gently() { return run(SQLITE_CHECKPOINT_PASSIVE); }

Result<WalState> WalCheckpointer::run() {
    auto gentle = run_gently();
    if (!gentle || gentle->pages <= patience_) return gentle;
    return run(SQLITE_CHECKPOINT_RESTART);
}

} // namespace gongdao::sqlite
