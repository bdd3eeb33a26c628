#include "tests/db/store_support.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace gongdao;
using namespace gongdao::testing;
using Function = Aggregation::Function;

namespace {

Cell text(const char* value) { return std::string{value}; }

Cell number(std::int64_t value) { return value; }

/// Five cases; `due` is absent in d, and e has no facts at all.
std::unique_ptr<SqliteStore> sample() {
    auto store = must(SqliteStore::open_memory());
    auto& writer = store->writer();
    must(writer.begin());
    must(writer.put(case_record(
        "a",
        "open",
        R"({"amount":100,"due":"2026-03-01","party":{"名称":"甲厂","size":3},"urgent":true})"
    )));
    must(writer.put(case_record("b", "open", R"({"amount":300,"due":"2026-03-02","urgent":false})"))
    );
    must(writer.put(case_record("c", "closed", R"({"amount":200,"due":"2026-04-01","urgent":true})")
    ));
    must(writer.put(case_record("d", "closed", R"({"amount":-50,"due":null,"note":"three"})")));
    auto bare = case_record("e", "void", "");
    bare.cells.back() = Cell{};
    bare.cells[12] = Cell{};
    must(writer.put(bare));
    must(writer.commit());
    return store;
}

std::string streams(const std::vector<Record>& records) {
    std::string out;
    for (const auto& record : records)
        out += std::get<std::string>(record.cells[1]);
    return out;
}

std::string shown(const Cell& cell) {
    if (const auto* value = std::get_if<std::int64_t>(&cell)) return std::to_string(*value);
    if (const auto* value = std::get_if<std::string>(&cell)) return *value;
    return "-";
}

std::string shown(const std::vector<Group>& groups) {
    std::string out;
    for (const auto& group : groups)
        out += shown(group.key) + "=" + std::to_string(group.value) + " ";
    return out;
}

} // namespace

TEST_CASE("each condition selects the rows that meet it") {
    struct Row {
        std::vector<Where> where;
        std::string streams;
    };

    const std::vector<Row> rows{
        {{}, "abcde"},
        {{{"status", "=", {text("open")}}}, "ab"},
        {{{"status", "!=", {text("open")}}}, "cde"},
        {{{"stream", "<", {text("c")}}}, "ab"},
        {{{"stream", "<=", {text("c")}}}, "abc"},
        {{{"stream", ">", {text("c")}}}, "de"},
        {{{"stream", ">=", {text("c")}}}, "cde"},
        {{{"stream", "in", {text("a"), text("e"), text("z")}}}, "ae"},
        {{{"stream", "in", {}}}, ""},
        {{{"rank", "present", {}}}, "abcd"},
        {{{"rank", "absent", {}}}, "e"},
        {{{"rank", "=", {Cell{}}}}, "e"},
        {{{"rank", "!=", {Cell{}}}}, "abcd"},
        {{{"rank", "=", {number(0)}}}, "abcd"},
        {{{"rank", "!=", {number(0)}}}, "e"},
        {{{"data.amount", "=", {number(200)}}}, "c"},
        {{{"data.amount", "<", {number(200)}}}, "ad"},
        {{{"data.amount", ">=", {number(200)}}}, "bc"},
        {{{"data.amount", "in", {number(100), number(-50)}}}, "ad"},
        {{{"data.due", "<=", {text("2026-03-31")}}}, "ab"},
        {{{"data.due", "present", {}}}, "abc"},
        {{{"data.due", "absent", {}}}, "de"},
        {{{"data.urgent", "=", {number(1)}}}, "ac"},
        {{{"data.urgent", "=", {number(0)}}}, "b"},
        {{{"data.urgent", "!=", {number(1)}}}, "bde"},
        {{{"data.party.名称", "=", {text("甲厂")}}}, "a"},
        {{{"data.party.size", ">", {number(2)}}}, "a"},
        {{{"status", "=", {text("closed")}}, {"data.amount", ">", {number(0)}}}, "c"},
        {{{"status", "=", {text("' or 1=1 --")}}}, ""},
    };
    const auto store = sample();

    for (const auto& row : rows) {
        for (const auto& where : row.where) {
            CAPTURE(where.column);
            CAPTURE(where.operation);
            CHECK(streams(must(store->writer().select({"case_index", row.where}))) == row.streams);
        }
        if (row.where.empty())
            CHECK(streams(must(store->writer().select({"case_index"}))) == row.streams);
    }
}

