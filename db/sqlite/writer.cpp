#include "db/sqlite/writer.hpp"

#include "core/values/ensure.hpp"
#include "db/sqlite/errors.hpp"
#include "db/sqlite/query.hpp"

#include <sqlite3.h>

#include <utility>

namespace gongdao::sqlite {

namespace {

Result<void>
run(Connection& connection, std::string_view sql, const std::vector<Cell>& values = {}) {
    auto statement = connection.prepare(sql);
    if (!statement) return statement.error();
    int index = 0;
    for (const auto& value : values)
        statement->bind(++index, value);
    return statement->run();
}

void ensure_transaction(const Connection& connection) {
    ensure(connection.in_transaction(), "a change stands between begin and commit");
}

} // namespace

Result<void> Writer::begin() {
    ensure(!connection().in_transaction(), "one transaction at a time");
    return run(connection(), "begin immediate");
}

Result<void> Writer::commit() {
    ensure_transaction(connection());
    auto done = run(connection(), "commit");
    if (done) return copy_log_if_enough();
    // What the log then holds is not known to be on the disk.
    connection().copy_log_on_closing(false);
    rollback();
    return done;
}

void Writer::copy_log_from_time_to_time() {
    const auto note_pages = [](void* noted, sqlite3*, const char*, int pages) {
        *static_cast<std::int64_t*>(noted) = pages;
        return SQLITE_OK;
    };
    sqlite3_wal_hook(connection().handle(), note_pages, &pages_in_log_);
}

Result<void> Writer::copy_log_if_enough() {
    constexpr std::int64_t pages_enough = 20'000;
    if (std::exchange(pages_in_log_, 0) < pages_enough) return {};
    const auto copied = checkpointer_.run_gently();
    if (checkpointer_.owes_reset()) connection().copy_log_on_closing(false);
    if (copied || leaves_disk_in_order(copied.error())) return {};
    return copied.error();
}

void Writer::rollback() {
    if (!connection().in_transaction()) return;
    // A rollback can only fail where SQLite has rolled back by itself already.
    const auto done = run(connection(), "rollback");
    ensure(done.has_value() || !connection().in_transaction(), "a rollback always ends");
}

Result<std::int64_t> Writer::append(const JournalRow& row) {
    ensure_transaction(connection());
    auto statement = connection().prepare(
        "insert into journal (org, stream, seq, before, command_id, actor, occurred_at, "
        "recorded_at,"
        " kind, previous, hash, events) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"
    );
    if (!statement) return statement.error();
    statement->bind(1, std::string_view{row.org.text()});
    statement->bind(2, std::string_view{row.stream.text()});
    statement->bind(3, row.seq);
    statement->bind(4, row.before);
    statement->bind(5, std::string_view{row.command_id.text()});
    statement->bind(6, std::string_view{row.actor.text()});
    statement->bind(7, row.occurred_at.milliseconds);
    statement->bind(8, row.recorded_at.milliseconds);
    statement->bind(9, std::string_view{row.kind});
    statement->bind(10, row.previous);
    statement->bind(11, row.hash);
    statement->bind(12, std::string_view{row.events});
    const auto done = statement->run();
    if (!done) return done.error();
    return connection().last_row_id();
}

Result<void> Writer::put(const Record& record) {
    ensure_transaction(connection());
    const auto& statements = statements_of(record.table);
    ensure(
        record.cells.size() == statements.shape->columns.size(),
        "a record has a cell for each column"
    );
    if (!statements.update_in_place.empty()) {
        auto done = run(connection(), statements.update_in_place, record.cells);
        if (!done || connection().rows_changed() == 1) return done;
    }
    return run(connection(), statements.put, record.cells);
}

Result<void> Writer::remove(std::string_view table, const std::vector<Cell>& key) {
    ensure_transaction(connection());
    const auto& statements = statements_of(table);
    ensure(
        !key.empty() && key.size() <= statements.remove.size(),
        "rows are removed by key or its beginning"
    );
    return run(connection(), statements.remove[key.size() - 1], key);
}

Result<void> Writer::set_watermarks(std::int64_t position) {
    ensure_transaction(connection());
    auto statement = connection().prepare("update watermark set position = ?1");
    if (!statement) return statement.error();
    return statement->bind(1, position).run();
}

Result<void> Writer::set_watermark(std::string_view table, std::int64_t position) {
    ensure_transaction(connection());
    return run(
        connection(),
        "update watermark set position = ?2 where name = ?1",
        {std::string{statements_of(table).shape->name}, position}
    );
}

Result<void> Writer::clear_derived() {
    ensure_transaction(connection());
    for (const auto& statements : all_table_statements()) {
        auto done = run(connection(), statements.clear);
        if (!done) return done.error();
    }
    return set_watermarks(0);
}

Result<void> Writer::add_checkpoint(const Checkpoint& checkpoint) {
    ensure_transaction(connection());
    auto statement = connection().prepare(
        "insert into checkpoint (number, taken_at, position, stream_count, row_count, heads,"
        " previous, signature) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
    );
    if (!statement) return statement.error();
    statement->bind(1, checkpoint.number);
    statement->bind(2, checkpoint.at.milliseconds);
    statement->bind(3, checkpoint.position);
    statement->bind(4, checkpoint.streams);
    statement->bind(5, checkpoint.rows);
    statement->bind(6, checkpoint.heads);
    statement->bind(7, checkpoint.previous);
    statement->bind(8, std::string_view{checkpoint.signature});
    return statement->run();
}

} // namespace gongdao::sqlite
