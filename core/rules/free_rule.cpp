#include "core/rules/free_rule.hpp"

#include "core/rules/errors.hpp"
#include "core/rules/report_words.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <utility>

namespace gongdao {

namespace {

std::string text_of(const Document& entry, std::string_view key) {
    return std::string(find_text(entry, key).value_or(""));
}

Result<std::vector<FiredRow>> fired_rows(const Document& given) {
    std::vector<FiredRow> fired;
    if (given.is_null()) return fired;
    const auto refuse = [] {
        return fail(
            errors::lua_bad_result,
            {"reasons",
             both_languages(
                 "应为 { { row, reason, clause }, … }", "should be { { row, reason, clause }, … }"
             )}
        );
    };
    if (!given.is_array()) return refuse();
    for (const auto& entry : given.get_array()) {
        if (!entry.is_object() || !find_text(entry, "reason")) return refuse();
        fired.push_back({text_of(entry, "row"), text_of(entry, "reason"), text_of(entry, "clause")}
        );
    }
    return fired;
}

/// Just the outputs that the test names.
Bilingual outcome_difference(const Document& expected, const Document& outcome) {
    Bilingual text;
    for (const auto& member : expected.get_object()) {
        const auto* const got = find(outcome, member.key());
        const Document actual = got == nullptr ? Document(nullptr) : *got;
        if (actual == member.value()) continue;
        text.add(wanted_instead(
            std::string(member.key()), canonical_text(member.value()), canonical_text(actual)
        ));
    }
    return text;
}

std::optional<Bilingual> fault_of_test(const Document& entry, FreeTest& test) {
    if (!entry.is_object())
        return Bilingual{"应为 { facts = …, expect = … }", "should be { facts = …, expect = … }"};
    for (const auto& member : entry.get_object()) {
        const std::string_view key = member.key();
        const auto& value = member.value();
        // Lua does not tell an empty table from an empty list.
        const bool is_table = value.is_object() || (value.is_array() && value.get_array().empty());
        if (key == "facts" && is_table) {
            test.facts = value.is_object() ? value : Document(DocumentObject{});
        } else if (key == "expect" && is_table) {
            test.expect = value.is_object() ? value : Document(DocumentObject{});
        } else if (key == "rows" && value.is_string()) {
            test.rows = std::string(value.get_string());
        } else if (key == "fails" && value.is_bool()) {
            test.fails = value.get_bool();
        } else if (key == "on" && value.is_string()) {
            const auto on = parse_date(std::string_view{value.get_string()});
            if (!on) return Bilingual{"on 应为日期", "on should be a date"};
            test.on = *on;
        } else {
            return Bilingual{
                "键“" + std::string(key) + "”有误",
                "the key \"" + std::string(key) + "\" is wrong"};
        }
    }
    if (!test.fails && !test.expect && !test.rows)
        return Bilingual{"没有 expect、rows 或 fails", "there is no expect, rows or fails"};
    return {};
}

} // namespace

std::vector<FreeTest> read_free_tests(const Document& tests, const Place& place, Faults& faults) {
    std::vector<FreeTest> read;
    for (const auto& entry : tests.get_array()) {
        FreeTest test;
        test.facts = DocumentObject{};
        if (auto why = fault_of_test(entry, test)) {
            faults.push_back(fail(
                errors::bad_rule_test,
                {std::to_string(read.size() + 1), both_languages(*why)},
                place
            ));
        }
        read.push_back(std::move(test));
    }
    return read;
}

FreeRule::FreeRule(
    RuleInfo info,
    std::vector<std::string> reads,
    std::vector<FreeTest> tests,
    std::unique_ptr<const RuleScript> script
)
    : RuleVersion{std::move(info)},
      reads_{std::make_shared<const std::vector<std::string>>(std::move(reads))},
      tests_{std::move(tests)},
      script_{std::move(script)} {}

Result<Decision> FreeRule::decide(const Document& facts, CivilDate on) const {
    Result<Decision> decision{boost::system::in_place_value};
    if (auto fault = fill(*decision, facts, on)) decision = std::move(*fault);
    return decision;
}

std::optional<Error> FreeRule::fill(Decision& decision, const Document& facts, CivilDate on) const {
    auto answer = script_->call(facts, on);
    if (!answer) return answer.error();
    if (answer->reasons) {
        decision.fired = std::move(*answer->reasons);
    } else {
        auto fired = fired_rows(answer->second);
        if (!fired) return fired.error();
        decision.fired = std::move(*fired);
    }
    decision.rule = info().id;
    decision.version = info().version;
    decision.inputs = ReadFacts{reads_};
    for (const auto& fact : answer->read)
        decision.inputs.add(fact.place, fact.value);
    decision.outcome = std::move(answer->first);
    return {};
}

Bilingual FreeRule::difference(const FreeTest& test) const {
    const auto decision = decide(test.facts, test.on.value_or(info().from));
    if (!decision) return test.fails ? Bilingual{} : failed_instead(decision.error());
    if (test.fails) {
        const auto got = canonical_text(decision->outcome);
        return {"应失败，实际得到 " + got, "should fail, but gives " + got};
    }
    auto text = test.expect ? outcome_difference(*test.expect, decision->outcome) : Bilingual{};
    const auto ids = fired_ids(decision->fired);
    if (test.rows && *test.rows != ids) text.add(rows_instead(*test.rows, ids));
    return text;
}

std::vector<RuleTestResult> FreeRule::run_tests() const {
    std::vector<RuleTestResult> results;
    for (std::size_t i = 0; i < tests_.size(); ++i) {
        auto detail = difference(tests_[i]);
        const bool passed = detail.empty();
        results.push_back(
            {info().id, info().version, "#" + std::to_string(i + 1), passed, std::move(detail)}
        );
    }
    return results;
}

std::vector<Finding> FreeRule::analyse() const { return {}; }

Result<Explanation> FreeRule::explain(const Document& facts, CivilDate on) const {
    const auto decision = decide(facts, on);
    Explanation out{info().id, info().version, explained(decision)};
    if (!decision) return out;
    out.is_decided = true;
    const auto used = canonical_text(decision->inputs.document());
    out.lines.push_back({"所用事实：" + used, "facts used: " + used});
    return out;
}

} // namespace gongdao
