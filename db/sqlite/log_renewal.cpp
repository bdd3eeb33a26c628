#include "db/sqlite/log_renewal.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <cstdint>
#include <vector>

namespace gongdao::sqlite {

namespace {

/// SQLite writes at most 128 KiB less one at a time and masks the count.
constexpr sqlite3_int64 chunk_bytes = 1 << 16;

using Bytes = std::vector<char>;

/// The code of a read; a file that ended before is an error of its own.
int read_at(sqlite3_file& file, Bytes& bytes, sqlite3_int64 at) {
    return file.pMethods->xRead(&file, bytes.data(), static_cast<int>(bytes.size()), at);
}

int write_at(sqlite3_file& file, const Bytes& bytes, sqlite3_int64 at) {
    return file.pMethods->xWrite(&file, bytes.data(), static_cast<int>(bytes.size()), at);
}

/// SQLite's code.
int write_again(sqlite3_file& file, sqlite3_int64 size) {
    Bytes bytes;
    for (sqlite3_int64 at = 0; at < size; at += chunk_bytes) {
        bytes.resize(static_cast<std::size_t>(std::min(size - at, chunk_bytes)));
        int code = read_at(file, bytes, at);
        if (code == SQLITE_OK) code = write_at(file, bytes, at);
        if (code != SQLITE_OK) return code;
    }
    return file.pMethods->xSync(&file, SQLITE_SYNC_NORMAL);
}

// The format of the log is SQLite's (fileformat2.html, 4.1): a header of 32 bytes with the size of
// a page at 8 and two salts at 16; then frames, each a header of 24 bytes with the salts at 8, and
// a page.
constexpr sqlite3_int64 log_header_bytes = 32;
constexpr sqlite3_int64 frame_header_bytes = 24;
constexpr std::ptrdiff_t salts_of_log = 16;
constexpr std::ptrdiff_t salts_of_frame = 8;
constexpr std::ptrdiff_t salts_bytes = 8;

sqlite3_int64 page_bytes_of(const Bytes& header) {
    constexpr std::size_t place = 8;
    sqlite3_int64 bytes = 0;
    for (std::size_t i = 0; i < 4; ++i)
        bytes = bytes * 256 + static_cast<unsigned char>(header[place + i]);
    return bytes;
}

/// Where the frames of the log that is in use end. Behind them may stand what an earlier, longer
/// log has left, told by its salts; SQLite does not read it. The whole file where it has no header.
int find_end_of_log(sqlite3_file& file, sqlite3_int64 size, sqlite3_int64& end) {
    end = size;
    if (size < log_header_bytes) return SQLITE_OK;
    Bytes header(log_header_bytes);
    int code = read_at(file, header, 0);
    const auto frame_bytes = frame_header_bytes + page_bytes_of(header);
    if (code != SQLITE_OK || frame_bytes <= frame_header_bytes) return code;
    const auto salts = header.begin() + salts_of_log;
    Bytes frame(frame_header_bytes);
    for (end = log_header_bytes; end + frame_bytes <= size; end += frame_bytes) {
        code = read_at(file, frame, end);
        const bool in_use = std::equal(salts, salts + salts_bytes, frame.begin() + salts_of_frame);
        if (code != SQLITE_OK || !in_use) return code;
    }
    return SQLITE_OK;
}

/// SQLite's code.
int write_log_again(sqlite3_file& file, sqlite3_int64 size) {
    sqlite3_int64 end = 0;
    const int code = find_end_of_log(file, size, end);
    return code == SQLITE_OK ? write_again(file, end) : code;
}

// The memory shared about the log is SQLite's format, too (walformat.html, 2.1): regions of 32 KiB,
// in the first one at 96 the number of frames that were copied, in the machine's order of bytes.
// Who raises it holds lock 1. That somebody lowers it is not foreseen (2.3.1), but does no harm: a
// checkpoint writes only the last frame of each page and leaves out what lies behind the oldest
// reader, so it never puts an older page over a newer one; who reads the file alone has a lock that
// keeps checkpoints away, and who reads more of the log than he must finds the same.
constexpr int region_bytes = 32'768;
constexpr std::size_t place_of_copied = 96;
constexpr int lock_of_copying = 1;

/// SQLite's code.
int count_none_as_copied(sqlite3_file& file) {
    volatile void* region = nullptr;
    constexpr int make_none = 0;
    int code = file.pMethods->xShmMap(&file, 0, region_bytes, make_none, &region);
    if (code != SQLITE_OK || region == nullptr) return code;
    code =
        file.pMethods->xShmLock(&file, lock_of_copying, 1, SQLITE_SHM_LOCK | SQLITE_SHM_EXCLUSIVE);
    if (code != SQLITE_OK) return code;
    auto* const copied = static_cast<volatile char*>(region) + place_of_copied;
    *reinterpret_cast<volatile std::uint32_t*>(copied) = 0;
    return file.pMethods->xShmLock(
        &file, lock_of_copying, 1, SQLITE_SHM_UNLOCK | SQLITE_SHM_EXCLUSIVE
    );
}

Result<void>
renew(Connection& connection, int pointer, int (*write)(sqlite3_file&, sqlite3_int64)) {
    auto* const file = connection.opened_file(pointer);
    if (file == nullptr) return {};
    sqlite3_int64 size = 0;
    int code = file->pMethods->xFileSize(file, &size);
    if (code == SQLITE_OK && size > 0) code = write(*file, size);
    if (code != SQLITE_OK) return connection.failure(code);
    return {};
}

} // namespace

Result<void> copy_log_from_beginning(Connection& connection) {
    auto* const file = connection.opened_file(SQLITE_FCNTL_FILE_POINTER);
    const bool has_log = connection.opened_file(SQLITE_FCNTL_JOURNAL_POINTER) != nullptr;
    if (file == nullptr || !has_log) return {};
    const bool shares_memory = file->pMethods->iVersion >= 2 && file->pMethods->xShmMap != nullptr;
    const int code = shares_memory ? count_none_as_copied(*file) : SQLITE_OK;
    return code == SQLITE_OK ? Result<void>{} : connection.failure(code);
}

Result<void> renew_log(Connection& connection) {
    return renew(connection, SQLITE_FCNTL_JOURNAL_POINTER, &write_log_again);
}

Result<void> renew_database_file(Connection& connection) {
    return renew(connection, SQLITE_FCNTL_FILE_POINTER, &write_again);
}

} // namespace gongdao::sqlite
