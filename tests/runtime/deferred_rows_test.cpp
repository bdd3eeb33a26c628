#include "core/engine/codec.hpp"
#include "core/runtime/deferred_rows.hpp"
#include "tests/runtime/trial_node.hpp"

using namespace gongdao;
using namespace gongdao::testing;

namespace {

Record timer(std::int64_t key, std::int64_t due) {
    return {"timer", {"330213", "case:a", key, due, "wait", std::int64_t{0}}};
}

std::vector<Cell> key_of(std::int64_t timer) { return {"330213", "case:a", timer}; }

/// A store in memory, and rows that wait above it.
struct Above {
    std::unique_ptr<SqliteStore> store = must(SqliteStore::open_memory());
    StoreWriter& below = store->writer();
    DeferredRows rows{below};

    Above() { rows.defer(); }

    [[nodiscard]] std::size_t stored() {
        return must(below.select({.table = "timer", .limit = 100'000})).size();
    }
};

DocumentObject about(const char* who) { return {{"facts", DocumentObject{{"who", who}}}}; }

std::int64_t due_of(const std::optional<Record>& row) {
    return row ? std::get<std::int64_t>(row->cells[3]) : -1;
}

} // namespace

TEST_CASE("a row that waits is found, and is in the store only after it was written") {
    Above above;
    must(above.rows.begin());
    must(above.rows.put(timer(1, 10)));
    must(above.rows.put(timer(2, 20)));
    must(above.rows.remove("timer", key_of(2)));
    must(above.rows.commit());

    CHECK(above.stored() == 0);
    CHECK(due_of(must(above.rows.find("timer", key_of(1)))) == 10);
    CHECK(due_of(must(above.rows.find("timer", key_of(2)))) == -1);
    CHECK(above.rows.has_waiting());

    must(above.rows.write_all());
    CHECK(above.stored() == 1);
    CHECK_FALSE(above.rows.has_waiting());
}

TEST_CASE("what is searched contains what waits, inside a group and between two") {
    Above above;
    must(above.rows.begin());
    must(above.rows.put(timer(1, 10)));
    CHECK(must(above.rows.select({.table = "timer"})).size() == 1);
    must(above.rows.put(timer(2, 20)));
    CHECK(must(above.rows.select({.table = "timer"})).size() == 2);
    must(above.rows.put(timer(1, 11)));
    CHECK(due_of(must(above.rows.find("timer", key_of(1)))) == 11);
    must(above.rows.commit());

    CHECK(must(above.rows.select({.table = "timer"})).size() == 2);
    CHECK(due_of(must(above.rows.find("timer", key_of(1)))) == 11);
}

TEST_CASE("an abandoned group takes its rows along, and none of an earlier one") {
    Above above;
    must(above.rows.begin());
    must(above.rows.put(timer(1, 10)));
    must(above.rows.commit());

    for (const bool searches : {false, true}) {
        must(above.rows.begin());
        must(above.rows.put(timer(1, 99)));
        must(above.rows.put(timer(2, 20)));
        if (searches) CHECK(must(above.rows.select({.table = "timer"})).size() == 2);
        above.rows.rollback();
        CHECK(above.stored() == 0);
        CHECK(due_of(must(above.rows.find("timer", key_of(1)))) == 10);
        CHECK(due_of(must(above.rows.find("timer", key_of(2)))) == -1);
    }
    CHECK(must(above.rows.select({.table = "timer"})).size() == 1);
}

TEST_CASE("a table is written when enough has come together, and its watermark tells how far it is"
) {
    Above above;
    std::int64_t key = 0;
    must(above.rows.begin());
    must(above.rows.put({"message", {"330213", "message:a", "n", "", "{}", std::int64_t{1}}}));
    must(above.rows.set_watermarks(1));
    must(above.rows.commit());
    for (int group = 2; above.stored() == 0 && group < 1'000; ++group) {
        must(above.rows.begin());
        for (int i = 0; i < 100; ++i)
            must(above.rows.put(timer(++key, 10)));
        must(above.rows.set_watermarks(group));
        must(above.rows.commit());
        CHECK(must(above.below.watermark("timer")) == (above.stored() == 0 ? 0 : group));
    }
    CHECK(above.stored() == static_cast<std::size_t>(key));
    CHECK(key > 1'000);

    // A table that seldom changes does not hold back where replay begins.
    CHECK_FALSE(above.rows.has_waiting());
    CHECK(must(common_watermark(above.below)) > 1);
}

TEST_CASE("chunks of a batch never wait, since the journal cannot give them back") {
    Above above;
    must(above.rows.begin());
    must(above.rows.put(
        {"batch_chunk",
         {"330213", "batch:p:d:2026", std::int64_t{0}, "p/d", "2026", "computed", "[]"}}
    ));
    CHECK(must(above.below.select({.table = "batch_chunk"})).size() == 1);
    above.rows.rollback();
}

TEST_CASE("a node that dies with rows waiting is made whole by the next one") {
    TrialNode node;
    node.as("li", "open_case", about("before"));
    node.node().defer_rows();
    const auto opened = node.as("li", "open_case", about("a"));
    node.as("li", "open_case", about("b"));
    node.as("li", "publish_message", {{"name", "answer"}, {"correlation", "a"}});
    node.as("li", "add_note", {{"case", opened.stream.text()}, {"text", "电话联系"}});
    CHECK(node.node().has_deferred_rows());
    CHECK(code_of(verify(node.store())) == "runtime.tables_behind");
    const auto state = encode_state(must(node.node().load_case(opened.stream)));

    node.reopen();

    CHECK(node.verified().holds());
    CHECK(encode_state(must(node.node().load_case(opened.stream))) == state);
}

TEST_CASE("due work of rows that wait is not missed") {
    TrialNode node;
    node.node().defer_rows();
    CHECK_FALSE(must(node.node().has_due_work(node.now())));
    // Nobody waits for it yet, so that it is kept and expires.
    node.as("li", "publish_message", {{"name", "answer"}, {"correlation", "a"}});
    const auto next = must(node.node().next_due());
    REQUIRE(next);
    CHECK_FALSE(must(node.node().has_due_work(Instant{next->milliseconds - 1})));
    CHECK(must(node.node().has_due_work(*next)));
}
