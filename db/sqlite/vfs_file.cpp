#include "db/sqlite/vfs_file.hpp"

#include "core/values/ensure.hpp"

#include <new>
#include <utility>

namespace gongdao::sqlite {

namespace {

VfsHandle& handle_of(sqlite3_file* file) { return *reinterpret_cast<VfsHandle*>(file); }

VfsFile& own(sqlite3_file* file) { return *handle_of(file).file; }

int close(sqlite3_file* file) {
    const int closed = own(file).close();
    handle_of(file).~VfsHandle();
    return closed;
}

int read(sqlite3_file* file, void* bytes, int count, sqlite3_int64 offset) {
    return own(file).read(static_cast<char*>(bytes), count, offset);
}

int write(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 offset) {
    return own(file).write(static_cast<const char*>(bytes), count, offset);
}

int truncate(sqlite3_file* file, sqlite3_int64 size) { return own(file).truncate(size); }

int sync(sqlite3_file* file, int flags) { return own(file).sync(flags); }

int file_size(sqlite3_file* file, sqlite3_int64* size) {
    std::int64_t found = 0;
    const int answer = own(file).size(found);
    *size = found;
    return answer;
}

int lock(sqlite3_file* file, int level) { return own(file).lock(level); }

int unlock(sqlite3_file* file, int level) { return own(file).unlock(level); }

int check_reserved_lock(sqlite3_file* file, int* result) {
    return own(file).check_reserved_lock(*result);
}

int file_control(sqlite3_file* file, int operation, void* argument) {
    return own(file).control(operation, argument);
}

int sector_size(sqlite3_file* file) { return own(file).sector_size(); }

int device_characteristics(sqlite3_file* file) { return own(file).device_characteristics(); }

int shm_map(sqlite3_file* file, int region, int size, int extend, volatile void** memory) {
    return own(file).map_memory(region, size, extend != 0, *memory);
}

int shm_lock(sqlite3_file* file, int offset, int count, int flags) {
    return own(file).lock_memory(offset, count, flags);
}

void shm_barrier(sqlite3_file* file) { own(file).memory_barrier(); }

int shm_unmap(sqlite3_file* file, int remove) { return own(file).unmap_memory(remove != 0); }

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

} // namespace

void place_handle(sqlite3_file* memory, std::unique_ptr<VfsFile> file) {
    auto* handle = new (memory) VfsHandle{};
    handle->file = std::move(file);
    handle->base.pMethods = &methods();
}

sqlite3_vfs derived_vfs(const char* name, int behind) {
    auto* below = sqlite3_vfs_find(nullptr);
    ensure(below != nullptr, "SQLite has a default VFS");
    sqlite3_vfs made = *below;
    made.zName = name;
    made.pNext = nullptr;
    made.pAppData = below;
    made.szOsFile = static_cast<int>(sizeof(VfsHandle)) + behind;
    return made;
}

} // namespace gongdao::sqlite
