#include "core/app/files.hpp"
#include "core/runtime/batch_chunks.hpp"
#include "core/runtime/batches.hpp"
#include "tests/bench/bench_node.hpp"
#include "tests/bench/measures.hpp"
#include "tests/bench/memory.hpp"
#include "tests/bench/value_of.hpp"
#include "tests/db/bare_grades.hpp"

#include <boost/json/object.hpp>
#include <fmt/format.h>

#include <array>
#include <string>

namespace gongdao::bench {

namespace {

constexpr int rounds = 3;
constexpr std::int64_t members_per_group = 1'000;
constexpr std::array fields{
    "days",
    "owed_fen",
    "headcount",
    "months",
    "missed",
    "prior",
    "stopped",
    "firms",
    "files",
    "construction",
    "absconded",
    "festival"};
constexpr std::size_t first_flag = 9;

/// A county with a register of members and a pack that grades them.
class GradingNode {
public:
    GradingNode(const Plan& plan, const std::filesystem::path& folder, std::int64_t members)
        : bench_{folder, 0, Watch::processor} {
        bench_.deploy(
            "grading",
            {{"scripts/colour.lua",
              value_of(read_file(plan.source / "tests/bench/colour_grid.lua"))}}
        );
        for (std::int64_t i = 0; i < members; i += members_per_group)
            enter(i, std::min(members, i + members_per_group));
    }

    /// Seconds of a computation of its own period, durable at the end.
    double compute() {
        auto& node = bench_.node();
        CaseState asking;
        asking.pack = PackId{"grading"};
        asking.pack_version = value_of(node.packs().current("grading"))->pack.version;
        period_ = std::to_string(2'020 + ++runs_);
        const auto work = [&] {
            value_of(node.begin_group());
            answer_ = value_of(run_batch_job(
                node,
                "batch.compute",
                asking,
                DocumentObject{{"batch", "year"}, {"period", period_}},
                {.idempotency_key = period_, .now = now_}
            ));
            value_of(node.commit_group());
        };
        return seconds_of(work, Watch::processor);
    }

    /// Of the ranks of the last computation, as they are stored.
    std::int64_t sum_of_ranks() {
        std::int64_t sum = 0;
        const StreamId stream{"batch:grading:year:" + period_};
        for (const auto& item :
             value_of(stored_items(bench_.node().store(), bench_.node().org(), stream)))
            sum += find_integer(item, "rank").value_or(1'000'000);
        return sum;
    }

private:
    void enter(std::int64_t from, std::int64_t end) {
        value_of(bench_.node().begin_group());
        for (auto i = from; i < end; ++i) {
            DocumentObject values{{"code", fmt::format("{:09}", i)}};
            for (std::size_t field = 0; field < fields.size(); ++field) {
                const auto fact = member_fact(i, static_cast<int>(field));
                if (field < first_flag) {
                    values[fields[field]] = fact;
                } else {
                    values[fields[field]] = fact != 0;
                }
            }
            bench_.give(
                {.actor = ActorId{"clerk"},
                 .kind = "set_entry",
                 .members = DocumentObject{{"register", "member"}, {"values", std::move(values)}}}
            );
        }
        value_of(bench_.node().commit_group());
    }

    BenchNode bench_;
    Instant now_{1'772'000'000'000};
    int runs_ = 0;
    std::string period_;
    Document answer_;
};

/// Megabytes of a computation in a county that is gone afterwards.
double peak_alone(const Plan& plan, std::int64_t members) {
    GradingNode node{plan, plan.memory / "few", members};
    forget_peak();
    node.compute();
    return peak_memory();
}

} // namespace

std::vector<Figure> batch_figures(const Plan& plan) {
    const std::int64_t many = plan.smoke ? 2'000 : plan.many;
    std::filesystem::create_directories(plan.memory / "few");
    std::filesystem::create_directories(plan.memory / "many");
    const auto small_peak = peak_alone(plan, many / 10);
    GradingNode large{plan, plan.memory / "many", many};
    BareGrades bare{(plan.memory / "bare.db").string(), many};
    std::int64_t ranks = 0;
    std::vector<double> peaks;
    auto pace = compared(
        {.id = "B1",
         .what = fmt::format("{} 人定级（秒）÷ 一条 SQL", many),
         .unit = "s",
         .at_least = plan.smoke ? 0 : 1.25,
         .aim = 0.9,
         .more_is_better = false},
        interleave(
            rounds,
            [&] {
                forget_peak();
                const auto seconds = large.compute();
                peaks.push_back(peak_memory());
                return seconds;
            },
            [&] { return seconds_of([&] { ranks = bare.grade(); }, Watch::processor); }
        )
    );
    if (large.sum_of_ranks() != ranks) pace.remark = "结果不同";
    std::vector<Figure> figures{std::move(pace)};
    figures.push_back(compared(
        {.id = "B3",
         .what = "同上，内存峰值（MB）÷ 160",
         .unit = "MB",
         .at_least = plan.smoke ? 0 : 1.0,
         .aim = 0.63,
         .more_is_better = false},
        {.engine = peaks, .reference = {160}}
    ));
    figures.push_back(compared(
        {.id = "B3f",
         .what = fmt::format("内存峰值，{} → {} 人", many / 10, many),
         .unit = "MB",
         .at_least = plan.smoke ? 0 : 1.1,
         .more_is_better = false},
        {.engine = {quantile(peaks, 1)}, .reference = {small_peak}}
    ));
    return figures;
}

} // namespace gongdao::bench
