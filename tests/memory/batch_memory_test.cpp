// A program of its own, since it counts everything that is allocated with `new`: the engine's
// memory without SQLite's pages, whose limit is a setting.

#include "core/runtime/batches.hpp"
#include "tests/app/batch_month.hpp"

#include <fmt/format.h>

#include <atomic>
#include <cstdlib>
#include <malloc.h>
#include <new>

namespace {

std::atomic<std::size_t> bytes_held = 0;
std::atomic<std::size_t> bytes_at_most = 0;

} // namespace

void* operator new(std::size_t size) {
    auto* memory = std::malloc(size);
    if (memory == nullptr) throw std::bad_alloc{};
    const auto held = bytes_held += malloc_usable_size(memory);
    if (held > bytes_at_most) bytes_at_most = held;
    return memory;
}

void operator delete(void* memory) noexcept {
    bytes_held -= malloc_usable_size(memory);
    std::free(memory);
}

void operator delete(void* memory, std::size_t) noexcept { operator delete(memory); }

using namespace gongdao;
using namespace gongdao::testing;

namespace {

/// January is released and owes everybody, for nobody has an account; February carries it over.
class TwoUnpaidMonths : public Month {
public:
    explicit TwoUnpaidMonths(int cadres) : Month{"        carry true\n"} {
        enter_cadres(cadres);
        run("org1");
        pass_to("2025-02-03T09:00");
    }

    /// Bytes beyond those held before.
    std::size_t compute_again(const std::string& period) {
        auto& node = county->node();
        const auto driver = must(node.load_case(batch(period).state.driver));
        must(node.begin_group());
        const auto before = bytes_held.load();
        bytes_at_most = before;
        must(run_batch_job(
            node,
            "batch.compute",
            driver,
            DocumentObject{{"batch", "stipend"}, {"period", period}},
            {.idempotency_key = "again-" + period, .attempt = 2, .now = county->now()}
        ));
        const auto most = bytes_at_most - before;
        must(node.commit_group());
        return most;
    }

    void release_january() {
        auto& node = county->node();
        must(node.begin_group());
        must(node.record_stream(
            StreamId{"batch:cadre-grading:stipend:2025-01"},
            {.id = fresh_command_id(), .actor = system_actor, .kind = "release_batch"},
            county->now(),
            {BatchReleased{.pay_list = std::nullopt, .at = county->now()}}
        ));
        must(node.commit_group());
        must(county->act(
            {.actor = system_actor,
             .kind = "void_case",
             .target = batch("2025-01").driver->stream.text(),
             .members = DocumentObject{{"reason", "不再发放"}}}
        ));
    }

    void compute_february() {
        run("org1", "2025-02");
        pass_to("2025-03-03T09:00");
    }

    BatchTarget batch(const std::string& period) {
        return must(find_batch(county->node(), "cadre-grading/stipend/" + period));
    }

private:
    /// As the projector would leave them; the journal of so many would take longer than the batch.
    void enter_cadres(int count) {
        auto& writer = county->store().writer();
        must(writer.begin());
        for (int i = 0; i < count; ++i) {
            const auto code = fmt::format("QZ{:05}", i);
            const DocumentObject data{
                {"code", code},
                {"name", "李"},
                {"grade", "junior"},
                {"joined_on", "2018-03-01"},
                {"service_months", 70}};
            must(writer.put(
                {"entry",
                 {std::string{"330482"},
                  std::string{"cadre"},
                  code,
                  "entry:cadre:" + code,
                  std::int64_t{1},
                  std::string{"active"},
                  std::int64_t{0},
                  canonical_text(data)}}
            ));
        }
        must(writer.commit());
    }
};

struct Memory {
    std::size_t january = 0;  ///< of a frozen list that is computed again
    std::size_t february = 0; ///< of a list with as many payments carried over
};

Memory memory_for(int cadres) {
    TwoUnpaidMonths months{cadres};
    Memory memory{.january = months.compute_again("2025-01")};
    CHECK(months.batch("2025-01").state.held >= cadres);
    months.release_january();
    months.compute_february();
    memory.february = months.compute_again("2025-02");
    CHECK(months.batch("2025-02").state.held >= 2 * cadres);
    return memory;
}

} // namespace

TEST_CASE("ten times the entries need no more memory, frozen, computed again or carried over") {
    constexpr int few = 5'000; // several chunks, some of them full
    const auto small = memory_for(few);
    const auto large = memory_for(10 * few);
    INFO(
        "bytes: ",
        small.january,
        " -> ",
        large.january,
        ", ",
        small.february,
        " -> ",
        large.february
    );
    CHECK(small.january > 1'000'000);
    CHECK(large.january < small.january * 11 / 10);
    CHECK(large.february < small.february * 11 / 10);
}
