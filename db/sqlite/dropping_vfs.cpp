#include "db/sqlite/dropping_vfs.hpp"

#include "core/values/ensure.hpp"
#include "db/sqlite/unsynced_file.hpp"
#include "db/sqlite/vfs_file.hpp"

#include <sqlite3.h>

#include <mutex>
#include <utility>

namespace gongdao::sqlite {

namespace {

constexpr auto vfs_name = "gongdao-dropping";

sqlite3_vfs* below(sqlite3_vfs* vfs) { return static_cast<sqlite3_vfs*>(vfs->pAppData); }

/// The real file lies behind the handle.
sqlite3_file* real_behind(sqlite3_file* memory) {
    return reinterpret_cast<sqlite3_file*>(reinterpret_cast<char*>(memory) + sizeof(VfsHandle));
}

/// Keeps what is written until a sync; locks and shared memory are the real file's.
class DroppingFile final : public VfsFile {
public:
    /// `unsynced` is null for temporary files.
    DroppingFile(sqlite3_file* real, std::shared_ptr<UnsyncedFile> unsynced)
        : real_{real}, unsynced_{std::move(unsynced)} {}

    int close() override {
        const int flushed = leave();
        const int closed = real_->pMethods->xClose(real_);
        return flushed == SQLITE_OK ? closed : flushed;
    }

    int read(char* bytes, int count, std::int64_t offset) override {
        return unsynced_ ? unsynced_->read(real_, bytes, count, offset)
                         : real_->pMethods->xRead(real_, bytes, count, offset);
    }

    int write(const char* bytes, int count, std::int64_t offset) override {
        return unsynced_ ? unsynced_->write(real_, bytes, count, offset)
                         : real_->pMethods->xWrite(real_, bytes, count, offset);
    }

    int truncate(std::int64_t size) override {
        return unsynced_ ? unsynced_->truncate(size) : real_->pMethods->xTruncate(real_, size);
    }

    int sync(int flags) override {
        const int flushed = unsynced_ ? unsynced_->flush(real_) : SQLITE_OK;
        return flushed == SQLITE_OK ? real_->pMethods->xSync(real_, flags) : flushed;
    }

    int size(std::int64_t& size) override {
        if (unsynced_) {
            size = unsynced_->size();
            return SQLITE_OK;
        }
        sqlite3_int64 found = 0;
        const int answer = real_->pMethods->xFileSize(real_, &found);
        size = found;
        return answer;
    }

    int lock(int level) override { return real_->pMethods->xLock(real_, level); }

    int unlock(int level) override { return real_->pMethods->xUnlock(real_, level); }

    int check_reserved_lock(int& result) override {
        return real_->pMethods->xCheckReservedLock(real_, &result);
    }

    int control(int operation, void* argument) override {
        // Growing the real file ahead would change a length that is kept here.
        if (operation == SQLITE_FCNTL_SIZE_HINT || operation == SQLITE_FCNTL_CHUNK_SIZE)
            return SQLITE_OK;
        return real_->pMethods->xFileControl(real_, operation, argument);
    }

    int sector_size() override { return real_->pMethods->xSectorSize(real_); }

    int device_characteristics() override { return real_->pMethods->xDeviceCharacteristics(real_); }

    int map_memory(int region, int size, bool extend, volatile void*& memory) override {
        return real_->pMethods->xShmMap(real_, region, size, extend ? 1 : 0, &memory);
    }

    int lock_memory(int offset, int count, int flags) override {
        return real_->pMethods->xShmLock(real_, offset, count, flags);
    }

    void memory_barrier() override { real_->pMethods->xShmBarrier(real_); }

    int unmap_memory(bool remove) override {
        return real_->pMethods->xShmUnmap(real_, remove ? 1 : 0);
    }

private:
    /// The last user of the file flushes it; the registry holds only weak references.
    int leave() {
        static std::mutex leaving;
        const std::lock_guard guard{leaving};
        const bool is_last = unsynced_ && unsynced_.use_count() == 1;
        const int flushed = is_last ? unsynced_->flush(real_) : SQLITE_OK;
        unsynced_.reset();
        return flushed;
    }

    sqlite3_file* real_;
    std::shared_ptr<UnsyncedFile> unsynced_;
};

int open(sqlite3_vfs* vfs, sqlite3_filename name, sqlite3_file* file, int flags, int* granted) {
    file->pMethods = nullptr;
    auto* real = real_behind(file);
    const int code = below(vfs)->xOpen(below(vfs), name, real, flags, granted);
    if (code != SQLITE_OK) {
        if (real->pMethods != nullptr) real->pMethods->xClose(real);
        return code;
    }
    auto unsynced = name == nullptr ? nullptr : UnsyncedFile::of(name, real);
    place_handle(file, std::make_unique<DroppingFile>(real, std::move(unsynced)));
    return SQLITE_OK;
}

} // namespace

std::string register_dropping_vfs() {
    static sqlite3_vfs vfs = [] {
        auto made = derived_vfs(vfs_name, sqlite3_vfs_find(nullptr)->szOsFile);
        made.xOpen = open;
        return made;
    }();
    ensure(sqlite3_vfs_register(&vfs, 0) == SQLITE_OK, "SQLite accepts the dropping VFS");
    return vfs_name;
}

} // namespace gongdao::sqlite
