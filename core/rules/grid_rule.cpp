#include "core/rules/grid_rule.hpp"

#include "core/rules/analysis.hpp"
#include "core/rules/errors.hpp"
#include "core/rules/grid_outcome.hpp"
#include "core/rules/report_words.hpp"

#include <boost/json/object.hpp>

#include <algorithm>
#include <utility>

namespace gongdao {

namespace {

ReadFacts::Names fields_of(const Grid& grid) {
    std::vector<std::string> fields;
    for (const auto& column : grid.inputs)
        fields.push_back(column.field);
    return std::make_shared<const std::vector<std::string>>(std::move(fields));
}

} // namespace

GridRule::GridRule(RuleInfo info, Grid grid, std::unique_ptr<const RuleScript> script)
    : RuleVersion{std::move(info)},
      grid_{std::move(grid)},
      script_{std::move(script)},
      places_{grid_.inputs.size()},
      fields_{fields_of(grid_)},
      has_ages_{std::any_of(grid_.inputs.begin(), grid_.inputs.end(), [](const Column& column) {
          return column.is_age;
      })} {}

Result<void> GridRule::match_rows(GridFacts& facts, Rows& matching) const {
    for (const auto& row : grid_.rows) {
        bool holds = true;
        for (const auto& condition : row.conditions) {
            if (auto error = facts.need(condition.column, row.id)) return std::move(*error);
            holds = facts.holds(condition);
            if (!holds) break;
        }
        if (!holds) continue;
        matching.push_back(&row);
        if (grid_.hit == HitPolicy::first) break;
    }
    return {};
}

/// The age grows by one a day, so its next threshold is that many days away.
std::optional<CivilDate> GridRule::reconsider_on(const GridFacts& facts, CivilDate on) const {
    if (!has_ages_ || !facts.knows_its_days()) return {};
    std::optional<std::int64_t> soonest;
    const auto consider = [&](std::int64_t threshold, std::int64_t age) {
        if (threshold > age && (!soonest || threshold - age < *soonest)) soonest = threshold - age;
    };
    for (const auto& row : grid_.rows) {
        for (const auto& condition : row.conditions) {
            const bool is_known_age = grid_.inputs[condition.column].is_age &&
                                      facts.was_read(condition.column) &&
                                      facts.value(condition.column).number;
            if (!is_known_age) continue;
            const auto age = *facts.value(condition.column).number;
            const auto oldest = grid_.inputs[condition.column].high;
            for (const auto& part : condition.holds.parts()) {
                consider(part.low, age);
                if (part.high < oldest) consider(part.high + 1, age);
            }
        }
    }
    if (!soonest) return {};
    return on + static_cast<int>(*soonest);
}

Result<Decision> GridRule::decide(GridFacts& facts, CivilDate on) const {
    Rows rows;
    if (auto matched = match_rows(facts, rows); !matched) return matched.error();
    if (rows.empty() && grid_.otherwise) rows.push_back(&*grid_.otherwise);
    if (rows.empty() && grid_.is_single()) {
        return fail(errors::no_row_applies, {grid_.id, both_languages(facts.shown())});
    }
    RowResults results;
    for (const auto* const row : rows) {
        auto result = row_result(grid_, *row, facts);
        if (!result) return result.error();
        results.push_back(std::move(*result));
    }
    Result<Decision> decision{boost::system::in_place_value};
    auto outcome = combined(grid_, results);
    if (!outcome) return outcome.error();
    decision->outcome = std::move(*outcome);
    decision->fired.reserve(results.size());
    for (const auto& result : results) {
        auto fired = fired_row(grid_, result, facts);
        if (!fired) return fired.error();
        decision->fired.push_back(std::move(*fired));
    }
    decision->rule = info().id;
    decision->version = info().version;
    decision->inputs = facts.inputs(fields_);
    decision->reconsider_on = reconsider_on(facts, on);
    return decision;
}

Result<Decision> GridRule::decide(const Document& facts, CivilDate on) const {
    GridFacts known{grid_, facts, on, script_.get(), places_};
    return decide(known, on);
}

std::vector<Finding> GridRule::analyse() const { return analyse_grid(*this); }

namespace {

Document expected_document(const Column& column, const GridTest::Expected& expected) {
    if (!expected.value) return Document(nullptr);
    if (column.kind == ValueKind::text) return Document(expected.text);
    return stored_value(column, {expected.value, {}});
}

/// Empty where the decision is as expected.
Bilingual difference(const Grid& grid, const GridTest& test, const Decision& decision) {
    Bilingual text;
    for (const auto& expected : test.expected) {
        const auto& column = grid.outputs[expected.output];
        const auto wanted = expected_document(column, expected);
        const auto* const got = find(decision.outcome, column.field);
        const Document actual = got == nullptr ? Document(nullptr) : *got;
        if (actual != wanted)
            text.add(wanted_instead(column.title, canonical_text(wanted), canonical_text(actual)));
    }
    const auto fired = fired_ids(decision.fired);
    if (test.rows && *test.rows != fired) text.add(rows_instead(*test.rows, fired));
    return text;
}

} // namespace

RuleTestResult GridRule::run_test(const GridTest& test) const {
    RuleTestResult result{info().id, info().version, test.written, false, {}};
    const auto decision = decide(test.facts, test.on.value_or(info().from));
    if (!decision) {
        result.passed = test.fails;
        if (!test.fails) result.detail = failed_instead(decision.error());
        return result;
    }
    const auto fired = fired_ids(decision->fired);
    result.detail =
        test.fails
            ? Bilingual{"应失败，实际命中 " + fired, "should fail, but " + fired + " applied"}
            : difference(grid_, test, *decision);
    result.passed = result.detail.empty();
    return result;
}

std::vector<RuleTestResult> GridRule::run_tests() const {
    std::vector<RuleTestResult> results;
    for (const auto& test : grid_.tests)
        results.push_back(run_test(test));
    return results;
}

Bilingual GridRule::explained_row(const GridRow& row, GridFacts& facts) const {
    Bilingual conditions;
    bool hit = true;
    for (const auto& condition : row.conditions) {
        const auto& column = grid_.inputs[condition.column];
        const auto error = facts.need(condition.column, row.id);
        const bool holds = !error && facts.holds(condition);
        hit = hit && holds;
        const auto actual = !error ? shown_in_both(column, facts.value(condition.column))
                            : error->kind == &errors::fact_missing ? shown_in_both(column, {})
                                                                   : Bilingual{"无效", "invalid"};
        const auto written = (holds ? "✓" : "✗") + column.title + " " + condition.text + "→";
        conditions.add({written + actual.chinese, written + actual.english});
    }
    if (conditions.empty()) conditions = {"（无条件）", "(no conditions)"};
    return {
        row.id + (hit ? " 符合 " : " 不符 ") + conditions.chinese,
        row.id + (hit ? " holds: " : " does not hold: ") + conditions.english};
}

Result<Explanation> GridRule::explain(const Document& facts, CivilDate on) const {
    const auto decision = decide(facts, on);
    Explanation out{info().id, info().version, explained(decision), decision.has_value()};
    GridFacts known{grid_, facts, on, script_.get(), places_};
    for (const auto& row : grid_.rows)
        out.lines.push_back(explained_row(row, known));
    return out;
}

} // namespace gongdao
