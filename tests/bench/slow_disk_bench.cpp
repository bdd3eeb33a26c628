#include "tests/bench/measures.hpp"
#include "tests/bench/pair.hpp"
#include "tests/bench/slow_disk.hpp"

#include <fmt/format.h>

namespace gongdao::bench {

std::vector<Figure> slow_disk_figures(const Plan& plan) {
    constexpr std::chrono::milliseconds delay{10};

    struct Row {
        const char* id;
        int count;
        int per_group;
    };

    // As many groups of each size as five rounds need to settle.
    constexpr Row rows[]{{"W4a", 100, 1}, {"W4b", 1'000, 10}, {"W4c", 5'000, 100}};
    const SlowDisk slow{delay};
    Pair pair{plan.smoke ? plan.memory : plan.disk, plan.smoke ? 1'000 : 20'000, Watch::wall};
    std::vector<Figure> figures;
    for (const auto& [id, count, per_group] : rows) {
        if (plan.smoke && per_group != 100) continue;
        figures.push_back(pair.throughput(
            {.id = id,
             .what = fmt::format("每次同步慢 {} 毫秒，每组 {}，命令/秒", delay.count(), per_group),
             .at_least = plan.smoke ? 0 : 0.70,
             .aim = 0.85},
            plan.smoke ? 1'000 : count,
            per_group
        ));
    }
    return figures;
}

} // namespace gongdao::bench
