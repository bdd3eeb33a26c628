#include "core/app/files.hpp"
#include "tests/bench/bench_node.hpp"
#include "tests/bench/measures.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdio>

namespace gongdao::bench {

namespace {

constexpr int rounds = 3;

/// Instances per second of npm `bpmn-engine`, in memory; 0 where node or the package is missing.
double other_engine(const Plan& plan) {
    const auto script = (plan.source / "tests/bench/bpmn_engine.mjs").string();
    const auto command = "node '" + script + "' 2>/dev/null";
    auto* const out = ::popen(command.c_str(), "r");
    if (out == nullptr) return 0;
    std::array<char, 64> line{};
    const bool read = std::fgets(line.data(), line.size(), out) != nullptr;
    ::pclose(out);
    return read ? std::strtod(line.data(), nullptr) : 0;
}

} // namespace

std::vector<Figure> process_figures(const Plan& plan) {
    const auto compare = [&](BenchNode& node, Figure figure, int count) {
        figure.unit = "1/s";
        return compared(
            std::move(figure),
            interleave(
                rounds,
                [&] { return node.run_through(count, 100); },
                [&] { return plan.smoke ? 0 : other_engine(plan); }
            )
        );
    };
    std::vector<Figure> figures;
    BenchNode in_memory{{}, 10, Watch::processor};
    figures.push_back(compare(
        in_memory,
        {.id = "Q1",
         .what = "开始→人工→网关→结束，内存，件/秒",
         .at_least = plan.smoke ? 0 : 200.0,
         .aim = 500},
        plan.smoke ? 500 : 5'000
    ));
    if (!plan.smoke) {
        std::filesystem::create_directories(plan.disk / "through");
        BenchNode durable{plan.disk / "through", 10};
        figures.push_back(compare(
            durable,
            {.id = "Q2", .what = "同上，持久，每组 100，件/秒", .at_least = 20, .aim = 35},
            5'000
        ));
    }
    for (auto& figure : figures) {
        if (figure.reference == 0) {
            figure.at_least = 0;
            figure.remark = "没有 bpmn-engine，未比较";
        }
    }
    return figures;
}

} // namespace gongdao::bench
