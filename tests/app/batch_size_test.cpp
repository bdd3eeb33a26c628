#include "core/runtime/batch_chunks.hpp"
#include "core/runtime/batches.hpp"
#include "tests/app/batch_month.hpp"

#include <fmt/format.h>

using namespace gongdao;
using namespace gongdao::testing;

namespace {

constexpr int chunk_size = static_cast<int>(items_per_chunk);

/// Entered in one group, in an order that is not that of the keys.
void enter_juniors(Month& month, int first, int count) {
    auto& node = month.county->node();
    must(node.begin_group());
    for (int i = 0; i < count; ++i) {
        must(node.execute(
            {.id = fresh_command_id(),
             .actor = system_actor,
             .kind = "set_entry",
             .members =
                 DocumentObject{
                     {"register", "cadre"},
                     {"values",
                      DocumentObject{
                          {"code", fmt::format("QZ{:05}", first + i * 7 % count)},
                          {"name", "李"},
                          {"grade", "junior"},
                          {"joined_on", "2018-03-01"},
                          {"service_months", 70}}}}},
            month.county->now()
        ));
    }
    must(node.commit_group());
}

std::vector<std::string> keys_in_store(Month& month) {
    auto& node = month.county->node();
    std::vector<std::string> keys;
    const StreamId stream{"batch:cadre-grading:stipend:2025-01"};
    for (const auto& item : must(stored_items(node.store(), node.org(), stream)))
        keys.emplace_back(find_text(item, "key").value_or("?"));
    return keys;
}

std::size_t chunk_rows(Month& month) {
    return must(month.county->store().writer().select({.table = "batch_chunk"})).size();
}

Record second_chunk(Month& month) {
    const StreamId stream{"batch:cadre-grading:stipend:2025-01"};
    const auto found = month.county->store().writer().find(
        "batch_chunk", {std::string{"330482"}, stream.text(), std::int64_t{2}}
    );
    return must(found).value();
}

void put(Month& month, const Record& row) {
    auto& writer = month.county->store().writer();
    must(writer.begin());
    must(writer.put(row));
    must(writer.commit());
}

Result<Document> compute_again(Month& month, std::int64_t attempt) {
    auto& node = month.county->node();
    const auto driver = month.target().state.driver;
    must(node.begin_group());
    auto answer = run_batch_job(
        node,
        "batch.compute",
        must(node.load_case(driver)),
        DocumentObject{{"batch", "stipend"}, {"period", "2025-01"}},
        {.idempotency_key = "again", .attempt = attempt, .now = month.county->now()}
    );
    must(node.commit_group());
    return answer;
}

} // namespace

TEST_CASE("a batch of several chunks holds every entry once, in order of the keys") {
    Month month;
    enter_juniors(month, 0, chunk_size + 1);
    month.run("org1");
    month.pass_to("2025-02-03T09:00");
    const auto keys = keys_in_store(month);
    REQUIRE(keys.size() == items_per_chunk + 5);
    CHECK(std::is_sorted(keys.begin(), keys.end()));
    CHECK(std::adjacent_find(keys.begin(), keys.end()) == keys.end());
    const auto state = month.target().state;
    CHECK(state.entries == chunk_size + 5);
    CHECK(state.items == chunk_size + 5);
    REQUIRE(state.chunks.size() == 2);
    CHECK(state.chunks.at(1).items == chunk_size);
    CHECK(state.chunks.at(2).items == 5);

    INFO("a run that fails in its second chunk leaves the run before");
    const auto whole = second_chunk(month);
    auto damaged = whole;
    damaged.cells[6] = "[]";
    put(month, damaged);
    CHECK(code_of(compute_again(month, 2)) == "runtime.chunk_differs");
    CHECK(chunk_rows(month) == 2);
    put(month, whole);
    CHECK(keys_in_store(month) == keys);

    INFO("who came later stays off the frozen list, and the same list gives the same hashes");
    enter_juniors(month, 50'000, 2);
    must(compute_again(month, 3));
    CHECK(keys_in_store(month) == keys);
    CHECK(month.target().state.frozen == state.frozen);
    CHECK(digest_of(month.target().state) == digest_of(state));

    INFO("a shorter list leaves no chunk of the longer one");
    for (const auto* code : {"QZ00000", "QZ00001", "QZ00002", "QZ00003", "QZ00004"})
        month.give("retire_entry", {{"register", "cadre"}, {"key", code}, {"reason", "离任"}});
    must(compute_again(month, 4));
    CHECK(keys_in_store(month).size() == items_per_chunk);
    CHECK(chunk_rows(month) == 1);
    month.check_journal();
}