TEST_CASE("rows come in the order asked for, ties by key, and no more than the limit") {
    struct Row {
        std::vector<Order> order;
        std::size_t limit;
        std::string streams;
    };

    const std::vector<Row> rows{
        {{}, 200, "abcde"},
        {{{"stream", true}}, 200, "edcba"},
        {{{"status"}}, 200, "cdabe"},
        {{{"status", true}}, 200, "eabcd"},
        {{{"status"}, {"data.amount", true}}, 200, "cdbae"},
        {{{"data.amount"}}, 3, "eda"},
        {{}, 0, ""},
    };
    const auto store = sample();

    for (const auto& row : rows) {
        CAPTURE(row.streams);
        CHECK(
            streams(must(store->writer().select({"case_index", {}, row.order, row.limit}))) ==
            row.streams
        );
    }
}

TEST_CASE("each statistic gives the exact figure for each group") {
    struct Row {
        Function function;
        std::string column;
        std::string group_by;
        std::string result;
    };

    const std::vector<Row> rows{
        {Function::count, "", "", "-=5 "},
        {Function::count, "", "status", "closed=2 open=2 void=1 "},
        {Function::count, "", "data.urgent", "-=2 0=1 1=2 "},
        {Function::sum, "data.amount", "", "-=550 "},
        {Function::sum, "data.amount", "status", "closed=150 open=400 void=0 "},
        {Function::distinct, "status", "", "-=3 "},
        {Function::distinct, "data.urgent", "", "-=2 "},
        {Function::distinct, "data.due", "status", "closed=1 open=2 void=0 "},
        {Function::median, "data.amount", "", "-=100 "},
        {Function::median, "data.amount", "status", "closed=-50 open=100 "},
        {Function::minimum, "data.amount", "", "-=-50 "},
        {Function::minimum, "data.amount", "status", "closed=-50 open=100 "},
        {Function::maximum, "data.amount", "", "-=300 "},
        {Function::maximum, "data.amount", "status", "closed=200 open=300 "},
        {Function::maximum, "opened_at", "", "-=10 "},
        {Function::sum, "data.party.size", "data.party.名称", "-=0 甲厂=3 "},
    };
    const auto store = sample();

    for (const auto& row : rows) {
        CAPTURE(row.column);
        CAPTURE(row.group_by);
        CAPTURE(static_cast<int>(row.function));
        const auto groups = must(
            store->writer().aggregate({"case_index", {}, row.function, row.column, row.group_by})
        );
        CHECK(shown(groups) == row.result);
    }
}

TEST_CASE("the median is the middle value, the lower one of two") {
    struct Row {
        std::vector<std::int64_t> values;
        std::string result;
    };

    const std::vector<Row> rows{
        {{}, ""},
        {{7}, "-=7 "},
        {{9, 1}, "-=1 "},
        {{5, 1, 9}, "-=5 "},
        {{4, 2, 2, 4}, "-=2 "},
        {{1, 2, 3, 4, 100}, "-=3 "},
    };
    for (const auto& row : rows) {
        const auto store = must(SqliteStore::open_memory());
        must(store->writer().begin());
        for (std::size_t i = 0; i < row.values.size(); ++i) {
            const auto data = fmt::format(R"({{"days":{}}})", row.values[i]);
            must(store->writer().put(case_record(fmt::format("s{}", i), "open", data)));
        }
        must(store->writer().commit());

        const auto groups =
            must(store->writer().aggregate({"case_index", {}, Function::median, "data.days", ""}));
        CHECK(shown(groups) == row.result);
    }
}

TEST_CASE("statistics count only rows that meet the conditions, and none give zero") {
    const auto store = sample();
    const std::vector<Where> open{{"status", "=", {text("open")}}};
    const std::vector<Where> nothing{{"status", "=", {text("lost")}}};
    auto& reads = store->writer();

    CHECK(
        shown(must(reads.aggregate({"case_index", open, Function::sum, "data.amount", ""}))) ==
        "-=400 "
    );
    CHECK(shown(must(reads.aggregate({"case_index", nothing, Function::count, "", ""}))) == "-=0 ");
    CHECK(
        shown(must(reads.aggregate({"case_index", nothing, Function::sum, "data.amount", ""}))) ==
        "-=0 "
    );
    CHECK(
        shown(must(reads.aggregate({"case_index", nothing, Function::maximum, "data.amount", ""}))
        ) == ""
    );
    CHECK(
        shown(must(reads.aggregate({"case_index", nothing, Function::count, "", "status"}))) == ""
    );
}

