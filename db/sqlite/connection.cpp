#include "db/sqlite/connection.hpp"

#include "db/sqlite/errors.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <cerrno>
#include <filesystem>

namespace gongdao::sqlite {

namespace {

/// Queries whose text depends on the request (`in` lists) would otherwise pile up for ever.
constexpr std::size_t cached_statements_max = 256;
constexpr int busy_timeout_ms = 5'000;

int flags_of(Access access) {
    constexpr int always = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI | SQLITE_OPEN_EXRESCODE;
    switch (access) {
    case Access::create:
        return always | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    case Access::write:
        return always | SQLITE_OPEN_READWRITE;
    case Access::read:
    case Access::read_still:
        return always | SQLITE_OPEN_READONLY;
    }
    return always | SQLITE_OPEN_READONLY;
}

/// SQLite takes a file for one that does not change only where a URI says so.
std::string still_uri(const std::string& path) {
    constexpr std::string_view plain = "/._-~0123456789"
                                       "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    std::string uri = "file://";
    for (const char c : std::filesystem::absolute(path).string()) {
        if (plain.find(c) != std::string_view::npos) {
            uri += c;
        } else {
            uri += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        }
    }
    return uri + "?immutable=1";
}

Error input_output_failure(
    int code, int system_error, const std::string& message, const Place& place
) {
    if (code == SQLITE_IOERR_NOMEM) return fail(errors::store_out_of_memory, {}, place);
    if (system_error == ENOSPC || system_error == EDQUOT)
        return fail(errors::store_disk_full, {}, place);
    if (system_error == EROFS) return fail(errors::store_not_writable, {}, place);
    return fail(errors::store_input_output, {message}, place);
}

bool is_missing(int code, const std::string& path) {
    std::error_code ignored;
    return (code & 0xff) == SQLITE_CANTOPEN && !std::filesystem::exists(path, ignored);
}

Error opening_failure(int code, int system_error, const std::string& message, const Place& place) {
    if ((code & 0xff) == SQLITE_FULL) return fail(errors::store_disk_full, {}, place);
    if ((code & 0xff) == SQLITE_READONLY) return fail(errors::store_not_writable, {}, place);
    const auto failure = input_output_failure(code, system_error, message, place);
    if (failure.kind != &errors::store_input_output) return failure;
    return fail(errors::store_cannot_open, {message}, place);
}

} // namespace

Result<std::unique_ptr<Connection>>
Connection::open(const std::string& path, Access access, const std::string& vfs) {
    sqlite3* handle = nullptr;
    const auto name = access == Access::read_still ? still_uri(path) : path;
    const int code = sqlite3_open_v2(
        name.c_str(), &handle, flags_of(access), vfs.empty() ? nullptr : vfs.c_str()
    );
    std::unique_ptr<Connection> connection{new Connection{path, handle}};
    if (code != SQLITE_OK) {
        const std::string message =
            handle == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(handle);
        const int system_error = handle == nullptr ? 0 : sqlite3_system_errno(handle);
        if (access != Access::create && is_missing(code, path))
            return fail(errors::store_missing, {}, {.file = path});
        return opening_failure(code, system_error, message, {.file = path});
    }
    const bool writes = access == Access::create || access == Access::write;
    if (writes && sqlite3_db_readonly(handle, "main") == 1) {
        return fail(errors::store_not_writable, {}, {.file = path});
    }
    if (writes) connection->copy_log_on_closing(false);
    sqlite3_busy_timeout(handle, busy_timeout_ms);
    // A misspelt column is an error, not a text.
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    return connection;
}

void Connection::copy_log_on_closing(bool copies) {
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, copies ? 0 : 1, nullptr);
}

sqlite3_file* Connection::opened_file(int pointer) const {
    sqlite3_file* file = nullptr;
    const int code = sqlite3_file_control(handle_, "main", pointer, &file);
    const bool is_open = code == SQLITE_OK && file != nullptr && file->pMethods != nullptr;
    return is_open ? file : nullptr;
}

Connection::~Connection() {
    for (auto& [sql, prepared] : cache_)
        sqlite3_finalize(prepared.handle);
    sqlite3_close_v2(handle_);
}

Result<sqlite3_stmt*> Connection::compile(std::string_view sql) {
    sqlite3_stmt* handle = nullptr;
    const int code = sqlite3_prepare_v3(
        handle_,
        sql.data(),
        static_cast<int>(sql.size()),
        SQLITE_PREPARE_PERSISTENT,
        &handle,
        nullptr
    );
    if (code != SQLITE_OK) return failure(code);
    return handle;
}

Result<Statement> Connection::prepare(std::string_view sql) {
    const auto found = cache_.find(sql);
    if (found != cache_.end() && !found->second.busy) {
        return Statement{*this, found->second.handle, &found->second.busy};
    }
    const auto handle = compile(sql);
    if (!handle) return handle.error();
    if (found != cache_.end()) return Statement{*this, *handle, nullptr};
    if (cache_.size() >= cached_statements_max) forget_idle_statements();
    auto& prepared = cache_[std::string{sql}];
    prepared.handle = *handle;
    return Statement{*this, *handle, &prepared.busy};
}

void Connection::forget_idle_statements() {
    std::erase_if(cache_, [](const auto& item) {
        if (item.second.busy) return false;
        sqlite3_finalize(item.second.handle);
        return true;
    });
}

Result<void> Connection::execute(const std::string& script) {
    const int code = sqlite3_exec(handle_, script.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return failure(code);
    return {};
}

Result<Cell> Connection::value(std::string_view sql) {
    auto statement = prepare(sql);
    if (!statement) return statement.error();
    const auto row = statement->step();
    if (!row) return row.error();
    return *row ? statement->cell(0) : Cell{};
}

bool Connection::in_transaction() const { return sqlite3_get_autocommit(handle_) == 0; }

std::int64_t Connection::last_row_id() const { return sqlite3_last_insert_rowid(handle_); }

std::int64_t Connection::rows_changed() const { return sqlite3_changes64(handle_); }

Error Connection::failure(int code) const {
    const bool is_known = sqlite3_errcode(handle_) != SQLITE_OK;
    const std::string message = is_known ? sqlite3_errmsg(handle_) : sqlite3_errstr(code);
    const Place place{.file = path_};
    switch (code & 0xff) {
    case SQLITE_FULL:
        return fail(errors::store_disk_full, {}, place);
    case SQLITE_IOERR:
        return input_output_failure(code, sqlite3_system_errno(handle_), message, place);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return fail(errors::store_busy, {}, place);
    case SQLITE_CORRUPT:
        return fail(errors::store_corrupted, {message}, place);
    case SQLITE_NOTADB:
        return fail(errors::store_foreign_file, {}, place);
    case SQLITE_CANTOPEN:
        if (is_missing(code, path_)) return fail(errors::store_missing, {}, place);
        return opening_failure(code, sqlite3_system_errno(handle_), message, place);
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return fail(errors::store_not_writable, {}, place);
    case SQLITE_NOMEM:
        return fail(errors::store_out_of_memory, {}, place);
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
    case SQLITE_TOOBIG:
        return fail(errors::row_refused, {message}, place);
    default:
        return fail(errors::store_failed, {message}, place);
    }
}

} // namespace gongdao::sqlite
