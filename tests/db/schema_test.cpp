#include "db/sqlite/connection.hpp"
#include "db/sqlite/migrations.hpp"
#include "db/sqlite/query.hpp"
#include "tests/db/store_support.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <set>
#include <unistd.h>

using namespace gongdao;
using namespace gongdao::testing;
using sqlite::Access;
using sqlite::Connection;

namespace {

/// A second, raw look at a store's file.
std::unique_ptr<Connection> raw(const std::string& path, Access access = Access::write) {
    return must(Connection::open(path, access));
}

std::vector<std::string> texts(Connection& connection, const std::string& sql, int column = 0) {
    auto statement = must(connection.prepare(sql));
    std::vector<std::string> out;
    while (must(statement.step()))
        out.push_back(statement.text(column));
    return out;
}

bool is_instant_or_number(const std::string& table, std::string_view column) {
    constexpr std::array<std::string_view, 15> numbers{
        "seq",
        "position",
        "rank",
        "proposed_rank",
        "incidents",
        "timer",
        "task",
        "subscription",
        "work",
        "chunk",
        "amount",
        "provisional",
        "priority",
        "attempts",
        "not_before"};
    return column.ends_with("_at") || (table == "batch" && column == "items") ||
           std::find(numbers.begin(), numbers.end(), column) != numbers.end();
}

} // namespace

TEST_CASE("the schema has the tables, columns, types and keys that the ports declare") {
    TemporaryFolder folder;
    const auto store = must(SqliteStore::open(folder.file("a.db"), OpenMode::create));
    auto connection = raw(folder.file("a.db"));

    for (const auto& shape : derived_tables()) {
        const std::string table{shape.name};
        CAPTURE(table);
        auto statement = must(connection->prepare("pragma table_info(" + table + ")"));
        std::size_t index = 0;
        while (must(statement.step())) {
            REQUIRE(index < shape.columns.size());
            CHECK(statement.text(1) == shape.columns[index]);
            const bool number = is_instant_or_number(table, shape.columns[index]);
            CHECK(statement.text(2) == (number ? "INTEGER" : "TEXT"));
            const auto place_in_key =
                index < shape.key_count ? static_cast<std::int64_t>(index + 1) : 0;
            CHECK(statement.integer(5) == place_in_key);
            ++index;
        }
        CHECK(index == shape.columns.size());
    }
}

TEST_CASE("every table is strict") {
    TemporaryFolder folder;
    const auto store = must(SqliteStore::open(folder.file("a.db"), OpenMode::create));

    const auto loose = texts(
        *raw(folder.file("a.db")),
        "select name from pragma_table_list where type = 'table' and schema = 'main' and strict = 0"
        " and name not like 'sqlite_%'"
    );

    CHECK(loose.empty());
}

TEST_CASE("what is asked often is answered through an index and without sorting") {
    TemporaryFolder folder;
    const auto store = must(SqliteStore::open(folder.file("a.db"), OpenMode::create));
    auto connection = raw(folder.file("a.db"));
    const Cell text{std::string{"x"}};
    const Cell number{std::int64_t{1}};
    const Where in_org{"org", "=", {text}};

    struct Row {
        std::string index;
        Selection selection;
    };

    const std::vector<Row> rows{
        {"timer_by_due_at", {"timer", {in_org, {"due_at", "<=", {number}}}, {{"due_at"}}}},
        {"timer_by_due_at", {"timer", {in_org}, {{"due_at"}}}},
        {"task_by_assignee", {"task", {in_org, {"assignee", "=", {text}}}, {{"due_at"}}}},
        {"task_by_roles", {"task", {in_org, {"roles", "=", {text}}}, {{"due_at"}}}},
        {"case_by_status",
         {"case_index", {in_org, {"pack", "=", {text}}, {"status", "=", {text}}}, {}}},
        {"case_by_number", {"case_index", {in_org, {"number", "=", {text}}}, {}}},
        {"case_by_reference", {"case_index", {in_org, {"reference", "=", {text}}}, {}}},
        {"subscription_by_name",
         {"subscription",
          {in_org, {"kind", "=", {text}}, {"name", "=", {text}}, {"correlation", "=", {text}}},
          {}}},
        {"outbox_by_not_before",
         {"outbox", {in_org, {"not_before", "<=", {number}}}, {{"not_before"}}}},
        {"outbox_by_not_before", {"outbox", {in_org}, {{"not_before"}}}},
        {"message_by_expires_at", {"message", {in_org}, {{"expires_at"}}}},
        {"sqlite_autoindex_entry_1", {"entry", {in_org, {"register", "=", {text}}}, {}}},
        {"message_by_name",
         {"message", {in_org, {"name", "=", {text}}, {"correlation", "=", {text}}}, {}}},
        {"batch_chunk_by_period",
         {"batch_item", {in_org, {"definition", "=", {text}}, {"period", "=", {text}}}, {}}},
    };

    for (const auto& row : rows) {
        CAPTURE(row.index);
        const auto query = must(sqlite::to_query(row.selection));
        std::string plan;
        for (const auto& line : texts(*connection, "explain query plan " + query.sql, 3))
            plan += line + "\n";
        CAPTURE(plan);
        CHECK(plan.find(row.index) != std::string::npos);
        if (!row.selection.order.empty()) CHECK(plan.find("TEMP B-TREE") == std::string::npos);
    }
}

