#include "core/values/ensure.hpp"
#include "tests/db/store_support.hpp"

#include <doctest/doctest.h>

using namespace gongdao;
using namespace gongdao::testing;

namespace {

Record timer(const std::string& stream, std::int64_t id, std::int64_t due_at) {
    return {
        "timer", {std::string{"330106"}, stream, id, due_at, std::string{"wait"}, std::int64_t{0}}};
}

std::string streams_and_ids(StoreReader& reader) {
    std::string out;
    must(reader.scan("timer", [&](const Record& record) {
        out += std::get<std::string>(record.cells[1]) +
               std::to_string(std::get<std::int64_t>(record.cells[2])) + " ";
        return true;
    }));
    return out;
}

const Cell org{std::string{"330106"}};

} // namespace

TEST_CASE("a record put twice is one row with the newer cells") {
    const auto store = must(SqliteStore::open_memory());
    auto& writer = store->writer();

    must(writer.begin());
    must(writer.put(timer("a", 1, 100)));
    must(writer.put(timer("a", 1, 200)));
    must(writer.commit());

    CHECK(
        must(writer.find("timer", {org, std::string{"a"}, std::int64_t{1}})) == timer("a", 1, 200)
    );
    CHECK_FALSE(must(writer.find("timer", {org, std::string{"a"}, std::int64_t{2}})).has_value());
    CHECK(streams_and_ids(writer) == "a1 ");
}

TEST_CASE("a case put again keeps all new cells, whether or not its indexed ones changed") {
    const auto store = must(SqliteStore::open_memory());
    auto& writer = store->writer();
    const auto by_status = [&](const char* status) {
        return must(writer.select(
            {"case_index",
             {{"org", "=", {org}},
              {"pack", "=", {std::string{"arrears"}}},
              {"status", "=", {std::string{status}}}}}
        ));
    };
    must(writer.begin());
    must(writer.put(case_record("a", "open", "{}")));
    must(writer.put(case_record("b", "open", "{}")));

    must(writer.put(case_record("a", "open", R"({"n":1})")));
    CHECK(
        by_status("open") ==
        std::vector<Record>{case_record("a", "open", R"({"n":1})"), case_record("b", "open", "{}")}
    );
    must(writer.put(case_record("a", "closed", R"({"n":2})")));
    CHECK(by_status("closed") == std::vector<Record>{case_record("a", "closed", R"({"n":2})")});
    CHECK(by_status("open") == std::vector<Record>{case_record("b", "open", "{}")});
    auto numbered = case_record("a", "closed", R"({"n":3})");
    numbered.cells[4] = std::string{"2026-1"};
    must(writer.put(numbered));
    CHECK(by_status("closed") == std::vector<Record>{numbered});
    must(writer.commit());
}