TEST_CASE("a query that cannot be answered is refused with its reason") {
    struct Row {
        Selection selection;
        std::string code;
    };

    const std::vector<Row> rows{
        {{"nowhere"}, "store.unknown_table"},
        {{"journal"}, "store.unknown_table"},
        {{"case_index; drop table journal"}, "store.unknown_table"},
        {{"case_index", {{"nothing", "present", {}}}}, "store.unknown_column"},
        {{"case_index", {{"status.x", "present", {}}}}, "store.unknown_column"},
        {{"case_index", {{"data.", "present", {}}}}, "store.unknown_column"},
        {{"case_index", {{"data..a", "present", {}}}}, "store.unknown_column"},
        {{"case_index", {{"data.a\"b", "present", {}}}}, "store.unknown_column"},
        {{"timer", {{"data.a", "present", {}}}}, "store.unknown_column"},
        {{"case_index", {}, {{"nothing"}}}, "store.unknown_column"},
        {{"case_index", {{"status", "like", {text("x")}}}}, "store.unknown_operation"},
        {{"case_index", {{"status", "=", {}}}}, "store.wrong_value_count"},
        {{"case_index", {{"status", "<", {text("a"), text("b")}}}}, "store.wrong_value_count"},
        {{"case_index", {{"status", "present", {text("a")}}}}, "store.wrong_value_count"},
    };
    const auto store = sample();

    for (const auto& row : rows)
        CHECK(code_of(store->writer().select(row.selection)) == row.code);
}

TEST_CASE("what is not an integer spoils a statistic instead of being left out") {
    const auto store = sample();
    for (const auto function :
         {Function::sum, Function::median, Function::minimum, Function::maximum}) {
        CAPTURE(static_cast<int>(function));
        CHECK(
            code_of(store->writer().aggregate({"case_index", {}, function, "data.note", ""})) ==
            "store.not_an_integer"
        );
        CHECK(
            code_of(store->writer().aggregate({"case_index", {}, function, "data.due", "status"})
            ) == "store.not_an_integer"
        );
    }
    CHECK(
        code_of(store->writer().aggregate({"case_index", {}, Function::sum, "missing", ""})) ==
        "store.unknown_column"
    );
}

TEST_CASE("batch items are the elements of their chunks") {
    const auto store = must(SqliteStore::open_memory());
    auto& writer = store->writer();
    const auto chunk =
        [](const char* stream, std::int64_t index, const char* period, const char* items) {
            return Record{
                "batch_chunk",
                {text("330106"),
                 text(stream),
                 number(index),
                 text("monthly"),
                 text(period),
                 text("done"),
                 text(items)}};
        };
    must(writer.begin());
    must(writer.put(chunk(
        "b1",
        0,
        "2026-03",
        R"([{"amount":700,"key":"张三","层":{"级":1}},{"amount":300,"key":"李四"}])"
    )));
    must(writer.put(chunk("b1", 1, "2026-03", R"([{"amount":500,"key":"王五"}])")));
    must(writer.put(chunk("b2", 0, "2026-04", R"([{"amount":900,"key":"张三"}])")));
    must(writer.put(chunk("b3", 0, "2026-05", "[]")));
    must(writer.commit());
    const std::vector<Where> march{{"period", "=", {text("2026-03")}}};

    const auto items = must(writer.select({"batch_item", march, {{"data.amount", true}}}));
    REQUIRE(items.size() == 3);
    CHECK(items[0].table == "batch_item");
    CHECK(
        items[0].cells ==
        std::vector<Cell>{
            text("330106"),
            text("b1"),
            text("monthly"),
            text("2026-03"),
            text("done"),
            text("张三"),
            text(R"({"amount":700,"key":"张三","层":{"级":1}})")}
    );
    CHECK(items[1].cells[5] == text("王五"));
    CHECK(must(writer.select({"batch_item", {{"data.层.级", "=", {number(1)}}}})).size() == 1);
    CHECK(
        shown(must(writer.aggregate({"batch_item", {}, Function::sum, "data.amount", "item"}))) ==
        "张三=1600 李四=300 王五=500 "
    );
    CHECK(
        shown(must(writer.aggregate({"batch_item", march, Function::median, "data.amount", ""}))) ==
        "-=500 "
    );
}