TEST_CASE("an update in place leaves out exactly the indexed columns of its table") {
    TemporaryFolder folder;
    const auto store = must(SqliteStore::open(folder.file("a.db"), OpenMode::create));

    const auto indexed = texts(
        *raw(folder.file("a.db")),
        "select distinct columns.name from pragma_index_list('case_index') as list"
        " join pragma_index_info(list.name) as columns where columns.name not in ('org', 'stream')"
    );

    auto steady = sqlite::steady_columns("case_index");
    CHECK(
        std::set<std::string>(indexed.begin(), indexed.end()) ==
        std::set<std::string>(steady.begin(), steady.end())
    );
}

TEST_CASE("a store with a newer schema is refused in every mode and left as it was") {
    TemporaryFolder folder;
    const auto path = folder.file("a.db");
    must(SqliteStore::open(path, OpenMode::create));
    must(raw(path)->execute(
        "insert into schema_version (version, name) values (999, 'from the future')"
    ));

    for (const auto mode : {OpenMode::create, OpenMode::existing, OpenMode::read_only}) {
        CHECK(code_of(SqliteStore::open(path, mode)) == "store.newer_schema");
    }
    CHECK(texts(*raw(path), "select max(version) from schema_version").front() == "999");
}

TEST_CASE("files that are no store are refused and left as they were") {
    TemporaryFolder folder;
    const auto text = folder.file("letter.txt");
    std::ofstream{text} << std::string(8'192, 'x');
    const auto other = folder.file("other.db");
    must(raw(other, Access::create)->execute("create table t (a)"));
    const auto empty = folder.file("empty.db");
    std::ofstream{empty};

    struct Row {
        std::string path;
        OpenMode mode;
        std::string code;
    };

    const std::vector<Row> rows{
        {text, OpenMode::create, "store.foreign_file"},
        {text, OpenMode::read_only, "store.foreign_file"},
        {other, OpenMode::create, "store.foreign_file"},
        {other, OpenMode::existing, "store.foreign_file"},
        {other, OpenMode::read_only, "store.foreign_file"},
        {empty, OpenMode::existing, "store.foreign_file"},
        {empty, OpenMode::read_only, "store.foreign_file"},
        {empty, OpenMode::create, ""},
        {folder.file("none.db"), OpenMode::existing, "store.missing"},
        {folder.file("none.db"), OpenMode::read_only, "store.missing"},
        {folder.file("no/such/folder.db"), OpenMode::create, "store.cannot_open"},
    };

    for (const auto& row : rows) {
        CAPTURE(row.path);
        CHECK(code_of(SqliteStore::open(row.path, row.mode)) == row.code);
    }
    CHECK(std::filesystem::file_size(text) == 8'192);
    CHECK(texts(*raw(other), "select name from sqlite_schema") == std::vector<std::string>{"t"});
    CHECK_FALSE(std::filesystem::exists(folder.file("none.db")));
}

TEST_CASE("a second writer is refused with the process that holds the store, readers are not") {
    TemporaryFolder folder;
    const auto path = folder.file("a.db");
    auto first = must(SqliteStore::open(path, OpenMode::create));

    const auto second = SqliteStore::open(path, OpenMode::create);
    const auto reader = SqliteStore::open(path, OpenMode::read_only);

    REQUIRE(code_of(second) == "store.node_locked");
    CHECK(second.error().arguments == std::vector<std::string>{std::to_string(getpid())});
    CHECK(second.error().place.file == path);
    CHECK(code_of(reader) == "");
    first.reset();
    CHECK(code_of(SqliteStore::open(path, OpenMode::existing)) == "");
}

TEST_CASE("a store keeps the settings that durability rests on") {
    TemporaryFolder folder;
    const auto path = folder.file("a.db");
    const auto store = must(SqliteStore::open(path, OpenMode::create));

    CHECK(texts(*raw(path), "pragma journal_mode").front() == "wal");
    CHECK(must(store->store_id()).size() == 32);
}
