#include "tests/bench/bench_node.hpp"
#include "tests/bench/measures.hpp"

#include <fmt/format.h>

namespace gongdao::bench {

namespace {

constexpr int rounds = 3;

/// Milliseconds.
double restart(const BenchNode& node, const std::filesystem::path& copy) {
    std::filesystem::create_directories(copy);
    const auto seconds = node.seconds_to_restart(copy);
    std::filesystem::remove_all(copy);
    return 1'000 * seconds;
}

} // namespace

std::vector<Figure> restart_figures(const Plan& plan) {
    const std::int64_t few = 1'000;
    const std::int64_t many = plan.smoke ? 5'000 : plan.many;
    std::filesystem::create_directories(plan.memory / "few");
    std::filesystem::create_directories(plan.memory / "many");
    BenchNode small{plan.memory / "few", few, Watch::processor};
    BenchNode large{plan.memory / "many", many, Watch::processor};
    const auto copy = plan.memory / "copy";
    // Few enough that their rows wait, all of them: nothing of them is in the tables.
    constexpr int unflushed = 500;
    constexpr int times = 8;
    small.complete(unflushed, 100);
    large.complete(unflushed, 100);
    auto growth = compared(
        {.id = "G6n",
         .what = fmt::format("崩溃后就绪（毫秒），{} → {} 件", few, many),
         .unit = "ms",
         .more_is_better = false},
        interleave(
            rounds, [&] { return restart(large, copy); }, [&] { return restart(small, copy); }
        )
    );
    Interleaved proportion;
    for (int round = 0; round < rounds; ++round)
        proportion.reference.push_back(times * restart(large, copy));
    large.complete((times - 1) * unflushed, 100);
    for (int round = 0; round < rounds; ++round)
        proportion.engine.push_back(restart(large, copy));
    return {
        compared(
            {.id = "G6",
             .what = fmt::format(
                 "{} 件，崩溃后就绪：{} 条未写入数据表 ÷ {} × {} 条时",
                 many,
                 times * unflushed,
                 times,
                 unflushed
             ),
             .unit = "ms",
             .at_least = plan.smoke ? 0 : 1.1,
             .more_is_better = false},
            proportion
        ),
        std::move(growth)};
}

} // namespace gongdao::bench
