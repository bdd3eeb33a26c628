#include "db/sqlite/unsynced_file.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>

namespace gongdao::sqlite {

std::shared_ptr<UnsyncedFile> UnsyncedFile::of(const std::string& path, sqlite3_file* real) {
    static std::mutex mutex;
    static std::map<std::string, std::weak_ptr<UnsyncedFile>> files;
    const std::lock_guard guard{mutex};
    if (auto known = files[path].lock()) return known;
    sqlite3_int64 size = 0;
    real->pMethods->xFileSize(real, &size);
    auto made = std::make_shared<UnsyncedFile>(size);
    files[path] = made;
    return made;
}

int UnsyncedFile::read_kept(
    sqlite3_file* real, char* bytes, std::int64_t count, std::int64_t offset
) const {
    const auto there = std::clamp<std::int64_t>(kept_ - offset, 0, count);
    std::memset(bytes + there, 0, static_cast<std::size_t>(count - there));
    if (there == 0) return SQLITE_OK;
    const int code = real->pMethods->xRead(real, bytes, static_cast<int>(there), offset);
    return code == SQLITE_IOERR_SHORT_READ ? SQLITE_OK : code;
}

int UnsyncedFile::read(sqlite3_file* real, char* bytes, int count, std::int64_t offset) {
    const std::lock_guard guard{mutex_};
    const auto wanted = std::int64_t{count};
    const auto there = std::clamp<std::int64_t>(size_ - offset, 0, wanted);
    std::memset(bytes + there, 0, static_cast<std::size_t>(wanted - there));
    const int code = read_kept(real, bytes, there, offset);
    if (code != SQLITE_OK) return code;
    const auto end = offset + there;
    for (auto at = blocks_.lower_bound(offset / block_size);
         at != blocks_.end() && at->first * block_size < end;
         ++at) {
        const auto start = at->first * block_size;
        const auto from = std::max(start, offset);
        const auto to = std::min(start + block_size, end);
        std::memcpy(
            bytes + (from - offset),
            at->second.data() + (from - start),
            static_cast<std::size_t>(to - from)
        );
    }
    return there == wanted ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

int UnsyncedFile::block_at(sqlite3_file* real, std::int64_t number, Block*& block) {
    const auto [at, fresh] = blocks_.try_emplace(number);
    block = &at->second;
    if (!fresh) return SQLITE_OK;
    return read_kept(real, block->data(), block_size, number * block_size);
}

int UnsyncedFile::write(sqlite3_file* real, const char* bytes, int count, std::int64_t offset) {
    const std::lock_guard guard{mutex_};
    const auto end = offset + count;
    for (auto from = offset; from < end;) {
        const auto number = from / block_size;
        const auto to = std::min(end, (number + 1) * block_size);
        Block* block = nullptr;
        const int code = block_at(real, number, block);
        if (code != SQLITE_OK) return code;
        std::memcpy(
            block->data() + (from - number * block_size),
            bytes + (from - offset),
            static_cast<std::size_t>(to - from)
        );
        from = to;
    }
    size_ = std::max(size_, end);
    return SQLITE_OK;
}

int UnsyncedFile::truncate(std::int64_t size) {
    const std::lock_guard guard{mutex_};
    if (size >= size_) return SQLITE_OK;
    size_ = size;
    kept_ = std::min(kept_, size);
    blocks_.erase(blocks_.lower_bound((size + block_size - 1) / block_size), blocks_.end());
    const auto last = blocks_.find(size / block_size);
    if (last != blocks_.end()) {
        std::fill(last->second.begin() + size % block_size, last->second.end(), '\0');
    }
    return SQLITE_OK;
}

std::int64_t UnsyncedFile::size() {
    const std::lock_guard guard{mutex_};
    return size_;
}

int UnsyncedFile::flush(sqlite3_file* real) {
    const std::lock_guard guard{mutex_};
    sqlite3_int64 real_size = 0;
    int code = real->pMethods->xFileSize(real, &real_size);
    if (code == SQLITE_OK && real_size > kept_) code = real->pMethods->xTruncate(real, kept_);
    if (code != SQLITE_OK) return code;
    for (const auto& [number, block] : blocks_) {
        const auto start = number * block_size;
        const auto count = static_cast<int>(std::min(block_size, size_ - start));
        code = real->pMethods->xWrite(real, block.data(), count, start);
        if (code != SQLITE_OK) return code;
    }
    blocks_.clear();
    kept_ = size_;
    return SQLITE_OK;
}

} // namespace gongdao::sqlite
