#include "tests/reliability/disk/fragile_vfs.hpp"

#include "core/values/ensure.hpp"
#include "tests/reliability/disk/connection_locks.hpp"

#include <sqlite3.h>

#include <cstring>
#include <new>

namespace gongdao::testing {

namespace {

constexpr auto vfs_name = "gongdao-fragile";
constexpr int usual_sector_size = 4'096;

/// What the connections of this process know of each other by a file's name.
struct Sharing {
    FileLocks locks;
    SharedMemory memory;
};

FragileDisk* mounted = nullptr;
std::map<std::string, std::weak_ptr<Sharing>> sharings;

std::shared_ptr<Sharing> sharing_of(const std::string& name) {
    if (auto known = sharings[name].lock()) return known;
    auto made = std::make_shared<Sharing>();
    sharings[name] = made;
    return made;
}

/// What SQLite allocates for a file.
struct OpenFile {
    sqlite3_file base{};
    std::shared_ptr<DiskFile> file;
    std::shared_ptr<Sharing> sharing;
    std::string removed_at_end; ///< the name of a file that goes when it is closed
};

OpenFile& own(sqlite3_file* file) { return *reinterpret_cast<OpenFile*>(file); }

/// A loss of power and a fault of no particular kind get the code of their call.
int coded(int answer, int specific) { return answer == SQLITE_IOERR ? specific : answer; }

int close(sqlite3_file* file) {
    auto& open = own(file);
    open.sharing->locks.unlock(file, SQLITE_LOCK_NONE);
    if (!open.removed_at_end.empty()) (void)mounted->remove(open.removed_at_end);
    open.~OpenFile();
    return SQLITE_OK;
}

int read(sqlite3_file* file, void* bytes, int count, sqlite3_int64 offset) {
    const int answer = mounted->read(
        *own(file).file,
        static_cast<char*>(bytes),
        static_cast<std::size_t>(count),
        static_cast<std::size_t>(offset)
    );
    return coded(answer, SQLITE_IOERR_READ);
}

int write(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 offset) {
    const int answer = mounted->write(
        *own(file).file,
        static_cast<const char*>(bytes),
        static_cast<std::size_t>(count),
        static_cast<std::size_t>(offset)
    );
    return coded(answer, SQLITE_IOERR_WRITE);
}

int truncate(sqlite3_file* file, sqlite3_int64 size) {
    return coded(
        mounted->truncate(*own(file).file, static_cast<std::size_t>(size)), SQLITE_IOERR_TRUNCATE
    );
}

int sync(sqlite3_file* file, int) {
    return coded(mounted->sync(*own(file).file), SQLITE_IOERR_FSYNC);
}

int file_size(sqlite3_file* file, sqlite3_int64* size) {
    *size = static_cast<sqlite3_int64>(own(file).file->size());
    return coded(mounted->permit(DiskCall::size), SQLITE_IOERR_FSTAT);
}

int lock(sqlite3_file* file, int level) {
    const int answer = coded(mounted->permit(DiskCall::lock), SQLITE_IOERR_LOCK);
    return answer == SQLITE_OK ? own(file).sharing->locks.lock(file, level) : answer;
}

int unlock(sqlite3_file* file, int level) {
    own(file).sharing->locks.unlock(file, level);
    return SQLITE_OK;
}

int check_reserved_lock(sqlite3_file* file, int* result) {
    *result = own(file).sharing->locks.is_reserved() ? 1 : 0;
    return SQLITE_OK;
}

int file_control(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }

int sector_size(sqlite3_file*) { return usual_sector_size; }

/// What SQLite assumes of every disk under Linux.
int device_characteristics(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

int shm_map(sqlite3_file* file, int region, int size, int extend, volatile void** memory) {
    *memory = nullptr;
    const int answer = coded(mounted->permit(DiskCall::map_memory), SQLITE_IOERR_SHMMAP);
    if (answer != SQLITE_OK) return answer;
    *memory = own(file).sharing->memory.map(
        file, static_cast<std::size_t>(region), static_cast<std::size_t>(size), extend != 0
    );
    return SQLITE_OK;
}

int shm_lock(sqlite3_file* file, int offset, int count, int flags) {
    auto& memory = own(file).sharing->memory;
    const auto first = static_cast<std::size_t>(offset);
    const auto slots = static_cast<std::size_t>(count);
    if ((flags & SQLITE_SHM_UNLOCK) != 0) {
        memory.unlock(file, first, slots);
        return SQLITE_OK;
    }
    const int answer = coded(mounted->permit(DiskCall::lock_memory), SQLITE_IOERR_SHMLOCK);
    if (answer != SQLITE_OK) return answer;
    return memory.lock(file, first, slots, (flags & SQLITE_SHM_EXCLUSIVE) != 0);
}

void shm_barrier(sqlite3_file*) {}

int shm_unmap(sqlite3_file* file, int) {
    own(file).sharing->memory.unmap(file);
    return SQLITE_OK;
}

/// Version 2: shared memory, but no memory mapping.
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

int open(sqlite3_vfs*, sqlite3_filename name, sqlite3_file* file, int flags, int* granted) {
    file->pMethods = nullptr;
    std::shared_ptr<DiskFile> opened;
    const std::string path = name == nullptr ? "" : name;
    if (name == nullptr) {
        opened = std::make_shared<DiskFile>();
    } else {
        const int answer = mounted->open(path, (flags & SQLITE_OPEN_CREATE) != 0, opened);
        if (answer != SQLITE_OK) return coded(answer, SQLITE_CANTOPEN);
    }
    auto* made = new (file) OpenFile{};
    made->file = std::move(opened);
    made->sharing = name == nullptr ? std::make_shared<Sharing>() : sharing_of(path);
    if (name != nullptr && (flags & SQLITE_OPEN_DELETEONCLOSE) != 0) made->removed_at_end = path;
    made->base.pMethods = &methods();
    if (granted != nullptr) *granted = flags;
    return SQLITE_OK;
}

int remove(sqlite3_vfs*, const char* name, int) {
    return coded(mounted->remove(name), SQLITE_IOERR_DELETE);
}

int access(sqlite3_vfs*, const char* name, int, int* result) {
    bool exists = false;
    const int answer = mounted->find(name, exists);
    *result = exists ? 1 : 0;
    return coded(answer, SQLITE_IOERR_ACCESS);
}

int full_path_name(sqlite3_vfs*, const char* name, int size, char* out) {
    const auto length = std::strlen(name) + 1;
    if (length > static_cast<std::size_t>(size)) return SQLITE_CANTOPEN;
    std::memcpy(out, name, length);
    return SQLITE_OK;
}

/// Nobody else will let go meanwhile: there is one thread.
int sleep(sqlite3_vfs*, int microseconds) { return microseconds; }

int last_error(sqlite3_vfs*, int, char*) { return mounted->last_system_error(); }

} // namespace

MountedDisk::MountedDisk(FragileDisk& disk) {
    ensure(mounted == nullptr, "one disk is mounted at a time");
    static sqlite3_vfs vfs = [] {
        const auto* below = sqlite3_vfs_find(nullptr);
        ensure(below != nullptr, "SQLite has a default VFS");
        // Clock and chance are the system's.
        sqlite3_vfs made = *below;
        made.zName = vfs_name;
        made.pNext = nullptr;
        made.szOsFile = static_cast<int>(sizeof(OpenFile));
        made.xOpen = open;
        made.xDelete = remove;
        made.xAccess = access;
        made.xFullPathname = full_path_name;
        made.xSleep = sleep;
        made.xGetLastError = last_error;
        return made;
    }();
    ensure(sqlite3_vfs_register(&vfs, 0) == SQLITE_OK, "SQLite accepts the fragile disk");
    mounted = &disk;
}

MountedDisk::~MountedDisk() { mounted = nullptr; }

std::string MountedDisk::vfs() { return vfs_name; }

} // namespace gongdao::testing
