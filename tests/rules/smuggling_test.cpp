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

TEST_CASE("what stands around a rule's function is for every decision as the file left it") {
    struct Row {
        const char* what;
        const char* around;
        const char* body;
    };

    const Row rows[] = {
        {"a variable", "local n = 0", "n = n + 1 return { n = n }"},
        {"a variable of two functions",
         "local n = 0 local function up() n = n + 1 return n end",
         "up() return { n = n + up() }"},
        {"a variable deeper inside",
         "local function maker() local n = 0 return function() n = n + 1 return n end end "
         "local next_number = maker()",
         "return { n = next_number() }"},
        {"a function that is replaced",
         "local function f() return 1 end",
         "local was = f f = function() return was() + 1 end return { n = f() }"},
        {"a function that calls itself",
         "local n = 0 local function f(k) n = n + k if k > 0 then return f(k - 1) end return n end",
         "return { n = f(3) }"},
        {"two names of one function",
         "local n = 0 local function f() n = n + 1 return n end local g = f",
         "f() return { n = g() }"},
        {"a closure kept by a call",
         "local kept",
         "local n = 0 if kept then n = kept() end kept = function() return n + 1 end "
         "return { n = n }"},
        {"the facts kept by a call",
         "local kept",
         "local n = kept and kept.n0 or 0 kept = facts return { n = n }"},
        {"a list of the facts kept by a call",
         "local kept",
         "local n = kept and #kept or 0 kept = facts.people return { n = n }"},
        {"a table", "local t = { n = 0 }", "t.n = t.n + 1 return { n = t.n }"},
        {"a table inside a function",
         "local function maker() local t = { 0 } return function() t[1] = t[1] + 1 return t[1] end "
         "end local f = maker()",
         "return { n = f() }"},
        {"an iterator of a text",
         "local next_match = string.gmatch('123456789', '%d')",
         "return { n = next_match() }"},
        {"an iterator of a table",
         "local step, list = pairs({ 1, 2, 3, 4, 5, 6 })",
         "return { n = step(list) }"},
        {"the environment",
         "local n = 0",
         "n = n + 1 local e = _ENV _ENV = { n = n } local m = n _ENV = { kept = e } return { n = m "
         "}"},
        {"the methods of texts",
         "local s = ''",
         "return { n = pcall(function() s.x = 1 end) and 1 or 0 }"},
        {"the library",
         "local lib = string",
         "return { n = pcall(function() lib.x = 1 end) and 1 or 0 }"},
        {"what the library gives",
         "local format = string.format",
         "return { n = format('%d', facts.n0) }"},
        {"a fault halfway",
         "local n = 0",
         "n = n + 1 if facts.n0 % 2 == 1 then error('odd') end return { n = n }"},
        {"a stop halfway",
         "local n = 0",
         "n = n + 1 if facts.n0 % 2 == 1 then while true do end end return { n = n }"},
        {"the day", "local day pcall(function() day = today end)", "return { n = day }"},
        {"the day in a function", "local function day() return today end", "return { n = day() }"},
    };
    for (const auto& row : rows) {
        CAPTURE(std::string{row.what});
        const auto text = std::string(row.around) +
                          " return { id = 'a', name = 'a', kind = 'free', from = '2025-01-01', "
                          "reads = { 'n0', 'people' }, evaluate = function(facts) " +
                          row.body + " end }";
        Faults faults;
        const auto lasting = Rules::load({{"a.lua", text}}, faults);
        for (int i = 0; i < 6; ++i) {
            const auto facts = std::make_unique<Document>(facts_with(i));
            const auto day = today + i;
            const auto fresh = Rules::load({{"a.lua", text}}, faults);
            REQUIRE_MESSAGE(
                faults.empty(), (faults.empty() ? "" : sentence(faults.front(), Language::english))
            );
            const auto expected = fresh.decide("a", *facts, day);
            const auto got = lasting.decide("a", *facts, day);
            REQUIRE(got.has_value() == expected.has_value());
            if (got) {
                CHECK(canonical_text(got->outcome) == canonical_text(expected->outcome));
                CHECK(
                    canonical_text(got->inputs.document()) ==
                    canonical_text(expected->inputs.document())
                );
            } else {
                CHECK(
                    sentence(got.error(), Language::english) ==
                    sentence(expected.error(), Language::english)
                );
            }
        }
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
