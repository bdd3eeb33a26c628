#include "core/app/files.hpp"
#include "core/runtime/case_review.hpp"
#include "tests/bench/bench_node.hpp"
#include "tests/bench/measures.hpp"
#include "tests/bench/value_of.hpp"
#include "tests/db/bare_grades.hpp"

#include <boost/json/object.hpp>
#include <fmt/format.h>

#include <array>
#include <string>

namespace gongdao::bench {

namespace {

constexpr int rounds = 3;
constexpr std::int64_t cases_per_group = 1'000;
/// Of the open cases one in so many changes its colour before each review.
constexpr std::int64_t changing = 100;
constexpr std::array amounts{
    "days", "owed_fen", "headcount", "months", "missed", "prior", "stopped", "firms", "files"};
/// Nobody is red at first: below what the table calls a large sum, and a large number of people.
constexpr std::int64_t owed_below = 50'000'00;
constexpr std::int64_t headcount_below = 30;

/// A county of open cases, all graded, that are looked at again day by day.
class ReviewedCounty {
public:
    ReviewedCounty(const Plan& plan, std::int64_t cases)
        : bench_{plan.memory, 0, Watch::processor}, cases_{cases} {
        bench_.deploy(
            "patrol",
            {{"scripts/colour.lua",
              value_of(read_file(plan.source / "tests/bench/colour_grid.lua"))}}
        );
        in_groups(0, 1, [&](std::int64_t which) {
            bench_.give(
                {.id = CommandId{"open-" + std::to_string(which)},
                 .actor = ActorId{"clerk"},
                 .kind = "open_case",
                 .pack = "patrol",
                 .members = DocumentObject{{"facts", facts_of(which)}}}
            );
        });
    }

    /// Makes one in a hundred red, as a correction does that nobody grades by.
    void change(std::int64_t round) {
        in_groups(round, changing, [&](std::int64_t which) {
            bench_.give(
                {.actor = ActorId{"clerk"},
                 .kind = "correct_facts",
                 .target = BenchNode::stream_of(which).text(),
                 .members =
                     DocumentObject{
                         {"values", DocumentObject{{"absconded", true}}}, {"reason", "查明逃匿"}}}
            );
        });
        value_of(bench_.node().write_rows());
    }

    /// Seconds until every case was looked at and those that differ are graded anew, durable.
    double review() {
        return seconds_of(
            [&] {
                auto& node = bench_.node();
                value_of(node.begin_group());
                const auto looking = bench_.give(
                    {.actor = ActorId{"clerk"},
                     .kind = "open_case",
                     .pack = "patrol",
                     .members = DocumentObject{{"process", "looking"}}}
                );
                value_of(node.commit_group());
                for (int done = 1; done > 0;) {
                    value_of(node.begin_group());
                    done = value_of(node.do_due_work(now_, 1));
                    value_of(node.commit_group());
                }
                value_of(node.write_rows());
                const auto state = value_of(node.load_case(looking.stream));
                told_ = find_integer(state.facts, "told").value_or(0);
            },
            Watch::processor
        );
    }

    /// Seconds to read every open case and ask its rule, the same way, and nothing else.
    double read_and_evaluate() {
        return seconds_of(
            [&] {
                auto& node = bench_.node();
                const auto pack = value_of(node.packs().current("patrol"));
                std::string after;
                for (auto rows = open_cases(after); !rows.empty(); rows = open_cases(after)) {
                    for (const auto& row : rows) {
                        const auto facts =
                            value_of(parse_document(std::get<std::string>(row.cells.back())));
                        const auto decision =
                            value_of(pack->rules->decide("bench.colour", facts, date_of(now_)));
                        ranks_ += find_integer(decision.outcome, "rank").value_or(0);
                    }
                    after = std::get<std::string>(rows.back().cells[1]);
                }
            },
            Watch::processor
        );
    }

    [[nodiscard]] std::int64_t told() const { return told_; }

private:
    template <class Give>
    void in_groups(std::int64_t from, std::int64_t step, const Give& give) {
        std::int64_t in_group = 0;
        value_of(bench_.node().begin_group());
        for (auto which = from; which < cases_; which += step) {
            give(which);
            if (++in_group % cases_per_group != 0) continue;
            value_of(bench_.node().commit_group());
            value_of(bench_.node().begin_group());
        }
        value_of(bench_.node().commit_group());
    }

    static DocumentObject facts_of(std::int64_t which) {
        DocumentObject facts{{"file_no", which}};
        for (std::size_t field = 0; field < amounts.size(); ++field)
            facts[amounts[field]] = member_fact(which, static_cast<int>(field));
        facts["owed_fen"] = facts["owed_fen"].get_int64() % owed_below;
        facts["headcount"] = facts["headcount"].get_int64() % headcount_below;
        facts["construction"] = which % 3 == 0;
        facts["absconded"] = false;
        facts["festival"] = false;
        return facts;
    }

    std::vector<Record> open_cases(const std::string& after) {
        return value_of(bench_.node().store().select(
            {.table = "case_index",
             .where =
                 {{"org", "=", {std::string{"330213"}}},
                  {"pack", "=", {std::string{"patrol"}}},
                  {"status", "=", {std::string{"open"}}},
                  {"stream", ">", {after}},
                  {"data.file_no", "present", {}}},
             .order = {{"stream", false}},
             .limit = cases_per_review}
        ));
    }

    BenchNode bench_;
    std::int64_t cases_;
    Instant now_{1'772'000'000'000};
    std::int64_t told_ = 0;
    std::int64_t ranks_ = 0;
};

} // namespace

std::vector<Figure> review_figures(const Plan& plan) {
    const std::int64_t many = plan.smoke ? 2'000 : plan.many;
    ReviewedCounty county{plan, many};
    bool all_told = true;
    std::int64_t round = 0;
    Interleaved runs;
    for (; round < rounds; ++round) {
        county.change(round);
        runs.engine.push_back(county.review());
        all_told = all_told && county.told() == many / changing;
        runs.reference.push_back(county.read_and_evaluate());
    }
    auto figure = compared(
        {.id = "B4",
         .what = fmt::format("{} 件在办每日重估，百分之一变色 ÷ 只读取和计算", many),
         .unit = "s",
         .at_least = plan.smoke ? 0 : 1.5,
         .aim = 1.1,
         .more_is_better = false},
        runs
    );
    if (!all_told) figure.remark = "通知件数不符";
    return {std::move(figure)};
}

} // namespace gongdao::bench
