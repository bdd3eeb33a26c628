#include "core/rules/errors.hpp"
#include "core/rules/lua_tokens.hpp"
#include "core/rules/money_check.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace gongdao;

TEST_CASE("a rule about money is refused with line and cure where it leaves the integers") {
    struct Row {
        const char* name;
        std::string text;
        const char* refused; ///< what, empty where nothing
        int line;
    };

    const Row rows[] = {
        {"division", "local x = facts.owed_fen\nreturn { a = x / 2 }", "/", 2},
        {"power", "return { paid_fen = 2 ^ 3 }", "^", 1},
        {"decimal", "return { paid_fen = facts.n * 0.3 }", "0.3", 1},
        {"exponent", "return { paid_fen = 3e2 }", "3e2", 1},
        {"hexadecimal fraction", "return { paid_fen = 0x1p4 }", "0x1p4", 1},
        {"field of the pack", "return { a = bonus / 12 }", "/", 1},
        {"field named in a text",
         "return { reads = { 'bonus' }, f = function(v) return v / 2 end }",
         "/",
         1},
        {"column of a grid",
         "return { rows = [[\n编号 | 甲 天 a => 乙 金额 b\n]], derive = function(c) return 1 / 2 "
         "end }",
         "/",
         3},
        {"after an escaped line end", "local s = \"\\\r\n\" local x = owed_fen / 2 --\"", "/", 2},
        {"after \\z over a line", "local s = \"\\z\n  \" local x = owed_fen / 2 --\"", "/", 2},
        {"after a comment that a lone CR ends", "--\r local x = owed_fen / 2", "/", 1},
        {"whole division", "return { paid_fen = facts.owed_fen // 2 }", "", 0},
        {"division in a comment", "return owed_fen -- a / b", "", 0},
        {"division in a text", "return { r = 'a / b 0.5', x_fen = 1 }", "", 0},
        {"choices of a grid", "return { rows = [[ 编号 | 甲 红/黄 a => 乙 金额 b_fen ]] }", "", 0},
        {"no money", "return { share = facts.n / 2 }", "", 0},
        {"part of a name", "return { bonus_days = facts.n / 2 }", "", 0},
    };
    for (const auto& row : rows) {
        CAPTURE(row.name);
        Faults faults;
        check_money({{"scripts/a.lua", row.text}}, {}, {"pay", "bonus"}, faults);
        CHECK(faults.empty() == std::string{row.refused}.empty());
        for (const auto& fault : faults) {
            const auto said = sentence(fault, Language::chinese);
            CHECK_MESSAGE(said.find("scripts/a.lua") == 0, said);
            CHECK_MESSAGE(said.find("“" + std::string{row.refused} + "”") != said.npos, said);
            CHECK_MESSAGE(said.find("第 " + std::to_string(row.line) + " 行") != said.npos, said);
            CHECK_MESSAGE(said.find("//") != said.npos, said);
        }
    }
}

TEST_CASE("expressions and scripts of a process about money are held to the same") {
    Faults faults;
    check_money(
        {},
        {{.text = "owed_fen / 2 > 100",
          .is_script = false,
          .element = "f1",
          .file = "a.bpmn",
          .line = 9},
         {.text = "owed_fen > 100",
          .is_script = false,
          .element = "f2",
          .file = "a.bpmn",
          .line = 12},
         {.text = "return { days = days / 2 }",
          .is_script = true,
          .element = "s",
          .file = "a.bpmn",
          .line = 15}},
        {},
        faults
    );
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].place.file == "a.bpmn");
    CHECK(faults[0].place.line == 9);
    CHECK(faults[0].place.element == "f1");
}

TEST_CASE("no line end hides a chain of accesses from the check before compilation") {
    std::string chain = "local x = {} return x";
    for (int i = 0; i < 200; ++i)
        chain += ".a";
    for (const auto* const before : {"", "--\r", "local s = '\\\r\n' ", "local s = '\\z\n' "}) {
        CAPTURE(before);
        const auto checked = check_lua_text(before + chain + " --'");
        REQUIRE(checked.has_error());
        CHECK(checked.error().kind == &errors::lua_too_deep);
    }
}
