#include "tests/bench/slow_disk.hpp"

#include <cstdlib>
#include <map>
#include <mutex>

namespace gongdao::bench {

namespace {

/// A method table of the layer below, but for `xSync`.
struct Slowed {
    const sqlite3_io_methods* real;
    sqlite3_io_methods methods;
};

std::mutex guard;
std::map<const sqlite3_io_methods*, Slowed> slowed;
sqlite3_vfs* below = nullptr;
int delay_microseconds = 0;

int slow_sync(sqlite3_file* file, int flags) {
    below->xSleep(below, delay_microseconds);
    const sqlite3_io_methods* real = nullptr;
    {
        const std::lock_guard lock{guard};
        for (const auto& [methods, entry] : slowed) {
            if (file->pMethods == &entry.methods) real = methods;
        }
    }
    return real == nullptr ? SQLITE_IOERR_FSYNC : real->xSync(file, flags);
}

int open(sqlite3_vfs*, sqlite3_filename name, sqlite3_file* file, int flags, int* granted) {
    const int code = below->xOpen(below, name, file, flags, granted);
    if (code != SQLITE_OK || file->pMethods == nullptr) return code;
    const std::lock_guard lock{guard};
    const auto [entry, is_new] = slowed.try_emplace(file->pMethods);
    if (is_new) {
        entry->second = {file->pMethods, *file->pMethods};
        entry->second.methods.xSync = &slow_sync;
    }
    file->pMethods = &entry->second.methods;
    return code;
}

} // namespace

SlowDisk::SlowDisk(std::chrono::milliseconds delay)
    : below_{sqlite3_vfs_find(nullptr)}, vfs_{*below_} {
    below = below_;
    delay_microseconds = static_cast<int>(delay.count()) * 1'000;
    vfs_.zName = "gongdao-slow";
    vfs_.pNext = nullptr;
    vfs_.xOpen = &open;
    if (sqlite3_vfs_register(&vfs_, 1) != SQLITE_OK) std::abort();
}

SlowDisk::~SlowDisk() {
    sqlite3_vfs_unregister(&vfs_);
    sqlite3_vfs_register(below_, 1);
}

} // namespace gongdao::bench
