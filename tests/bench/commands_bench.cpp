#include "tests/bench/measures.hpp"
#include "tests/bench/pair.hpp"

#include <fmt/format.h>

namespace gongdao::bench {

namespace {

/// Seconds of a group's commit, at a quantile.
Figure latency(Pair& pair, Figure figure, int count, int per_group, double part) {
    figure.unit = "s";
    figure.more_is_better = false;
    const auto runs = interleave(
        Pair::rounds,
        [&] {
            std::vector<double> groups;
            pair.engine.complete(count, per_group, &groups);
            return quantile(groups, part);
        },
        [&] {
            std::vector<double> groups;
            pair.bare.complete(count, per_group, &groups);
            return quantile(groups, part);
        }
    );
    return compared(std::move(figure), runs);
}

} // namespace

std::vector<Figure> command_figures(const Plan& plan) {
    std::vector<Figure> figures;
    const auto cases = plan.smoke ? 2'000 : plan.cases;
    const int count = plan.smoke ? 1'000 : 10'000;
    if (!plan.smoke) {
        Pair disk{plan.disk, cases, Watch::wall};
        figures.push_back(disk.throughput(
            {.id = "W1", .what = "持久命令/秒，每组 100，FULL，磁盘", .at_least = 0.70, .aim = 1.0},
            count,
            100
        ));
        figures.push_back(disk.throughput(
            {.id = "W3a", .what = "持久命令/秒，每组 1", .at_least = 0.70, .aim = 0.85}, 1'000, 1
        ));
        figures.push_back(disk.throughput(
            {.id = "W3b", .what = "持久命令/秒，每组 10", .at_least = 0.70, .aim = 0.85}, 5'000, 10
        ));
        figures.push_back(latency(
            disk,
            {.id = "W5", .what = "单个空闲客户端一次持久命令，中位", .at_least = 1.5},
            1'000,
            1,
            0.5
        ));
        figures.push_back(
            latency(disk, {.id = "W5p", .what = "同上，p99", .at_least = 2.0}, 1'000, 1, 0.99)
        );
        figures.push_back(latency(
            disk,
            {.id = "W6", .what = "每组 100 的一组，p99，含检查点", .at_least = 1.0, .aim = 0.3},
            20'000,
            100,
            0.99
        ));
    }
    Pair memory{plan.memory, cases, Watch::processor};
    figures.push_back(memory.throughput(
        {.id = "W2",
         .what = "同 W1，内存盘（只比处理器）",
         .at_least = plan.smoke ? 0 : 0.60,
         .aim = 0.75},
        count,
        100
    ));
    return figures;
}

} // namespace gongdao::bench
