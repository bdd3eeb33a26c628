#include "core/rules/errors.hpp"
#include "core/rules/lua_expressions.hpp"
#include "core/rules/rules.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <string>

using namespace gongdao;

namespace {

const Instant now = at(*parse_date("2026-03-06"));
const CivilDate today = *parse_date("2026-03-06");

Document facts_with(int number) {
    return *parse_document(
        R"({"people": [{"name": "p)" + std::to_string(number) + R"("}], "n0": )" +
        std::to_string(number) + "}"
    );
}

} // namespace

TEST_CASE("nothing that a script leaves behind reaches its next run") {
    const char* const scripts[] = {
        "if n == nil then _ENV = { n = 1 } return { a = 1 } end n = n + 1 return { a = n }",
        "if kept == nil then _ENV = { kept = people } return { a = 1 } end "
        "return { a = kept[1].name }",
        "local old = _ENV _ENV = nil return { a = old.n0 }",
        "local function f() _ENV = { tostring = tostring } end f() return { a = tostring(string) }",
        "local n = 0 local function up() n = n + 1 return n end return { a = up() }",
        "pcall(function() string.x = 1 end) return { a = tostring(string.x) }",
        "pcall(function() ('').y = 1 end) return { a = tostring(('').y) }",
        "pcall(function() z = 1 end) return { a = tostring(z) }",
        "pcall(function() people[1].name = 'q' end) return { a = people[1].name }",
    };
    for (const char* const script : scripts) {
        CAPTURE(script);
        const LuaExpressions lasting;
        for (int i = 0; i < 4; ++i) {
            // Gone before the next run: what the script keeps of it would dangle.
            const auto facts = std::make_unique<Document>(facts_with(i));
            const auto expected = LuaExpressions{}.run(script, *facts, now);
            const auto answer = lasting.run(script, *facts, now);
            REQUIRE(expected.has_value());
            REQUIRE(answer.has_value());
            CHECK(canonical_text(*answer) == canonical_text(*expected));
        }
    }
}

TEST_CASE("of several faults in an answer always the same one is told") {
    // Tables have another order in every state.
    const auto* const script =
        "return { b = 1.5, d = print or error, a = '\\xff', e = { 1, x = 2 }, c = 0.25, f = 2.5 }";
    std::string told;
    for (int i = 0; i < 20; ++i) {
        const auto answer = LuaExpressions{}.run(script, DocumentObject{}, now);
        REQUIRE(answer.has_error());
        const auto said = sentence(answer.error(), Language::chinese);
        if (told.empty()) told = said;
        CHECK(said == told);
    }
}

TEST_CASE("a rule cannot count its decisions in an environment of its own") {
    Faults faults;
    const auto rules = Rules::load(
        {{"a.lua", R"lua(
            local known = pcall(function() return kept.n end)
            if not known then _ENV = { kept = { n = 0 }, pcall = pcall } end
            return { id = "a", name = "a", kind = "free", from = "2025-01-01", reads = {},
                     evaluate = function() kept.n = kept.n + 1 return { n = kept.n } end })lua"}},
        faults
    );
    REQUIRE(faults.empty());
    for (int i = 0; i < 3; ++i) {
        const auto decision = rules.decide("a", DocumentObject{}, today);
        REQUIRE(decision.has_value());
        CHECK(canonical_text(decision->outcome) == R"({"n":1})");
    }
}

TEST_CASE("scripts that fill the memory of their state leave enough for the next") {
    Budget little;
    little.memory = std::size_t{4} << 20;
    const LuaExpressions lua{little};
    std::string filler = "local t = {} if a then return { b = 1 } end ";
    while (filler.size() < 30'000)
        filler += "t = { 1, 2, 3, 'x" + std::to_string(filler.size()) + "', {}, {} } ";
    for (int i = 0; i < 100; ++i) {
        const auto answer =
            lua.run(filler + "return { a = " + std::to_string(i) + " }", DocumentObject{}, now);
        REQUIRE(answer.has_value());
        CHECK(*find_integer(*answer, "a") == i);
    }
}

TEST_CASE("the author is told which line was stopped, and the next rule decides as before") {
    const auto rule = [](const std::string& id, const std::string& body) {
        return "return { id = '" + id +
               "', name = 'x', kind = 'free', from = '2025-01-01', reads = { 'n0' },\n"
               "  evaluate = function(facts)\n    " +
               body + "\n  end }";
    };
    Faults faults;
    const auto rules = Rules::load(
        {{"loop.lua", rule("loop", "while true do end")},
         {"bomb.lua", rule("bomb", "local s = 'x' while true do s = s .. s end")},
         {"wrong.lua", rule("wrong", "return { a = string.rep(facts.n0) }")},
         {"good.lua", rule("good", "return { a = facts.n0 + 1 }")}},
        faults
    );
    REQUIRE(faults.empty());

    struct Row {
        const char* rule;
        const ErrorKind* kind;
    };

    for (const auto& row :
         {Row{"loop", &errors::lua_budget},
          Row{"bomb", &errors::lua_memory},
          Row{"wrong", &errors::lua_bad_argument}}) {
        CAPTURE(row.rule);
        for (int i = 0; i < 3; ++i) {
            const auto stopped = rules.decide(row.rule, facts_with(7), today);
            REQUIRE(stopped.has_error());
            CHECK(stopped.error().kind == row.kind);
            CHECK(stopped.error().place.file == std::string{row.rule} + ".lua");
            CHECK(stopped.error().place.line == 3);
            const auto next = rules.decide("good", facts_with(7), today);
            REQUIRE(next.has_value());
            CHECK(canonical_text(next->outcome) == R"({"a":8})");
        }
    }
}