TEST_CASE("every table keeps every cell of a record, present or absent") {
    const auto store = must(SqliteStore::open_memory());
    auto& writer = store->writer();
    must(writer.begin());
    const std::vector<Record> records{
        {"stream_state", {org, "case:1", "case", std::int64_t{3}, std::int64_t{7}, R"({"a":1})"}},
        {"command", {org, "c1", std::int64_t{7}}},
        case_record("case:1", "open", R"({"a":"文"})"),
        {"task",
         {org,
          "case:1",
          std::int64_t{1},
          "arrears",
          "2026-1",
          "check",
          "核实",
          "clerk",
          Cell{},
          Cell{},
          Cell{},
          std::int64_t{5},
          Cell{},
          std::int64_t{50},
          std::int64_t{0}}},
        timer("case:1", 1, -5),
        {"subscription", {org, "case:1", std::int64_t{1}, "message", "paid", Cell{}}},
        {"outbox",
         {org,
          "case:1",
          std::int64_t{1},
          "effect",
          "sms",
          "case:1/1",
          "{}",
          Cell{},
          std::int64_t{0}}},
        {"entry",
         {org,
          "user",
          "wang",
          "entry:user:wang",
          std::int64_t{1},
          "active",
          std::int64_t{9},
          "{}"}},
        {"batch",
         {org,
          "batch:1",
          "monthly",
          "subsidy",
          "2026-03",
          "open",
          std::int64_t{2},
          std::int64_t{9'007'199'254'740'993},
          std::int64_t{9},
          Cell{},
          Cell{}}},
        {"batch_chunk", {org, "batch:1", std::int64_t{0}, "monthly", "2026-03", "done", "[]"}},
        {"pack", {org, "pack:a:1", "a", "1", "标题", std::int64_t{9}}},
        {"message", {org, "message:1", "paid", "x", "{}", std::int64_t{99}}},
    };
    REQUIRE(records.size() == derived_tables().size());

    for (const auto& record : records) {
        CAPTURE(record.table);
        must(writer.put(record));
        const auto& shape = shape_of(record.table);
        const std::vector<Cell> key{
            record.cells.begin(),
            record.cells.begin() + static_cast<std::ptrdiff_t>(shape.key_count)};
        CHECK(must(writer.find(record.table, key)) == record);
        must(writer.put(record));
        must(writer.remove(record.table, key));
        CHECK_FALSE(must(writer.find(record.table, key)).has_value());
    }
    must(writer.commit());
}

TEST_CASE("rows are removed by their key or by its beginning") {
    struct Row {
        std::vector<Cell> key;
        std::string left;
    };

    const std::vector<Row> rows{
        {{org, std::string{"a"}, std::int64_t{2}}, "a1 b1 "},
        {{org, std::string{"a"}}, "b1 "},
        {{org}, ""},
        {{org, std::string{"c"}}, "a1 a2 b1 "},
        {{std::string{"330107"}}, "a1 a2 b1 "},
    };
    for (const auto& row : rows) {
        const auto store = must(SqliteStore::open_memory());
        auto& writer = store->writer();
        must(writer.begin());
        for (const auto& record : {timer("b", 1, 1), timer("a", 2, 1), timer("a", 1, 1)}) {
            must(writer.put(record));
        }

        must(writer.remove("timer", row.key));
        must(writer.commit());

        CHECK(streams_and_ids(writer) == row.left);
    }
}

TEST_CASE("a scan goes in key order and stops when told") {
    const auto store = must(SqliteStore::open_memory());
    auto& writer = store->writer();
    must(writer.begin());
    for (std::int64_t id = 12; id > 0; --id)
        must(writer.put(timer("a", id, id)));
    must(writer.commit());

    std::vector<std::int64_t> seen;
    must(writer.scan("timer", [&](const Record& record) {
        seen.push_back(std::get<std::int64_t>(record.cells[2]));
        return seen.size() < 3;
    }));

    CHECK(seen == std::vector<std::int64_t>{1, 2, 3});
}

TEST_CASE("a scan may look up other rows, also through the same statement") {
    const auto store = must(SqliteStore::open_memory());
    auto& writer = store->writer();
    must(writer.begin());
    must(writer.put(timer("a", 1, 1)));
    must(writer.put(timer("a", 2, 1)));

    int inner = 0;
    must(writer.scan("timer", [&](const Record&) {
        must(writer.scan("timer", [&](const Record&) { return ++inner > 0; }));
        return true;
    }));

    CHECK(inner == 4);
    writer.rollback();
}

TEST_CASE("a cell of the wrong type is refused and the row is not written") {
    const auto store = must(SqliteStore::open_memory());
    auto& writer = store->writer();
    auto wrong = timer("a", 1, 1);
    wrong.cells[3] = std::string{"tomorrow"};
    auto keyless = timer("a", 1, 1);
    keyless.cells[1] = Cell{};

    must(writer.begin());
    CHECK(code_of(writer.put(wrong)) == "store.row_refused");
    CHECK(code_of(writer.put(keyless)) == "store.row_refused");
    must(writer.commit());

    CHECK(streams_and_ids(writer) == "");
}

TEST_CASE("watermarks move together, and emptying the derived tables sets them back") {
    const auto store = must(SqliteStore::open_memory());
    auto& writer = store->writer();
    must(writer.begin());
    must(writer.append(journal_row("a", 1, "1")));
    must(writer.put(timer("a", 1, 1)));
    must(writer.set_watermarks(1));
    must(writer.commit());
    for (const auto& shape : derived_tables())
        CHECK(must(writer.watermark(shape.name)) == 1);

    must(writer.begin());
    must(writer.clear_derived());
    must(writer.commit());

    CHECK(streams_and_ids(writer) == "");
    for (const auto& shape : derived_tables())
        CHECK(must(writer.watermark(shape.name)) == 0);
    CHECK(must(writer.last_position()) == 1);
}

TEST_CASE("checkpoints come back in order and keep every field") {
    const auto store = must(SqliteStore::open_memory());
    auto& writer = store->writer();
    Checkpoint first{
        .number = 1, .at = {5}, .position = 7, .streams = 2, .rows = 7, .signature = "ab"};
    first.heads.fill(3);
    Checkpoint second = first;
    second.number = 2;
    second.previous = first.heads;

    must(writer.begin());
    must(writer.add_checkpoint(second));
    must(writer.add_checkpoint(first));
    CHECK(code_of(writer.add_checkpoint(first)) == "store.row_refused");
    must(writer.commit());

    const auto read = must(writer.checkpoints());
    REQUIRE(read.size() == 2);
    CHECK(read[0].number == 1);
    CHECK(read[0].at == first.at);
    CHECK(read[0].position == 7);
    CHECK(read[0].streams == 2);
    CHECK(read[0].rows == 7);
    CHECK(read[0].heads == first.heads);
    CHECK(read[0].signature == "ab");
    CHECK(read[1].previous == first.heads);
}

TEST_CASE("changes outside a transaction are a mistake of ours") {
    const auto store = must(SqliteStore::open_memory());
    auto& writer = store->writer();

    CHECK_THROWS_AS((void)writer.put(timer("a", 1, 1)), BrokenInvariant);
    CHECK_THROWS_AS((void)writer.append(journal_row("a", 1, "1")), BrokenInvariant);
    CHECK_THROWS_AS((void)writer.commit(), BrokenInvariant);
    must(writer.begin());
    CHECK_THROWS_AS((void)writer.begin(), BrokenInvariant);
    CHECK_THROWS_AS((void)writer.remove("timer", {}), BrokenInvariant);
    CHECK_THROWS_AS((void)writer.put({"timer", {org}}), BrokenInvariant);
    writer.rollback();
}
