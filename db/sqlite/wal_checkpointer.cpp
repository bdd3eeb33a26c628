#include "db/sqlite/wal_checkpointer.hpp"

#include <sqlite3.h>

namespace gongdao::sqlite {

Result<WalState> WalCheckpointer::run(int mode) {
    int pages = 0;
    int copied = 0;
    const int code =
        sqlite3_wal_checkpoint_v2(connection_->handle(), "main", mode, &pages, &copied);
    if (code != SQLITE_OK) return connection_->failure(code);
    return WalState{.pages = pages, .copied = copied};
}

Result<WalState> WalCheckpointer::run() {
    auto gentle = run(SQLITE_CHECKPOINT_PASSIVE);
    if (!gentle || gentle->pages <= pages_max) return gentle;
    return run(SQLITE_CHECKPOINT_RESTART);
}

} // namespace gongdao::sqlite
