#include "core/rules/grid_rule.hpp"

#include "core/rules/analysis.hpp"
#include "core/rules/errors.hpp"
#include "core/rules/grid_outcome.hpp"

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
        return fail(errors::no_row_applies, {grid_.id, facts.shown()});
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

std::string fired_ids(const Decision& decision) {
    std::string ids;
    for (const auto& fired : decision.fired)
        ids += (ids.empty() ? "" : "+") + fired.row;
    return ids;
}

Document expected_document(const Column& column, const GridTest::Expected& expected) {
    if (!expected.value) return Document(nullptr);
    if (column.kind == ValueKind::text) return Document(expected.text);
    return stored_value(column, {expected.value, {}});
}

/// Empty where the decision is as expected.
std::string difference(const Grid& grid, const GridTest& test, const Decision& decision) {
    std::string text;
    const auto add = [&](const std::string& what, const std::string& wanted, const std::string& got
                     ) {
        text += (text.empty() ? "" : "；") + what + " 应为 " + wanted + "，实际为 " + got;
    };
    for (const auto& expected : test.expected) {
        const auto& column = grid.outputs[expected.output];
        const auto wanted = expected_document(column, expected);
        const auto* const got = find(decision.outcome, column.field);
        const Document actual = got == nullptr ? Document(nullptr) : *got;
        if (actual != wanted) add(column.title, canonical_text(wanted), canonical_text(actual));
    }
    const auto fired = fired_ids(decision);
    if (test.rows && *test.rows != fired) add("规则", *test.rows, fired.empty() ? "无" : fired);
    return text;
}

} // namespace

RuleTestResult GridRule::run_test(const GridTest& test) const {
    RuleTestResult result{info().id, info().version, test.written, false, {}};
    const auto decision = decide(test.facts, test.on.value_or(info().from));
    if (!decision) {
        result.passed = test.fails;
        if (!test.fails)
            result.detail = "应有结果，实际失败：" + sentence(decision.error(), Language::chinese);
        return result;
    }
    result.detail = test.fails ? "应失败，实际命中 " + fired_ids(*decision)
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

std::string GridRule::explained_row(const GridRow& row, GridFacts& facts) const {
    std::string conditions;
    bool hit = true;
    for (const auto& condition : row.conditions) {
        const auto& column = grid_.inputs[condition.column];
        const auto error = facts.need(condition.column, row.id);
        const bool holds = !error && facts.holds(condition);
        hit = hit && holds;
        const auto actual = error ? (error->kind == &errors::fact_missing ? "未填" : "无效")
                                  : shown_value(column, facts.value(condition.column));
        conditions += (conditions.empty() ? "" : "；") + std::string(holds ? "✓" : "✗") +
                      column.title + " " + condition.text + "→" + actual;
    }
    return row.id + (hit ? " 符合 " : " 不符 ") + (conditions.empty() ? "（无条件）" : conditions);
}

Result<Explanation> GridRule::explain(const Document& facts, CivilDate on) const {
    Explanation out{info().id, info().version, {}};
    const auto decision = decide(facts, on);
    if (decision) {
        const auto fired = fired_ids(*decision);
        out.lines.push_back("命中：" + (fired.empty() ? std::string{"无"} : fired));
        for (const auto& row : decision->fired) {
            out.lines.push_back(
                row.row + "：" + row.reason + (row.clause.empty() ? "" : "（" + row.clause + "）")
            );
        }
    } else {
        out.lines.push_back("未能判定：" + sentence(decision.error(), Language::chinese));
    }
    GridFacts known{grid_, facts, on, script_.get(), places_};
    for (const auto& row : grid_.rows)
        out.lines.push_back(explained_row(row, known));
    return out;
}

} // namespace gongdao
