#include "core/rules/lua_expressions.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace gongdao;

namespace {

const Instant now = at(*parse_date("2026-03-06"), 600);

Document facts() {
    return *parse_document(
        R"({"owed_fen": 5000001, "construction": true, "name": "甲公司", "since": "2026-01-31",
        "closed": null, "workers": [{"name": "张", "owed_fen": 300}, {"name": "李", "owed_fen": 500}],
        "site": {"town": "武康", "tags": ["a", "b"]}, "type": "wage"})"
    );
}

std::string chinese(const Error& error) { return sentence(error, Language::chinese); }

} // namespace

TEST_CASE("an expression answers with a value of the case's own kinds") {
    const LuaExpressions lua;

    struct Row {
        const char* text;
        const char* expected;
    };

    const std::vector<Row> rows{
        {"owed_fen > 5000000 and construction", "true"},
        {"missing", "null"},
        {"closed == nil", "true"},
        {"(missing or 0) + 1", "1"},
        {"name .. '：' .. owed_fen", "\"甲公司：5000001\""},
        {"#workers", "2"},
        {"workers[2].name", "\"李\""},
        {"workers[3]", "null"},
        {"workers", R"([{"name":"张","owed_fen":300},{"name":"李","owed_fen":500}])"},
        {"site.town", "\"武康\""},
        {"site.tags", R"(["a","b"])"},
        {"type == 'wage'", "true"},
        {"type", "\"wage\""},
        {"today", "\"2026-03-06\""},
        {"days_between(since, today)", "34"},
        {"months_between(since, '2026-02-28')", "0"},
        {"months_between(since, '2026-03-31')", "2"},
        {"months_between('2026-03-31', since)", "-2"},
        {"add_days(since, 30)", "\"2026-03-02\""},
        {"add_months(since, 1)", "\"2026-02-28\""},
        {"add_months('2024-03-31', -1)", "\"2024-02-29\""},
        {"year_of(today) * 100 + month_of(today)", "202603"},
        {"weekday_of(today)", "5"},
        {"div_round(7, 2)", "4"},
        {"div_round(-7, 2)", "-4"},
        {"div_round(5, 3)", "2"},
        {"proportion(9000000000000000000, 2, 3)", "6000000000000000000"},
        {"min(3, 1, 2) + max(3, 1, 2)", "4"},
        {"floor(7 / 2)", "3"},
        {"plus(1, 2, 3)", "6"},
        {"tostring(12) .. tostring(nil)", "\"12nil\""},
        {"{ 1, 2, 3 }", "[1,2,3]"},
        {"{ a = 1, b = { 2 } }", R"({"a":1,"b":[2]})"},
        {"string.format('%05d|%s|%-4s|%.1f', 42, name, 'x', 2.5)", "\"00042|甲公司|x   |2.5\""},
        {"('abc'):upper()", "\"ABC\""},
        {"(string.gsub('2026-03-06', '(%d+)-(%d+)-(%d+)', '%1年%2月%3日'))", "\"2026年03月06日\""},
        {"string.match('浙E12345', '%d+')", "\"12345\""},
        {"utf8.len(name)", "3"},
        {"select('#', 1, 2)", "2"},
        {"tonumber('12') + 1", "13"},
        {"tonumber('x')", "null"},
        {"owed_fen -- a comment", "5000001"},
    };
    for (const auto& [text, expected] : rows) {
        CAPTURE(text);
        const auto answer = lua.evaluate(text, facts(), now);
        REQUIRE_MESSAGE(answer.has_value(), (answer ? "" : chinese(answer.error())));
        CHECK(canonical_text(*answer) == expected);
    }
}

