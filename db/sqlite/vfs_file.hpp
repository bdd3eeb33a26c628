#pragma once

#include <sqlite3.h>

#include <memory>

namespace gongdao::sqlite {

/// An open file of a SQLite VFS of ours. The answers are SQLite's codes, and what each call means
/// stands in its documentation (sqlite3_io_methods): version 2, with shared memory, but no memory
/// mapping, which would pass by the object.
class VfsFile {
public:
    VfsFile() = default;
    /// After close().
    virtual ~VfsFile() = default;
    VfsFile(const VfsFile&) = delete;
    VfsFile& operator=(const VfsFile&) = delete;

    virtual int close() = 0;
    virtual int read(char* bytes, int count, std::int64_t offset) = 0;
    virtual int write(const char* bytes, int count, std::int64_t offset) = 0;
    virtual int truncate(std::int64_t size) = 0;
    virtual int sync(int flags) = 0;
    virtual int size(std::int64_t& size) = 0;
    virtual int lock(int level) = 0;
    virtual int unlock(int level) = 0;
    virtual int check_reserved_lock(int& result) = 0;
    virtual int control(int operation, void* argument) = 0;
    virtual int sector_size() = 0;
    virtual int device_characteristics() = 0;
    virtual int map_memory(int region, int size, bool extend, volatile void*& memory) = 0;
    virtual int lock_memory(int offset, int count, int flags) = 0;
    virtual void memory_barrier() = 0;
    virtual int unmap_memory(bool remove) = 0;
};

/// What SQLite allocates for a file of ours; behind it there may be more.
struct VfsHandle {
    sqlite3_file base{};
    std::unique_ptr<VfsFile> file; ///< gone when SQLite has closed it
};

/// Makes the handle in SQLite's memory, as the end of an xOpen that succeeds.
void place_handle(sqlite3_file* memory, std::unique_ptr<VfsFile> file);

/// A copy of the default VFS under another name: its functions beside xOpen look only at their
/// arguments and the fields that are copied. `behind` bytes follow the handle of each file.
[[nodiscard]] sqlite3_vfs derived_vfs(const char* name, int behind);

} // namespace gongdao::sqlite
