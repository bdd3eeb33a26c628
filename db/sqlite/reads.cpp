#include "db/sqlite/reads.hpp"

#include "core/values/ensure.hpp"
#include "core/values/two_languages.hpp"
#include "db/sqlite/errors.hpp"
#include "db/sqlite/query.hpp"

#include <algorithm>

namespace gongdao::sqlite {

namespace {

/// `tail` follows `from journal`.
std::string journal_query(std::string_view tail) {
    return "select position, org, stream, seq, before, command_id, actor, occurred_at, recorded_at,"
           " kind, previous, hash, events from journal " +
           std::string{tail};
}

JournalRow journal_row(const Statement& row) {
    return {
        .position = row.integer(0),
        .org = OrgId{row.text(1)},
        .stream = StreamId{row.text(2)},
        .seq = row.integer(3),
        .before = row.integer(4),
        .command_id = CommandId{row.text(5)},
        .actor = ActorId{row.text(6)},
        .occurred_at = {row.integer(7)},
        .recorded_at = {row.integer(8)},
        .kind = row.text(9),
        .events = row.text(12),
        .previous = row.hash(10),
        .hash = row.hash(11),
    };
}

/// Rows that a table does not know yet, since it may follow the journal (ADR 0008).
std::string behind(std::string_view table) {
    return "position > (select position from watermark where name = '" + std::string{table} + "')";
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

Result<StreamHead> read_head_at(
    Connection& connection, const OrgId& org, const StreamId& stream, std::int64_t position
) {
    auto statement = connection.prepare(
        "select seq, hash from journal where position = ?1 and org = ?2 and stream = ?3"
    );
    if (!statement) return statement.error();
    const auto found = statement->bind(1, position)
                           .bind(2, std::string_view{org.text()})
                           .bind(3, std::string_view{stream.text()})
                           .step();
    if (!found) return found.error();
    if (!*found) return StreamHead{.position = position};
    return StreamHead{
        .seq = statement->integer(0), .hash = statement->hash(1), .position = position};
}

Result<StreamHead> read_head(Connection& connection, const OrgId& org, const StreamId& stream) {
    // Rows behind the table first: it may be written between the two.
    static const std::vector<std::string> questions{
        "select max(position) from journal where " + behind("stream_state") +
            " and org = ?1 and stream = ?2",
        "select position from stream_state where org = ?1 and stream = ?2"};
    for (const auto& sql : questions) {
        auto statement = connection.prepare(sql);
        if (!statement) return statement.error();
        const auto found = statement->bind(1, std::string_view{org.text()})
                               .bind(2, std::string_view{stream.text()})
                               .step();
        if (!found) return found.error();
        if (*found && statement->integer(0) > 0)
            return read_head_at(connection, org, stream, statement->integer(0));
    }
    return StreamHead{};
}

namespace {

/// The earliest row of a command, by a condition on `org` = ?1 and `command_id`.
Result<std::optional<JournalRow>> read_first_of(
    Connection& connection,
    const OrgId& org,
    const std::string& condition,
    const std::vector<std::string_view>& values
) {
    std::optional<std::int64_t> first;
    for (const auto& sql :
         {"select min(position) from journal where " + behind("command") + " and org = ?1 and " +
              condition,
          "select min(position) from command where org = ?1 and " + condition}) {
        auto statement = connection.prepare(sql);
        if (!statement) return statement.error();
        int index = 1;
        statement->bind(index, std::string_view{org.text()});
        for (const auto value : values)
            statement->bind(++index, value);
        const auto found = statement->step();
        if (!found) return found.error();
        const auto position = *found ? statement->integer(0) : 0;
        if (position > 0 && (!first || position < *first)) first = position;
    }
    if (!first) return std::optional<JournalRow>{};
    auto rows = read_journal_after(connection, *first - 1, 1);
    if (!rows) return rows.error();
    if (rows->empty()) return std::optional<JournalRow>{};
    return std::optional{std::move(rows->front())};
}

} // namespace

Result<std::optional<JournalRow>>
read_command(Connection& connection, const OrgId& org, const CommandId& command) {
    return read_first_of(connection, org, "command_id = ?2", {command.text()});
}

Result<std::optional<JournalRow>>
read_command_beginning(Connection& connection, const OrgId& org, const std::string& beginning) {
    // No text sorts behind this byte: it occurs in no UTF-8.
    const auto end = beginning + '\xff';
    return read_first_of(connection, org, "command_id >= ?2 and command_id < ?3", {beginning, end});
}

Result<std::vector<JournalRow>>
read_journal_up_to(Connection& connection, std::int64_t position, std::int64_t first_seq) {
    static const auto sql = journal_query("where position = ?1");
    std::vector<JournalRow> rows;
    while (position > 0) {
        auto statement = connection.prepare(sql);
        if (!statement) return statement.error();
        const auto found = statement->bind(1, position).step();
        if (!found) return found.error();
        if (!*found) break;
        auto row = journal_row(*statement);
        // Only a row that was tampered with points anywhere but back.
        position = row.before < position ? row.before : 0;
        if (row.seq < first_seq) break;
        const bool enough = row.seq == first_seq;
        rows.push_back(std::move(row));
        if (enough) break;
    }
    std::reverse(rows.begin(), rows.end());
    return rows;
}

namespace {

Error out_of_order(const Connection& connection, std::int64_t position) {
    const auto at = std::to_string(position);
    return fail(
        errors::store_corrupted,
        {both_languages(
            "日志第 " + at + " 行的次序不对", "row " + at + " of the journal is out of order"
        )},
        {.file = connection.path()}
    );
}

} // namespace

Result<std::vector<JournalRow>>
read_journal_after(Connection& connection, std::int64_t position, std::size_t limit) {
    static const auto sql = journal_query("where position > ?1 order by position limit ?2");
    auto statement = connection.prepare(sql);
    if (!statement) return statement.error();
    statement->bind(1, position).bind(2, static_cast<std::int64_t>(limit));
    auto rows = journal_rows(*statement);
    if (!rows) return rows;
    // A damaged page may give them in any order, and whoever reads on from the last would never
    // come to an end.
    for (const auto& row : *rows) {
        if (row.position <= position) return out_of_order(connection, row.position);
        position = row.position;
    }
    return rows;
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
    // Where the table is as far as the journal, the first part is empty.
    static const auto sql =
        "with latest as (select org, stream, max(position) as position from journal where " +
        behind("stream_state") +
        " group by org, stream),"
        " known as (select org, stream, position from latest union all"
        " select org, stream, position from stream_state as state where not exists"
        " (select 1 from latest where latest.org = state.org and latest.stream = state.stream))"
        " select known.org, known.stream, journal.seq, journal.hash, known.position"
        " from known left join journal on journal.position = known.position"
        " and journal.org = known.org and journal.stream = known.stream"
        " order by known.org, known.stream";
    auto statement = connection.prepare(sql);
    if (!statement) return statement.error();
    return each_row(*statement, [&] {
        const auto seq = statement->integer(2);
        visit(
            OrgId{statement->text(0)},
            StreamId{statement->text(1)},
            StreamHead{
                .seq = seq,
                .hash = seq == 0 ? Hash{} : statement->hash(3),
                .position = statement->integer(4)}
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
