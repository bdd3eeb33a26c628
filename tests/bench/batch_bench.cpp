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

/// A county with a register of members and a pack that grades them, as `found_grading_county` left
/// it in the folder.
class GradingNode {
public:
    /// Each computation has a year of its own, from the one after `year_before` on.
    GradingNode(const std::filesystem::path& folder, int year_before)
        : bench_{BenchNode::reopened(folder, Watch::processor)}, year_{year_before} {}

    /// Seconds of a computation of its own period, durable at the end.
    double compute() {
        auto& node = bench_->node();
        CaseState asking;
        asking.pack = PackId{"grading"};
        asking.pack_version = value_of(node.packs().current("grading"))->pack.version;
        period_ = std::to_string(++year_);
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
             value_of(stored_items(bench_->node().store(), bench_->node().org(), stream)))
            sum += find_integer(item, "rank").value_or(1'000'000);
        return sum;
    }

private:
    std::unique_ptr<BenchNode> bench_;
    Instant now_{1'772'000'000'000};
    int year_;
    std::string period_;
    Document answer_;
};

void enter(BenchNode& bench, std::int64_t from, std::int64_t end) {
    value_of(bench.node().begin_group());
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
        bench.give(
            {.actor = ActorId{"clerk"},
             .kind = "set_entry",
             .members = DocumentObject{{"register", "member"}, {"values", std::move(values)}}}
        );
    }
    value_of(bench.node().commit_group());
}

void found_grading_county(
    const Plan& plan, const std::filesystem::path& folder, std::int64_t members
) {
    BenchNode bench{folder, 0, Watch::processor};
    bench.deploy(
        "grading",
        {{"scripts/colour.lua", value_of(read_file(plan.source / "tests/bench/colour_grid.lua"))}}
    );
    for (std::int64_t i = 0; i < members; i += members_per_group)
        enter(bench, i, std::min(members, i + members_per_group));
}

/// A county of its own for each size; the peaks of processes that compute their batches.
Interleaved founded_and_peaks(const Plan& plan, std::int64_t many) {
    Interleaved peaks;
    for (const auto& [name, members] : {std::pair{"few", many / 10}, std::pair{"many", many}}) {
        const auto folder = plan.memory / name;
        std::filesystem::create_directories(folder);
        in_child([&, size = members] { found_grading_county(plan, folder, size); });
        auto& measured = members == many ? peaks.engine : peaks.reference;
        measured.push_back(answer_of_new_process("--peak-of-batch '" + folder.string() + "'"));
    }
    return peaks;
}

} // namespace

double peak_of_batch(const std::filesystem::path& folder) {
    GradingNode{folder, 2'019}.compute();
    return peak_memory();
}

std::vector<Figure> batch_figures(const Plan& plan) {
    const std::int64_t many = plan.smoke ? 2'000 : plan.many;
    const auto peaks = founded_and_peaks(plan, many);
    GradingNode large{plan.memory / "many", 2'020};
    BareGrades bare{(plan.memory / "bare.db").string(), many};
    std::int64_t ranks = 0;
    auto pace = compared(
        {.id = "B1",
         .what = fmt::format("{} 人定级（秒）÷ 一条 SQL", many),
         .unit = "s",
         .at_least = plan.smoke ? 0 : 1.25,
         .aim = 0.9,
         .more_is_better = false},
        interleave(
            rounds,
            [&] { return large.compute(); },
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
        {.engine = peaks.engine, .reference = {160}}
    ));
    figures.push_back(compared(
        {.id = "B3f",
         .what = fmt::format("内存峰值，{} → {} 人", many / 10, many),
         .unit = "MB",
         .at_least = plan.smoke ? 0 : 1.1,
         .more_is_better = false},
        peaks
    ));
    return figures;
}

} // namespace gongdao::bench
