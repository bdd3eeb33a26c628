#include "core/engine/codec.hpp"
#include "tests/reliability/disk/founded_county.hpp"
#include "tests/simulation/case_check.hpp"
#include "tests/simulation/simulation.hpp"

#include <doctest/doctest.h>

using namespace gongdao;
using namespace gongdao::simulation;
using testing::chosen;
using testing::must;
using testing::seed_of_run;

namespace {

constexpr int shrinking_trials = 300;
constexpr int failures_max = 4;

/// Fails with the shrunk plan; `seed N` is enough to repeat it.
void show(const Plan& plan, const Trial& outcome) {
    const auto small = shrunk(plan, shrinking_trials);
    FAIL_CHECK(
        "seed " << plan.seed << " step " << outcome.steps << ": " << outcome.fault
                << "\nrepeat it with --seed " << plan.seed << "; shrunk:\n"
                << report_of(small, simulate(small))
    );
}

DeployedPack prepared(const ProcessText& text, Faults& faults) {
    const LuaRuleLoader rules;
    const LuaExpressions expressions;
    const Offers offers{
        .functions = {},
        .jobs = {"batch.compute", "batch.release"},
        .effects = {"letter", "export", "pay_list"}};
    return prepare_pack(pack_of(text), rules, expressions, offers, faults);
}

} // namespace

TEST_CASE("random processes, and all that is left of them when blocks are dropped, are valid") {
    const auto first = seed_of_run();
    for (auto seed = first; seed < first + chosen(20U, 200U, 1'000U); ++seed) {
        auto process = random_process(seed);
        for (std::uint64_t way = seed; count_blocks(process) > 1; way = way * 31 + 7) {
            const auto text = text_of(process);
            Faults faults;
            (void)prepared(text, faults);
            const auto fault = faults.empty() ? "" : sentence(faults.front(), Language::english);
            REQUIRE_MESSAGE(faults.empty(), "seed " << seed << ": " << fault << "\n" << text.bpmn);
            if (!make_smaller(process, static_cast<int>(way % 8)) && !make_smaller(process, 0))
                break;
        }
    }
}

TEST_CASE("random acts, crashes and nodes in turn break no invariant, and every case can end") {
    const auto first = seed_of_run();
    const auto count = chosen<std::uint64_t>(25, 400, 10'000);
    Trial sum;
    int failures = 0;
    for (auto seed = first; seed < first + count; ++seed) {
        const auto plan = random_plan(seed);
        const auto outcome = simulate(plan);
        if (!outcome.fault.empty()) show(plan, outcome);
        if (!outcome.fault.empty() && ++failures == failures_max) break;
        sum.steps += outcome.steps;
        sum.accepted += outcome.accepted;
        sum.refused += outcome.refused;
        sum.lives += outcome.lives;
        sum.ended += outcome.ended;
        sum.decisions += outcome.decisions;
        sum.released += outcome.released;
    }
    CHECK(sum.ended > static_cast<int>(count));
    CHECK(sum.lives > static_cast<int>(count));
    CHECK(sum.decisions > static_cast<int>(count));
    CHECK(sum.released > static_cast<int>(count));
    MESSAGE(
        count << " seeds: " << sum.steps << " steps, " << sum.accepted << " acts, " << sum.refused
              << " refused, " << sum.lives << " further nodes, " << sum.ended << " cases ended, "
              << sum.decisions << " decisions of rules, " << sum.released << " batches released"
    );
}

TEST_CASE("a seed replays exactly") {
    for (auto seed = seed_of_run(); seed < seed_of_run() + 3; ++seed) {
        const auto one = simulate(random_plan(seed));
        const auto other = simulate(random_plan(seed));
        CHECK_FALSE(one.digest.empty());
        CHECK(one.digest == other.digest);
        CHECK(one.told == other.told);
    }
}

TEST_CASE("a store that does not sync is found out, and the plan that shows it shrinks") {
    for (auto seed = seed_of_run(); seed < seed_of_run() + 200; ++seed) {
        auto plan = random_plan(seed);
        plan.habits.durability = Durability::off;
        if (simulate(plan).fault.empty()) continue;
        const auto small = shrunk(plan, 150);
        const auto outcome = simulate(small);
        CHECK_FALSE(outcome.fault.empty());
        CHECK(small.steps.size() < plan.steps.size());
        CHECK(count_blocks(small.process) < count_blocks(plan.process));
        CHECK(report_of(small, outcome).find("<process id=\"main\"") != std::string::npos);
        return;
    }
    FAIL("no seed finds out a store that does not sync");
}

TEST_CASE("a case that has lost what moves it on is found out") {
    const Block task{
        .kind = BlockKind::user_task,
        .number = 1,
        .branches = {},
        .boundaries = {},
        .handlers = {}};
    const Block process{
        .kind = BlockKind::subprocess, .branches = {{task}}, .boundaries = {}, .handlers = {}};
    Faults faults;
    const auto pack = prepared(text_of(process), faults);
    REQUIRE(faults.empty());
    CaseState state;
    state.status = CaseStatus::open;
    state.instances[1] = {.element = "main", .process = "main", .phase = Phase::activated};
    state.instances[2] = {
        .element = "e1", .process = "main", .parent = 1, .phase = Phase::activated};
    state.tasks[2] = {.element = "e1"};
    const auto& definitions = pack.pack.definitions;
    CHECK(fault_of(state, definitions).value_or("") == "");

    auto stuck = state;
    stuck.tasks.clear();
    CHECK(fault_of(stuck, definitions).has_value());

    auto empty = stuck;
    empty.instances.erase(2);
    CHECK(fault_of(empty, definitions).has_value());

    auto hanging = state;
    hanging.timers[3] = {.instance = 9};
    CHECK(fault_of(hanging, definitions).has_value());

    auto ended = state;
    ended.status = CaseStatus::completed;
    CHECK(fault_of(ended, definitions).has_value());
}

TEST_CASE("one seed is told whole" * doctest::skip()) {
    const auto plan = random_plan(seed_of_run());
    const auto outcome = simulate(plan);
    MESSAGE(report_of(plan, outcome));
    if (!outcome.fault.empty()) show(plan, outcome);
}
