#include "core/app/files.hpp"
#include "core/engine/decide.hpp"
#include "core/values/ensure.hpp"
#include "tests/bench/bench_node.hpp"
#include "tests/bench/measures.hpp"
#include "tests/bench/value_of.hpp"

#include <boost/json/object.hpp>
#include <fmt/format.h>

#include <array>
#include <cstdio>
#include <functional>

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

/// The interpreter alone, as bpmn-engine runs: states in memory, nothing journalled or listed.
double interpreted(BenchNode& bench, int count) {
    auto& node = bench.node();
    const auto deployed = value_of(node.packs().current("workshop"));
    const auto actor = value_of(node.directory().actor(ActorId{"clerk"}));
    const Instant now{1'772'000'000'000};
    Answers answers;
    const Context context{
        .now = now,
        .occurred_at = now,
        .actor = actor,
        .pack = deployed->pack,
        .owner_path = {"330213"},
        .rules = *deployed->rules,
        .expressions = node.parts().expressions,
        .functions = node.parts().functions,
        .calendar = node.calendar(),
        .answers = answers};
    const CaseCommand open = OpenCase{.facts = DocumentObject{}};
    const CaseCommand finish =
        CompleteTask{.element = "handle", .values = DocumentObject{{"finished", true}}};
    CaseState fresh;
    fresh.org = node.org();
    fresh.stream = StreamId{"case:1"};
    const auto asked = std::get<Ask>(decide(fresh, open, context)).text();
    const auto seconds = seconds_of(
        [&] {
            for (int i = 0; i < count; ++i) {
                answers[asked] = i + 1;
                const auto opened = std::get<Accepted>(decide(fresh, open, context));
                const auto ended = std::get<Accepted>(decide(opened.state, finish, context));
                ensure(ended.state.status == CaseStatus::completed, "the instance has ended");
            }
        },
        Watch::processor
    );
    return count / seconds;
}

} // namespace

std::vector<Figure> process_figures(const Plan& plan) {
    const auto compare = [&](Figure figure, const std::function<double()>& ours) {
        figure.unit = "1/s";
        return compared(std::move(figure), interleave(rounds, ours, [&] {
                            return plan.smoke ? 0 : other_engine(plan);
                        }));
    };
    const int count = plan.smoke ? 500 : 5'000;
    std::vector<Figure> figures;
    BenchNode in_memory{{}, 10, Watch::processor};
    figures.push_back(compare(
        {.id = "Q1",
         .what = "开始→人工→网关→结束，只解释，件/秒",
         .at_least = plan.smoke ? 0 : 200.0,
         .aim = 500},
        [&] { return interpreted(in_memory, count); }
    ));
    figures.push_back(compare({.id = "Q1s", .what = "同上，日志和数据表都在内存，件/秒"}, [&] {
        return in_memory.run_through(count, 100);
    }));
    if (!plan.smoke) {
        std::filesystem::create_directories(plan.disk / "through");
        BenchNode durable{plan.disk / "through", 10};
        figures.push_back(compare(
            {.id = "Q2", .what = "同上，持久，每组 100，件/秒", .at_least = 20, .aim = 35},
            [&] { return durable.run_through(count, 100); }
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
