#include "db/sqlite/dropping_vfs.hpp"

#include "core/values/ensure.hpp"
#include "db/sqlite/unsynced_file.hpp"

#include <sqlite3.h>

#include <mutex>
#include <new>

namespace gongdao::sqlite {

namespace {

constexpr auto vfs_name = "gongdao-dropping";

/// What SQLite allocates for a file: this, and behind it the real file.
struct DroppingFile {
    sqlite3_file base{};
    std::shared_ptr<UnsyncedFile> unsynced; ///< none for temporary files
};

DroppingFile& dropping(sqlite3_file* file) { return *reinterpret_cast<DroppingFile*>(file); }

sqlite3_file* real(sqlite3_file* file) {
    return reinterpret_cast<sqlite3_file*>(reinterpret_cast<char*>(file) + sizeof(DroppingFile));
}

sqlite3_vfs* real(sqlite3_vfs* vfs) { return static_cast<sqlite3_vfs*>(vfs->pAppData); }

/// The last user of the file flushes it; the registry holds only weak references.
int leave(DroppingFile& own, sqlite3_file* below) {
    static std::mutex leaving;
    const std::lock_guard guard{leaving};
    int flushed = SQLITE_OK;
    if (own.unsynced && own.unsynced.use_count() == 1) flushed = own.unsynced->flush(below);
    own.~DroppingFile();
    return flushed;
}

int close(sqlite3_file* file) {
    auto& own = dropping(file);
    const int flushed = leave(own, real(file));
    const int closed = real(file)->pMethods->xClose(real(file));
    return flushed == SQLITE_OK ? closed : flushed;
}

int read(sqlite3_file* file, void* bytes, int count, sqlite3_int64 offset) {
    auto& own = dropping(file);
    if (!own.unsynced) return real(file)->pMethods->xRead(real(file), bytes, count, offset);
    return own.unsynced->read(real(file), static_cast<char*>(bytes), count, offset);
}

int write(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 offset) {
    auto& own = dropping(file);
    if (!own.unsynced) return real(file)->pMethods->xWrite(real(file), bytes, count, offset);
    return own.unsynced->write(real(file), static_cast<const char*>(bytes), count, offset);
}

int truncate(sqlite3_file* file, sqlite3_int64 size) {
    auto& own = dropping(file);
    if (!own.unsynced) return real(file)->pMethods->xTruncate(real(file), size);
    return own.unsynced->truncate(size);
}

int sync(sqlite3_file* file, int flags) {
    auto& own = dropping(file);
    const int flushed = own.unsynced ? own.unsynced->flush(real(file)) : SQLITE_OK;
    if (flushed != SQLITE_OK) return flushed;
    return real(file)->pMethods->xSync(real(file), flags);
}

int file_size(sqlite3_file* file, sqlite3_int64* size) {
    auto& own = dropping(file);
    if (!own.unsynced) return real(file)->pMethods->xFileSize(real(file), size);
    *size = own.unsynced->size();
    return SQLITE_OK;
}

int lock(sqlite3_file* file, int level) { return real(file)->pMethods->xLock(real(file), level); }

int unlock(sqlite3_file* file, int level) {
    return real(file)->pMethods->xUnlock(real(file), level);
}

int check_reserved_lock(sqlite3_file* file, int* result) {
    return real(file)->pMethods->xCheckReservedLock(real(file), result);
}

int file_control(sqlite3_file* file, int operation, void* argument) {
    // Growing the real file ahead would change a length that is kept here.
    if (operation == SQLITE_FCNTL_SIZE_HINT || operation == SQLITE_FCNTL_CHUNK_SIZE)
        return SQLITE_OK;
    return real(file)->pMethods->xFileControl(real(file), operation, argument);
}

int sector_size(sqlite3_file* file) { return real(file)->pMethods->xSectorSize(real(file)); }

int device_characteristics(sqlite3_file* file) {
    return real(file)->pMethods->xDeviceCharacteristics(real(file));
}

int shm_map(sqlite3_file* file, int page, int page_size, int extend, volatile void** memory) {
    return real(file)->pMethods->xShmMap(real(file), page, page_size, extend, memory);
}

int shm_lock(sqlite3_file* file, int offset, int count, int flags) {
    return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
}

void shm_barrier(sqlite3_file* file) { real(file)->pMethods->xShmBarrier(real(file)); }

int shm_unmap(sqlite3_file* file, int remove) {
    return real(file)->pMethods->xShmUnmap(real(file), remove);
}

/// Version 2: shared memory, but no memory mapping, which would pass by the buffers.
const sqlite3_io_methods& methods() {
    static const sqlite3_io_methods table = [] {
        sqlite3_io_methods made{};
        made.iVersion = 2;
        made.xClose = close;
        made.xRead = read;
        made.xWrite = write;
        made.xTruncate = truncate;
        made.xSync = sync;
        made.xFileSize = file_size;
        made.xLock = lock;
        made.xUnlock = unlock;
        made.xCheckReservedLock = check_reserved_lock;
        made.xFileControl = file_control;
        made.xSectorSize = sector_size;
        made.xDeviceCharacteristics = device_characteristics;
        made.xShmMap = shm_map;
        made.xShmLock = shm_lock;
        made.xShmBarrier = shm_barrier;
        made.xShmUnmap = shm_unmap;
        return made;
    }();
    return table;
}

int open(sqlite3_vfs* vfs, sqlite3_filename name, sqlite3_file* file, int flags, int* granted) {
    file->pMethods = nullptr;
    const int code = real(vfs)->xOpen(real(vfs), name, real(file), flags, granted);
    if (code != SQLITE_OK) {
        if (real(file)->pMethods != nullptr) real(file)->pMethods->xClose(real(file));
        return code;
    }
    auto* own = new (file) DroppingFile{};
    if (name != nullptr) own->unsynced = UnsyncedFile::of(name, real(file));
    own->base.pMethods = &methods();
    return SQLITE_OK;
}

} // namespace

std::string register_dropping_vfs() {
    static sqlite3_vfs vfs = [] {
        auto* below = sqlite3_vfs_find(nullptr);
        ensure(below != nullptr, "SQLite has a default VFS");
        // Everything that does not open a file is the system's own; those functions look only at
        // their arguments and the fields copied here.
        sqlite3_vfs made = *below;
        made.zName = vfs_name;
        made.pNext = nullptr;
        made.pAppData = below;
        made.szOsFile = static_cast<int>(sizeof(DroppingFile)) + below->szOsFile;
        made.xOpen = open;
        return made;
    }();
    ensure(sqlite3_vfs_register(&vfs, 0) == SQLITE_OK, "SQLite accepts the dropping VFS");
    return vfs_name;
}

} // namespace gongdao::sqlite
