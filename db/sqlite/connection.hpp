#pragma once

#include "core/values/result.hpp"
#include "db/sqlite/statement.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

struct sqlite3;
struct sqlite3_file;
struct sqlite3_stmt;

namespace gongdao::sqlite {

/// How a file is opened.
/// `read_still` reads a file that nobody writes, and makes no log or index of one beside it.
enum class Access { create, write, read, read_still };

/// One connection to one store; owns its handle and its prepared statements. One thread.
class Connection {
public:
    /// `path` is a file or a `file:` URI, `vfs` a registered SQLite VFS or empty for the system's.
    [[nodiscard]] static Result<std::unique_ptr<Connection>>
    open(const std::string& path, Access access, const std::string& vfs = {});
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// From the cache where the same text was prepared before and is not in use.
    [[nodiscard]] Result<Statement> prepare(std::string_view sql);
    /// Runs a script of statements that give no rows.
    [[nodiscard]] Result<void> execute(const std::string& script);
    /// The first column of the first row; empty where there is no row.
    [[nodiscard]] Result<Cell> value(std::string_view sql);

    /// Whether, as the last one, it copies the log into the database file while it closes, of which
    /// nobody hears how it ended. Off for a connection that has just been opened for writing.
    void copy_log_on_closing(bool copies);

    /// SQLite's own, by SQLITE_FCNTL_FILE_POINTER or SQLITE_FCNTL_JOURNAL_POINTER, which is the log
    /// of a store that has one; null where it is not open.
    [[nodiscard]] sqlite3_file* opened_file(int pointer) const;

    [[nodiscard]] bool in_transaction() const;
    [[nodiscard]] std::int64_t last_row_id() const;
    /// By the last statement that changed rows.
    [[nodiscard]] std::int64_t rows_changed() const;
    /// The sentence for a SQLite result code, with the store's path as its place.
    [[nodiscard]] Error failure(int code) const;

    [[nodiscard]] sqlite3* handle() const { return handle_; }

    [[nodiscard]] const std::string& path() const { return path_; }

private:
    struct Prepared {
        sqlite3_stmt* handle = nullptr;
        bool busy = false;
    };

    struct TextHash {
        using is_transparent = void;

        std::size_t operator()(std::string_view text) const {
            return std::hash<std::string_view>{}(text);
        }
    };

    Connection(std::string path, sqlite3* handle) : path_{std::move(path)}, handle_{handle} {}

    [[nodiscard]] Result<sqlite3_stmt*> compile(std::string_view sql);
    void forget_idle_statements();

    std::string path_;
    sqlite3* handle_;
    std::unordered_map<std::string, Prepared, TextHash, std::equal_to<>> cache_;
};

} // namespace gongdao::sqlite
