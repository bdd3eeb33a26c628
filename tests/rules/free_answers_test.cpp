#include "core/rules/errors.hpp"
#include "core/rules/rules.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace gongdao;

namespace {

const CivilDate today = *parse_date("2026-03-06");

Rules free_rule(const std::string& body) {
    Faults faults;
    auto rules = Rules::load(
        {{"a.lua",
          "return { id = 'a', name = 'a', kind = 'free', from = '2025-01-01', "
          "reads = { 'x', 'y', 'z' }, evaluate = function(f) " +
              body + " end }"}},
        faults
    );
    REQUIRE(faults.empty());
    return rules;
}

} // namespace

TEST_CASE("reasons of a free rule are read in every form that they may have") {
    struct Row {
        const char* reasons;
        const char* read; ///< null where they are refused
    };

    const Row rows[] = {
        {"nil", ""},
        {"{}", ""},
        {"{ { row = '一', reason = '甲', clause = '第1条' } }", "一|甲|第1条\n"},
        {"{ { reason = '甲' }, { row = '二', reason = '乙' } }", "|甲|\n二|乙|\n"},
        {"{ { row = 5, reason = '甲', clause = false } }", "|甲|\n"},
        {"{ { reason = '甲', more = { 1, 2 } } }", "|甲|\n"},
        {"{ { reason = string.rep('甲', 2000) } }", nullptr},
        {"{ { row = '一' } }", nullptr},
        {"{ { reason = 5 } }", nullptr},
        {"{ { reason = '\\xff' } }", nullptr},
        {"{ { reason = '甲', [1] = 2 } }", nullptr},
        {"{ { reason = '甲' }, [3] = { reason = '乙' } }", nullptr},
        {"{ { reason = '甲' }, x = 1 }", nullptr},
        {"{ '甲' }", nullptr},
        {"{ reason = '甲' }", nullptr},
        {"'甲'", nullptr},
        {"f.x", nullptr},
    };
    for (const auto& [reasons, read] : rows) {
        CAPTURE(reasons);
        const auto decision = free_rule("return { a = 1 }, " + std::string(reasons))
                                  .decide("a", *parse_document(R"({"x": 1})"), today);
        const bool is_long = std::string_view{reasons}.find("rep") != std::string_view::npos;
        REQUIRE(decision.has_value() == (read != nullptr || is_long));
        if (!decision) {
            CHECK(decision.error().kind == &errors::lua_bad_result);
            continue;
        }
        std::string got;
        for (const auto& row : decision->fired)
            got += row.row + "|" + row.reason + "|" + row.clause + "\n";
        if (is_long) {
            CHECK(decision->fired.at(0).reason.size() == 6000);
        } else {
            CHECK(got == read);
        }
    }
}

TEST_CASE("a fact is found wherever it stands among the others") {
    const auto rules = free_rule("return { sum = f.x * 100 + (f.y or 0) * 10 + (f.z or 0) }");

    const struct {
        const char* facts;
        const char* outcome;
        const char* inputs;
    } rows[] = {
        {R"({"x":1,"y":2,"z":3})", R"({"sum":123})", R"({"x":1,"y":2,"z":3})"},
        {R"({"z":3,"y":2,"x":1})", R"({"sum":123})", R"({"x":1,"y":2,"z":3})"},
        {R"({"x":1})", R"({"sum":100})", R"({"x":1,"y":null,"z":null})"},
        {R"({"a":7,"b":8,"z":9,"x":1})", R"({"sum":109})", R"({"x":1,"y":null,"z":9})"},
        {R"({"x":1,"y":2,"z":3})", R"({"sum":123})", R"({"x":1,"y":2,"z":3})"},
    };

    for (const auto& [facts, outcome, inputs] : rows) {
        CAPTURE(facts);
        const auto decision = rules.decide("a", *parse_document(facts), today);
        REQUIRE(decision.has_value());
        CHECK(canonical_text(decision->outcome) == outcome);
        CHECK(canonical_text(decision->inputs.document()) == inputs);
    }
}