TEST_CASE("a faulty expression is a sentence") {
    const LuaExpressions lua;

    struct Row {
        const char* text;
        const char* part;
    };

    const std::vector<Row> rows{
        {"missing > 5", "attempt to compare"},
        {"owed_fen / 2", "是小数"},
        {"1.0", "是小数"},
        {"name + 1", "attempt to perform arithmetic"},
        {"'10' + 1", "attempt to perform arithmetic"},
        {"function() end", "不能保存"},
        {"site.town.x.y", "attempt to index"},
        {"#site", "列表"},
        {"plus(9223372036854775807, 1)", "超出整数范围"},
        {"times(9223372036854775807, 2)", "超出整数范围"},
        {"div_round(1, 0)", "超出整数范围"},
        {"min(1, 'x')", "第 2 个参数"},
        {"add_days('2026-02-30', 1)", "2026-02-30"},
        {"{ 1, a = 2 }", "列表有缺位"},
        {"{ [true] = 2 }", "键须为文字"},
        {"string.char(200)", "UTF-8"},
        {"error('不行')", "不行"},
        {"string.find('x', '%b()')", "不支持"},
        {"string.find('x', '[a')", "缺少 ]"},
        {"string.format('%100d', 1)", "99"},
    };
    for (const auto& [text, part] : rows) {
        CAPTURE(text);
        const auto answer = lua.evaluate(text, facts(), now);
        REQUIRE(answer.has_error());
        CHECK_MESSAGE(
            chinese(answer.error()).find(part) != std::string::npos, chinese(answer.error())
        );
    }
}

TEST_CASE("a script returns the object of its results and cannot touch anything else") {
    const LuaExpressions lua;
    const auto total = lua.run(
        R"(
        local sum, names = 0, {}
        for _, worker in ipairs(workers) do
            sum = plus(sum, worker.owed_fen)
            table.insert(names, worker.name)
        end
        table.sort(names)
        local seen = {}
        for key, value in pairs(site) do seen[#seen + 1] = key end
        return { total_fen = sum, names = names, keys = seen, first = workers[1], none = {} }
    )",
        facts(),
        now
    );
    REQUIRE_MESSAGE(total.has_value(), (total ? "" : chinese(total.error())));
    CHECK(
        canonical_text(*total) ==
        R"({"first":{"name":"张","owed_fen":300},"keys":["tags","town"],"names":["张","李"],"none":[],"total_fen":800})"
    );
    CHECK(canonical_text(*lua.run("return {}", facts(), now)) == "{}");

    struct Row {
        const char* text;
        const char* part;
    };

    const std::vector<Row> rows{
        {"x = 1 return {}", "请在前面写 local"},
        {"site.town = 'x' return {}", "只能读取"},
        {"workers[1] = nil return {}", "只能读取"},
        {"string.rep = nil return {}", "只能读取"},
        {"return 5", "没有返回表"},
        {"local x = 1", "没有返回表"},
    };
    for (const auto& [text, part] : rows) {
        CAPTURE(text);
        const auto answer = lua.run(text, facts(), now);
        REQUIRE(answer.has_error());
        CHECK_MESSAGE(
            chinese(answer.error()).find(part) != std::string::npos, chinese(answer.error())
        );
    }
}

TEST_CASE("a text is checked without being run, and the fault has a line") {
    const LuaExpressions lua;
    CHECK(lua.check_expression("a and\nb > 3").has_value());
    CHECK(lua.check_script("local a = 1\nreturn { a = a }").has_value());

    const auto bad = lua.check_expression("a and\nand b");
    REQUIRE(bad.has_error());
    CHECK(bad.error().place.line == 2);
    const auto bad_script = lua.check_script("local a = 1\n\nlocal = 1");
    REQUIRE(bad_script.has_error());
    CHECK(bad_script.error().place.line == 3);
    CHECK(lua.check_expression("1; while true do end").has_error());
    CHECK(lua.check_expression("\x1bLua").has_error());
}

TEST_CASE("the fields an expression may read are known without running it") {
    using Names = std::vector<std::string>;
    CHECK(
        LuaExpressions::fields_of("owed_fen > 5 and site.town == 'x' or #workers > min(a, 2)") ==
        Names{"a", "owed_fen", "site", "workers"}
    );
    CHECK(
        LuaExpressions::fields_of("local sum = 0\nfor i, w in ipairs(workers) do sum = sum + w.fen "
                                  "end return { total = sum, other = rest }"
        ) == Names{"rest", "workers"}
    );
}
