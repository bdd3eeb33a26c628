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

TEST_CASE("a table is written in slices when enough has come together, and its watermark follows") {
    Above above;
    Record kept{"message", {"330213", "message:a", "n", "", "{}", std::int64_t{1}}};
    must(above.rows.begin());
    must(above.rows.put(kept));
    must(above.rows.set_watermarks(1));
    must(above.rows.commit());
    std::int64_t key = 0;
    int slices = 0;
    std::size_t stored = 0;
    std::int64_t position = 0;
    while (position < 100'000) {
        must(above.rows.begin());
        for (int i = 0; i < 100; ++i)
            must(above.rows.put(timer(++key, 10)));
        must(above.rows.set_watermarks(position += 100));
        must(above.rows.commit());
        const auto now = above.stored();
        if (now > stored) ++slices;
        stored = now;
        const auto mark = must(above.below.watermark("timer"));
        if (mark > 0) {
            // Everything up to where the writing began, and nothing that came since.
            CHECK(mark < position);
            CHECK(stored == static_cast<std::size_t>(mark));
            break;
        }
    }
    CHECK(slices > 3);
    CHECK(above.rows.has_waiting());
    CHECK(due_of(must(above.rows.find("timer", key_of(key)))) == 10);

    must(above.rows.write_all());
    CHECK(above.stored() == static_cast<std::size_t>(key));
    CHECK_FALSE(above.rows.has_waiting());
    CHECK(must(common_watermark(above.below)) == position);
}

TEST_CASE("a table that seldom changes does not hold back where replay begins") {
    Above above;
    for (std::int64_t position = 1; position < 100'000; position += 100) {
        must(above.rows.begin());
        if (position == 1)
            must(above.rows.put({"pack", {"330213", "pack:a", "a", "1", "甲", std::int64_t{1}}}));
        must(above.rows.put(timer(position % 7, position)));
        must(above.rows.set_watermarks(position));
        must(above.rows.commit());
    }
    CHECK(must(common_watermark(above.below)) > 100'000 / 2);
}

TEST_CASE("of what is written in slices the latest is found, also after an abandoned group") {
    Above above;
    for (int round = 0; round < 3; ++round) {
        must(above.rows.begin());
        for (std::int64_t key = 0; key < 5'000; ++key)
            must(above.rows.put(timer(key, round)));
        must(above.rows.commit());
    }
    must(above.rows.write_some()); // a part of it
    CHECK(above.rows.has_waiting());
    CHECK(above.stored() < 5'000);
    for (const std::int64_t key : {0, 4'999})
        CHECK(due_of(must(above.rows.find("timer", key_of(key)))) == 2);

    must(above.rows.begin());
    must(above.rows.remove("timer", key_of(0)));
    must(above.rows.put(timer(4'999, 7)));
    CHECK(must(above.rows.select({.table = "timer", .limit = 10'000})).size() == 4'999);
    above.rows.rollback();
    for (const std::int64_t key : {0, 4'999})
        CHECK(due_of(must(above.rows.find("timer", key_of(key)))) == 2);

    while (above.rows.has_waiting())
        must(above.rows.write_some());
    CHECK(above.stored() == 5'000);
    CHECK(due_of(must(above.below.find("timer", key_of(4'999)))) == 2);
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

TEST_CASE("rows are replayed although an abandoned group had reached their positions before") {
    TrialNode node;
    node.node().defer_rows();
    must(node.node().begin_group());
    for (const auto* id : {"x1", "x2", "x3"}) {
        const Command command{
            .id = CommandId{id},
            .actor = ActorId{"li"},
            .kind = "open_case",
            .pack = "letterbox",
            .members = about("x")};
        must(node.node().execute(command, node.now()));
    }
    node.node().abandon_group();
    must(node.node().begin_group());
    must(node.node().commit_group());
    const auto opened = node.as("li", "open_case", about("a"));

    node.reopen();

    CHECK(node.verified().holds());
    CHECK(must(node.node().load_case(opened.stream)).status == CaseStatus::open);
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
