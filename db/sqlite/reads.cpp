#include "db/sqlite/reads.hpp"

#include "core/values/ensure.hpp"
#include "db/sqlite/errors.hpp"
#include "db/sqlite/query.hpp"

namespace gongdao::sqlite {

namespace {

/// `tail` follows `from journal`.
std::string journal_query(std::string_view tail) {
    return "select position, org, stream, seq, command_id, actor, occurred_at, recorded_at, kind,"
           " events, previous, hash from journal " +
           std::string{tail};
}

JournalRow journal_row(const Statement& row) {
    return {
        .position = row.integer(0),
        .org = OrgId{row.text(1)},
        .stream = StreamId{row.text(2)},
        .seq = row.integer(3),
        .command_id = CommandId{row.text(4)},
        .actor = ActorId{row.text(5)},
        .occurred_at = {row.integer(6)},
        .recorded_at = {row.integer(7)},
        .kind = row.text(8),
        .events = row.text(9),
        .previous = row.hash(10),
        .hash = row.hash(11),
    };
}

Record record_of(const Statement& row, const TableShape& shape) {
    Record record{.table = shape.name, .cells = {}};
    record.cells.reserve(shape.columns.size());
    for (std::size_t i = 0; i < shape.columns.size(); ++i) {
        record.cells.push_back(row.cell(static_cast<int>(i)));
    }
    return record;
}

void bind_all(Statement& statement, const std::vector<Cell>& values) {
    int index = 0;
    for (const auto& value : values)
        statement.bind(++index, value);
}

/// Calls `visit` for each row until it answers false.
template <class Visit>
Result<void> each_row(Statement& statement, const Visit& visit) {
    for (;;) {
        const auto more = statement.step();
        if (!more) return more.error();
        if (!*more || !visit()) return {};
    }
}

Result<std::vector<JournalRow>> journal_rows(Statement& statement) {
    std::vector<JournalRow> rows;
    const auto read = each_row(statement, [&] {
        rows.push_back(journal_row(statement));
        return true;
    });
    if (!read) return read.error();
    return rows;
}

} // namespace

Result<StreamHead> read_head(Connection& connection, const OrgId& org, const StreamId& stream) {
    auto statement = connection.prepare(
        "select seq, hash from journal where org = ?1 and stream = ?2 order by seq desc limit 1"
    );
    if (!statement) return statement.error();
    const auto found = statement->bind(1, std::string_view{org.text()})
                           .bind(2, std::string_view{stream.text()})
                           .step();
    if (!found) return found.error();
    if (!*found) return StreamHead{};
    return StreamHead{.seq = statement->integer(0), .hash = statement->hash(1)};
}

Result<std::optional<JournalRow>>
read_command(Connection& connection, const OrgId& org, const CommandId& command) {
    static const auto sql =
        journal_query("where org = ?1 and command_id = ?2 order by position limit 1");
    auto statement = connection.prepare(sql);
    if (!statement) return statement.error();
    const auto found = statement->bind(1, std::string_view{org.text()})
                           .bind(2, std::string_view{command.text()})
                           .step();
    if (!found) return found.error();
    if (!*found) return std::optional<JournalRow>{};
    return std::optional{journal_row(*statement)};
}

Result<std::optional<JournalRow>>
read_command_beginning(Connection& connection, const OrgId& org, const std::string& beginning) {
    static const auto sql = journal_query("where org = ?1 and command_id >= ?2 and command_id < ?3 "
                                          "order by position limit 1");
    auto statement = connection.prepare(sql);
    if (!statement) return statement.error();
    // No text sorts behind this byte: it occurs in no UTF-8.
    const auto end = beginning + '\xff';
    const auto found = statement->bind(1, std::string_view{org.text()})
                           .bind(2, std::string_view{beginning})
                           .bind(3, std::string_view{end})
                           .step();
    if (!found) return found.error();
    if (!*found) return std::optional<JournalRow>{};
    return std::optional{journal_row(*statement)};
}

Result<std::vector<JournalRow>> read_journal_of(
    Connection& connection, const OrgId& org, const StreamId& stream, std::int64_t first_seq
) {
    static const auto sql =
        journal_query("where org = ?1 and stream = ?2 and seq >= ?3 order by seq");
    auto statement = connection.prepare(sql);
    if (!statement) return statement.error();
    statement->bind(1, std::string_view{org.text()});
    statement->bind(2, std::string_view{stream.text()});
    statement->bind(3, first_seq);
    return journal_rows(*statement);
}

Result<std::vector<JournalRow>>
read_journal_after(Connection& connection, std::int64_t position, std::size_t limit) {
    static const auto sql = journal_query("where position > ?1 order by position limit ?2");
    auto statement = connection.prepare(sql);
    if (!statement) return statement.error();
    statement->bind(1, position).bind(2, static_cast<std::int64_t>(limit));
    return journal_rows(*statement);
}

Result<std::int64_t> read_last_position(Connection& connection) {
    auto statement = connection.prepare("select max(position) from journal");
    if (!statement) return statement.error();
    const auto found = statement->step();
    if (!found) return found.error();
    return statement->integer(0);
}

Result<void> read_each_head(
    Connection& connection,
    const std::function<void(const OrgId&, const StreamId&, const StreamHead&)>& visit
) {
    // The inner query runs over the index alone; only heads are looked up in the table.
    auto statement = connection.prepare(
        "select head.org, head.stream, head.seq, journal.hash"
        " from (select org, stream, max(seq) as seq from journal group by org, stream) as head"
        " join journal on journal.org = head.org and journal.stream = head.stream"
        " and journal.seq = head.seq order by head.org, head.stream"
    );
    if (!statement) return statement.error();
    return each_row(*statement, [&] {
        visit(
            OrgId{statement->text(0)},
            StreamId{statement->text(1)},
            StreamHead{.seq = statement->integer(2), .hash = statement->hash(3)}
        );
        return true;
    });
}

Result<std::optional<Record>>
read_record(Connection& connection, std::string_view table, const std::vector<Cell>& key) {
    const auto& statements = statements_of(table);
    ensure(key.size() == statements.shape->key_count, "find needs the whole key");
    auto statement = connection.prepare(statements.find);
    if (!statement) return statement.error();
    bind_all(*statement, key);
    const auto found = statement->step();
    if (!found) return found.error();
    if (!*found) return std::optional<Record>{};
    return std::optional{record_of(*statement, *statements.shape)};
}

Result<std::vector<Record>> read_selection(Connection& connection, const Selection& selection) {
    const auto query = to_query(selection);
    if (!query) return query.error();
    auto statement = connection.prepare(query->sql);
    if (!statement) return statement.error();
    bind_all(*statement, query->values);
    std::vector<Record> records;
    const auto read = each_row(*statement, [&] {
        records.push_back(record_of(*statement, *query->shape));
        return true;
    });
    if (!read) return read.error();
    return records;
}

Result<std::vector<Group>>
read_aggregation(Connection& connection, const Aggregation& aggregation) {
    const auto query = to_query(aggregation);
    if (!query) return query.error();
    auto statement = connection.prepare(query->sql);
    if (!statement) return statement.error();
    bind_all(*statement, query->values);
    std::vector<Group> groups;
    bool spoilt = false;
    const auto read = each_row(*statement, [&] {
        spoilt = spoilt || statement->integer(2) != 0;
        const bool without_value = std::holds_alternative<std::monostate>(statement->cell(1));
        if (!without_value)
            groups.push_back({.key = statement->cell(0), .value = statement->integer(1)});
        return !spoilt;
    });
    if (!read) return read.error();
    if (spoilt) return fail(errors::not_an_integer, {aggregation.column});
    return groups;
}

Result<void> read_table(
    Connection& connection, std::string_view table, const std::function<bool(const Record&)>& visit
) {
    const auto& statements = statements_of(table);
    auto statement = connection.prepare(statements.scan);
    if (!statement) return statement.error();
    return each_row(*statement, [&] { return visit(record_of(*statement, *statements.shape)); });
}

Result<std::vector<Checkpoint>> read_checkpoints(Connection& connection) {
    auto statement = connection.prepare(
        "select number, taken_at, position, stream_count, row_count, heads, previous, signature"
        " from checkpoint order by number"
    );
    if (!statement) return statement.error();
    std::vector<Checkpoint> checkpoints;
    const auto read = each_row(*statement, [&] {
        checkpoints.push_back({
            .number = statement->integer(0),
            .at = {statement->integer(1)},
            .position = statement->integer(2),
            .streams = statement->integer(3),
            .rows = statement->integer(4),
            .heads = statement->hash(5),
            .previous = statement->hash(6),
            .signature = statement->text(7),
        });
        return true;
    });
    if (!read) return read.error();
    return checkpoints;
}

Result<std::int64_t> read_watermark(Connection& connection, std::string_view table) {
    ensure(statements_of(table).shape != nullptr, "every derived table has a watermark");
    auto statement = connection.prepare("select position from watermark where name = ?1");
    if (!statement) return statement.error();
    const auto found = statement->bind(1, table).step();
    if (!found) return found.error();
    return *found ? statement->integer(0) : 0;
}

} // namespace gongdao::sqlite
