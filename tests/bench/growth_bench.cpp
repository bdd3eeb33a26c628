#include "tests/bench/bench_node.hpp"
#include "tests/bench/measures.hpp"

#include <fmt/format.h>

namespace gongdao::bench {

namespace {

constexpr int rounds = 5;

/// Microseconds of one read, many times over.
double microseconds(int times, const std::function<void(int)>& read) {
    return 1'000'000 *
           seconds_of(
               [&] {
                   for (int i = 0; i < times; ++i)
                       read(i);
               },
               Watch::processor
           ) /
           times;
}

Figure grown(
    std::string id,
    std::string what,
    double at_most,
    const std::function<double()>& large,
    const std::function<double()>& small
) {
    return compared(
        {.id = std::move(id),
         .what = std::move(what),
         .unit = "us",
         .at_least = at_most,
         .more_is_better = false},
        interleave(rounds, large, small)
    );
}

double case_by_id(BenchNode& node) {
    node.forget_cached_cases();
    return microseconds(200, [&](int i) {
        const auto which = static_cast<std::int64_t>(i) * 7'919 % node.cases();
        const auto state = node.node().load_case(BenchNode::stream_of(which));
        if (!state) std::abort();
    });
}

double worklist(BenchNode& node) {
    return microseconds(200, [&](int) {
        const auto rows = node.node().store().select(
            {.table = "task",
             .where = {{"org", "=", {std::string{"330213"}}}, {"assignee", "=", {std::string{}}}},
             .order = {{"due_at", false}},
             .limit = 20}
        );
        if (!rows || rows->size() != 20) std::abort();
    });
}

double due_timers(BenchNode& node) {
    return microseconds(200, [&](int) {
        if (!node.node().next_due()) std::abort();
    });
}

} // namespace

std::vector<Figure> growth_figures(const Plan& plan) {
    const std::int64_t few = 1'000;
    const std::int64_t many = plan.smoke ? 5'000 : plan.many;
    std::filesystem::create_directories(plan.memory / "few");
    std::filesystem::create_directories(plan.memory / "many");
    BenchNode small{plan.memory / "few", few, Watch::processor};
    BenchNode large{plan.memory / "many", many, Watch::processor};
    const int count = plan.smoke ? 500 : 5'000;
    if (!plan.smoke) {
        small.complete(BenchNode::until_steady, 100);
        large.complete(BenchNode::until_steady, 100);
    }
    const auto scale = fmt::format("{} → {} 件", few, many);
    const auto per_command = [&](BenchNode& node) { return 1'000'000 / node.complete(count, 100); };
    std::vector<Figure> figures{
        grown(
            "G1",
            "每条命令的代价，" + scale,
            plan.smoke ? 0 : 2.6,
            [&] { return per_command(large); },
            [&] { return per_command(small); }
        ),
        grown(
            "G3",
            "按编号取一件，" + scale,
            plan.smoke ? 0 : 4,
            [&] { return case_by_id(large); },
            [&] { return case_by_id(small); }
        ),
        grown(
            "G4",
            "待办前 20 条，" + scale,
            plan.smoke ? 0 : 4,
            [&] { return worklist(large); },
            [&] { return worklist(small); }
        ),
        grown(
            "G5",
            "查下一个到期，" + scale,
            plan.smoke ? 0 : 2,
            [&] { return due_timers(large); },
            [&] { return due_timers(small); }
        )};
    small.lengthen(1, plan.smoke ? 200 : 10'000);
    figures.push_back(grown(
        "G2",
        plan.smoke ? "一件有 200 条日志" : "一件有 10000 条日志",
        plan.smoke ? 0 : 1.1,
        [&] { return 1'000'000 / small.complete_one(1, count, 100); },
        [&] { return 1'000'000 / small.complete_one(2, count, 100); }
    ));
    return figures;
}

} // namespace gongdao::bench
