#include "db/sqlite/statement.hpp"

#include "db/sqlite/connection.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <utility>

namespace gongdao::sqlite {

Statement::Statement(const Connection& connection, sqlite3_stmt* handle, bool* busy)
    : connection_{&connection}, handle_{handle}, busy_{busy} {
    if (busy_ != nullptr) *busy_ = true;
}

Statement::Statement(Statement&& other) noexcept
    : connection_{other.connection_},
      handle_{std::exchange(other.handle_, nullptr)},
      busy_{std::exchange(other.busy_, nullptr)},
      bind_failure_{other.bind_failure_} {}

Statement::~Statement() {
    if (handle_ == nullptr) return;
    if (busy_ == nullptr) {
        sqlite3_finalize(handle_);
        return;
    }
    sqlite3_reset(handle_);
    sqlite3_clear_bindings(handle_);
    *busy_ = false;
}

void Statement::note(int code) {
    if (bind_failure_ == SQLITE_OK) bind_failure_ = code;
}

Statement& Statement::bind(int index, std::int64_t value) {
    note(sqlite3_bind_int64(handle_, index, value));
    return *this;
}

Statement& Statement::bind(int index, std::string_view value) {
    // A null pointer would bind NULL, and an empty view may hold one.
    const char* bytes = value.data() == nullptr ? "" : value.data();
    note(sqlite3_bind_text64(handle_, index, bytes, value.size(), SQLITE_STATIC, SQLITE_UTF8));
    return *this;
}

Statement& Statement::bind(int index, const Hash& value) {
    note(sqlite3_bind_blob64(handle_, index, value.data(), value.size(), SQLITE_STATIC));
    return *this;
}

Statement& Statement::bind(int index, const Cell& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) return bind(index, *number);
    if (const auto* text = std::get_if<std::string>(&value)) {
        return bind(index, std::string_view{*text});
    }
    note(sqlite3_bind_null(handle_, index));
    return *this;
}

Result<bool> Statement::step() {
    if (bind_failure_ != SQLITE_OK) return connection_->failure(bind_failure_);
    const int code = sqlite3_step(handle_);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    return connection_->failure(code);
}

Result<void> Statement::run() {
    for (;;) {
        const auto more = step();
        if (!more) return more.error();
        if (!*more) break;
    }
    sqlite3_reset(handle_);
    return {};
}

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(handle_, column); }

std::string Statement::text(int column) const {
    const auto* bytes = sqlite3_column_text(handle_, column);
    if (bytes == nullptr) return {};
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(handle_, column));
    return {reinterpret_cast<const char*>(bytes), size};
}

Hash Statement::hash(int column) const {
    Hash hash{};
    const auto* bytes = static_cast<const unsigned char*>(sqlite3_column_blob(handle_, column));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(handle_, column));
    if (bytes != nullptr) std::copy_n(bytes, std::min(size, hash.size()), hash.begin());
    return hash;
}

Cell Statement::cell(int column) const {
    switch (sqlite3_column_type(handle_, column)) {
    case SQLITE_NULL:
        return std::monostate{};
    case SQLITE_INTEGER:
        return integer(column);
    default:
        return text(column);
    }
}

} // namespace gongdao::sqlite
