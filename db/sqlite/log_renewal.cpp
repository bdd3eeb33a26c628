#include "db/sqlite/log_renewal.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <vector>

namespace gongdao::sqlite {

namespace {

/// SQLite writes at most 128 KiB less one at a time and masks the count.
constexpr sqlite3_int64 chunk_bytes = 1 << 16;

/// SQLite's code.
int write_again(sqlite3_file& file, sqlite3_int64 size) {
    std::vector<char> bytes(static_cast<std::size_t>(std::min(size, chunk_bytes)));
    for (sqlite3_int64 at = 0; at < size; at += chunk_bytes) {
        const auto count = static_cast<int>(std::min(size - at, chunk_bytes));
        int code = file.pMethods->xRead(&file, bytes.data(), count, at);
        if (code == SQLITE_OK) code = file.pMethods->xWrite(&file, bytes.data(), count, at);
        if (code != SQLITE_OK) return code;
    }
    return file.pMethods->xSync(&file, SQLITE_SYNC_NORMAL);
}

Result<void> renew(Connection& connection, int pointer) {
    sqlite3_file* file = nullptr;
    int code = sqlite3_file_control(connection.handle(), "main", pointer, &file);
    if (code != SQLITE_OK) return connection.failure(code);
    if (file == nullptr || file->pMethods == nullptr) return {};
    sqlite3_int64 size = 0;
    code = file->pMethods->xFileSize(file, &size);
    if (code == SQLITE_OK && size > 0) code = write_again(*file, size);
    if (code != SQLITE_OK) return connection.failure(code);
    return {};
}

} // namespace

Result<void> renew_log(Connection& connection) {
    return renew(connection, SQLITE_FCNTL_JOURNAL_POINTER);
}

Result<void> renew_database_file(Connection& connection) {
    return renew(connection, SQLITE_FCNTL_FILE_POINTER);
}

} // namespace gongdao::sqlite
