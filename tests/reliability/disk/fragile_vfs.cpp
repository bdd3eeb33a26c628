#include "tests/reliability/disk/fragile_vfs.hpp"

#include "core/values/ensure.hpp"
#include "db/sqlite/vfs_file.hpp"
#include "tests/reliability/disk/connection_locks.hpp"

#include <sqlite3.h>

#include <cstring>
#include <utility>

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

/// A loss of power and a fault of no particular kind get the code of their call.
int coded(int answer, int specific) { return answer == SQLITE_IOERR ? specific : answer; }

class FragileFile final : public sqlite::VfsFile {
public:
    /// `removed_at_end` is the name of a file that goes when it is closed.
    FragileFile(
        std::shared_ptr<DiskFile> file, std::shared_ptr<Sharing> sharing, std::string removed_at_end
    )
        : file_{std::move(file)},
          sharing_{std::move(sharing)},
          removed_at_end_{std::move(removed_at_end)} {}

    int close() override {
        sharing_->locks.unlock(this, SQLITE_LOCK_NONE);
        if (!removed_at_end_.empty()) (void)mounted->remove(removed_at_end_);
        return SQLITE_OK;
    }

    int read(char* bytes, int count, std::int64_t offset) override {
        const int answer = mounted->read(
            *file_, bytes, static_cast<std::size_t>(count), static_cast<std::size_t>(offset)
        );
        return coded(answer, SQLITE_IOERR_READ);
    }

    int write(const char* bytes, int count, std::int64_t offset) override {
        const int answer = mounted->write(
            *file_, bytes, static_cast<std::size_t>(count), static_cast<std::size_t>(offset)
        );
        return coded(answer, SQLITE_IOERR_WRITE);
    }

    int truncate(std::int64_t size) override {
        return coded(
            mounted->truncate(*file_, static_cast<std::size_t>(size)), SQLITE_IOERR_TRUNCATE
        );
    }

    int sync(int) override { return coded(mounted->sync(*file_), SQLITE_IOERR_FSYNC); }

    int size(std::int64_t& size) override {
        size = static_cast<std::int64_t>(file_->size());
        return coded(mounted->permit(DiskCall::size), SQLITE_IOERR_FSTAT);
    }

    int lock(int level) override {
        const int answer = coded(mounted->permit(DiskCall::lock), SQLITE_IOERR_LOCK);
        return answer == SQLITE_OK ? sharing_->locks.lock(this, level) : answer;
    }

    int unlock(int level) override {
        sharing_->locks.unlock(this, level);
        return SQLITE_OK;
    }

    int check_reserved_lock(int& result) override {
        result = sharing_->locks.is_reserved() ? 1 : 0;
        return SQLITE_OK;
    }

    int control(int, void*) override { return SQLITE_NOTFOUND; }

    int sector_size() override { return usual_sector_size; }

    /// What SQLite assumes of every disk under Linux.
    int device_characteristics() override { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

    int map_memory(int region, int size, bool extend, volatile void*& memory) override {
        memory = nullptr;
        const int answer = coded(mounted->permit(DiskCall::map_memory), SQLITE_IOERR_SHMMAP);
        if (answer != SQLITE_OK) return answer;
        memory = sharing_->memory.map(
            this, static_cast<std::size_t>(region), static_cast<std::size_t>(size), extend
        );
        return SQLITE_OK;
    }

    int lock_memory(int offset, int count, int flags) override {
        auto& memory = sharing_->memory;
        const auto first = static_cast<std::size_t>(offset);
        const auto slots = static_cast<std::size_t>(count);
        if ((flags & SQLITE_SHM_UNLOCK) != 0) {
            memory.unlock(this, first, slots);
            return SQLITE_OK;
        }
        const int answer = coded(mounted->permit(DiskCall::lock_memory), SQLITE_IOERR_SHMLOCK);
        if (answer != SQLITE_OK) return answer;
        return memory.lock(this, first, slots, (flags & SQLITE_SHM_EXCLUSIVE) != 0);
    }

    void memory_barrier() override {}

    int unmap_memory(bool) override {
        sharing_->memory.unmap(this);
        return SQLITE_OK;
    }

private:
    std::shared_ptr<DiskFile> file_;
    std::shared_ptr<Sharing> sharing_;
    std::string removed_at_end_;
};

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
    auto sharing = name == nullptr ? std::make_shared<Sharing>() : sharing_of(path);
    const bool goes = name != nullptr && (flags & SQLITE_OPEN_DELETEONCLOSE) != 0;
    sqlite::place_handle(
        file, std::make_unique<FragileFile>(std::move(opened), std::move(sharing), goes ? path : "")
    );
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
        // Clock and chance are the system's.
        auto made = sqlite::derived_vfs(vfs_name, 0);
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
