#pragma once

#include "core/ports/journal.hpp"
#include "core/ports/records.hpp"
#include "core/values/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>

struct sqlite3_stmt;

namespace gongdao::sqlite {

class Connection;

/// A prepared statement on loan from its connection's cache; goes back, reset, when destroyed.
/// Belongs to the connection's thread. Columns count from 0, parameters from 1.
class Statement {
public:
    /// `busy` is the cache's mark, cleared on return; null for a statement outside the cache, which
    /// is finalised instead.
    Statement(const Connection& connection, sqlite3_stmt* handle, bool* busy);
    ~Statement();
    Statement(Statement&& other) noexcept;
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;
    Statement& operator=(Statement&&) = delete;

    /// Texts and hashes are not copied: they must outlive the steps. A failure to bind is reported
    /// by the next step.
    Statement& bind(int index, std::int64_t value);
    Statement& bind(int index, std::string_view value);
    Statement& bind(int index, const Hash& value);
    Statement& bind(int index, const Cell& value);

    /// True where there is a row, false at the end.
    [[nodiscard]] Result<bool> step();
    /// Steps to the end, without looking at rows, and is ready to be bound again.
    [[nodiscard]] Result<void> run();

    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] std::string text(int column) const;
    [[nodiscard]] Hash hash(int column) const;
    [[nodiscard]] Cell cell(int column) const;

private:
    void note(int code);

    const Connection* connection_;
    sqlite3_stmt* handle_;
    bool* busy_;
    int bind_failure_ = 0;
};

} // namespace gongdao::sqlite
