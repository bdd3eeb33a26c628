#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>

struct sqlite3_file;

namespace gongdao::sqlite {

/// The writes to one file that have not been synced: blocks over the real file, and its length.
/// Codes are SQLite's. Any thread.
class UnsyncedFile {
public:
    /// One object per path in a process; `real` tells the length where it is the first.
    [[nodiscard]] static std::shared_ptr<UnsyncedFile>
    of(const std::string& path, sqlite3_file* real);

    explicit UnsyncedFile(std::int64_t size) : size_{size}, kept_{size} {}

    int read(sqlite3_file* real, char* bytes, int count, std::int64_t offset);
    int write(sqlite3_file* real, const char* bytes, int count, std::int64_t offset);
    int truncate(std::int64_t size);
    [[nodiscard]] std::int64_t size();
    /// Writes the blocks to the real file and forgets them; syncing is the caller's.
    int flush(sqlite3_file* real);

private:
    static constexpr std::int64_t block_size = 4'096;
    using Block = std::array<char, block_size>;

    int read_kept(sqlite3_file* real, char* bytes, std::int64_t count, std::int64_t offset) const;
    int block_at(sqlite3_file* real, std::int64_t number, Block*& block);

    std::mutex mutex_;
    std::map<std::int64_t, Block> blocks_; ///< by block number
    std::int64_t size_;
    std::int64_t kept_; ///< the real file is valid up to here; truncation makes it less
};

} // namespace gongdao::sqlite
