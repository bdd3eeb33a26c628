#include "core/rules/lua_expressions.hpp"
#include "core/rules/money_check.hpp"
#include "core/rules/rules.hpp"
#include "tests/fuzz/property.hpp"

using namespace gongdao;

namespace {

constexpr auto probe = "string.format('%d', n) .. tostring(x) .. table.concat({ 1, 2 }) .. #list";
const Instant now = at(*parse_date("2026-03-06"));
const CivilDate today = *parse_date("2026-03-06");

Document facts() {
    return *parse_document(R"({"n": 5, "owed_fen": 120000, "name": "甲", "list": [1, {"a": "b"}]})"
    );
}

std::string shown(const Result<Document>& answer) {
    if (!answer) return fuzz::checked_sentence(answer.error());
    const auto text = canonical_text(*answer);
    const auto stored = parse_document(text);
    fuzz::must_hold(stored && *stored == *answer, "an answer is stored whole", text);
    return text;
}

void check_rules(const std::string& text) {
    Faults faults;
    const auto rules = Rules::load({{"r.lua", text}}, faults);
    check_money({{"r.lua", text}}, {}, {"owed_fen"}, faults);
    (void)fuzz::checked_sentences(faults);
    for (const auto& id : rules.ids()) {
        const auto first = rules.decide(id, facts(), today);
        const auto second = rules.decide(id, facts(), today);
        fuzz::must_hold(first.has_value() == second.has_value(), "decisions repeat");
        if (first) {
            fuzz::must_hold(first->outcome == second->outcome, "decisions repeat");
        } else {
            (void)fuzz::checked_sentence(first.error());
        }
    }
    for (const auto& result : rules.run_tests().results)
        fuzz::must_hold(result.passed || !result.detail.empty(), "a failed test says why");
}

} // namespace

/// Lua as script, expression and rule file: within its budget, the same answer every time, and
/// nothing of it reaches the next.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text{fuzz::text_of(data, size)};
    const LuaExpressions lua;
    const auto before = shown(lua.evaluate(probe, facts(), now));
    (void)lua.check_script(text);
    (void)lua.check_expression(text);
    (void)LuaExpressions::fields_of(text);
    const auto first = shown(lua.run(text, facts(), now));
    fuzz::must_hold(first == shown(lua.run(text, facts(), now)), "a script repeats", first);
    fuzz::must_hold(
        first == shown(LuaExpressions{}.run(text, facts(), now)), "state makes no difference", first
    );
    (void)shown(lua.evaluate(text, facts(), now));
    fuzz::must_hold(
        before == shown(lua.evaluate(probe, facts(), now)), "the next expression is unaffected"
    );
    check_rules(text);
    return 0;
}
