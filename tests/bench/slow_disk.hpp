#pragma once

#include <sqlite3.h>

#include <chrono>

namespace gongdao::bench {

/// While it lives, every sync of a file that SQLite opens takes this much longer. For both sides of
/// a comparison: it stands in for the default file layer. One at a time.
class SlowDisk {
public:
    explicit SlowDisk(std::chrono::milliseconds delay);
    ~SlowDisk();
    SlowDisk(const SlowDisk&) = delete;
    SlowDisk& operator=(const SlowDisk&) = delete;

private:
    sqlite3_vfs* below_;
    sqlite3_vfs vfs_;
};

} // namespace gongdao::bench
