#include "db/sqlite/wal_checkpointer.hpp"

#include "db/sqlite/errors.hpp"
#include "db/sqlite/log_renewal.hpp"

#include <sqlite3.h>

namespace gongdao::sqlite {

bool leaves_disk_in_order(const Error& failure) {
    return failure.kind == &errors::store_busy || failure.kind == &errors::store_disk_full;
}

Result<WalState> WalCheckpointer::run(int mode) {
    if (begins_anew_) {
        auto begun = copy_log_from_beginning(connection_);
        if (!begun) return begun.error();
        begins_anew_ = false;
    }
    int pages = 0;
    int copied = 0;
    const int code = sqlite3_wal_checkpoint_v2(connection_.handle(), "main", mode, &pages, &copied);
    if (code == SQLITE_OK) return WalState{.pages = pages, .copied = copied};
    auto failure = connection_.failure(code);
    // At once, since the last connection copies, too, as it closes.
    begins_anew_ = !copy_log_from_beginning(connection_);
    return failure;
}

Result<WalState> WalCheckpointer::run_gently() { return run(SQLITE_CHECKPOINT_PASSIVE); }

Result<WalState> WalCheckpointer::run() {
    auto gentle = run_gently();
    if (!gentle || gentle->pages <= pages_max) return gentle;
    return run(SQLITE_CHECKPOINT_RESTART);
}

} // namespace gongdao::sqlite
