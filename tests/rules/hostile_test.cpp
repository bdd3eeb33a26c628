#include "core/rules/errors.hpp"
#include "core/rules/lua_expressions.hpp"
#include "core/rules/sandbox.hpp"
#include "core/values/text_encoding.hpp"

#include <doctest/doctest.h>
#include <lua.h>

#include <string>
#include <vector>

using namespace gongdao;

namespace {

const Instant now = at(*parse_date("2026-03-06"));

enum class End { budget, memory, refused, harmless };

struct Attack {
    const char* name;
    std::string script;
    End end;
};

std::string chain(std::size_t links) {
    std::string text = "local x = {} return { a = x";
    for (std::size_t i = 0; i < links; ++i)
        text += ".a";
    return text + " }";
}

std::string repeated(std::string_view part, std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i)
        text += part;
    return text;
}

/// Lua finds its end by halving: #t is the largest integer.
const std::string endless_list =
    "local t = { [math.maxinteger] = 1 } local i = 1 << 62 while i > 0 do t[i] = 1 i = i >> 1 end ";

std::vector<Attack> attacks() {
    return {
        {"while", "while true do end", End::budget},
        {"repeat", "repeat until false", End::budget},
        {"goto", "::again:: goto again", End::budget},
        {"for", "for i = 1, math.maxinteger do end", End::budget},
        {"pcall hides a loop",
         "repeat pcall(function() while true do end end) until false",
         End::budget},
        {"pcall of pcall", "while true do pcall(pcall, pcall, error) end", End::budget},
        {"pcall recursion", "local function f() pcall(f) pcall(f) end f() return {}", End::budget},
        {"caught errors", "while true do pcall(error, 'x') end", End::budget},
        {"caught host errors", "while true do pcall(string.rep) end", End::budget},
        {"tail calls", "local function f() return f() end f()", End::budget},
        {"recursion", "local function f() return 1 + f() end f()", End::budget},
        {"recursion under pcall",
         "local function f() return 1 + f() end while true do pcall(f) end",
         End::budget},
        {"exponential pattern",
         "local s = string.rep('a', 300) string.find(s, string.rep('a-', 40) .. 'b') return {}",
         End::budget},
        {"cubic pattern",
         "local s = string.rep('a', 3000) string.find(s, '.-.-.-b') return {}",
         End::budget},
        {"pattern in gsub",
         "string.gsub(string.rep('a', 4000), '.*.*b', '') return {}",
         End::budget},
        {"pattern in gmatch",
         "for _ in string.gmatch(string.rep('a', 4000), '.*.*b') do end return {}",
         End::budget},
        {"deep pattern",
         "string.find(string.rep('a', 400), string.rep('a?', 400)) return {}",
         End::refused},
        {"many captures", "string.find('aaaa', string.rep('()', 40)) return {}", End::refused},
        {"endless gmatch",
         "while true do for _ in string.gmatch('abc', '') do end end",
         End::budget},
        {"rep of nothing", "string.rep('', math.maxinteger) return {}", End::harmless},
        {"rep too long", "string.rep('x', math.maxinteger) return {}", End::refused},
        {"rep with separator", "string.rep('', math.maxinteger, 'x') return {}", End::refused},
        {"doubling", "local s = 'x' while true do s = s .. s end", End::memory},
        {"doubling under pcall",
         "local s = 'x' while true do pcall(function() s = s .. s end) end",
         End::memory},
        {"string growth",
         "local s = '' while true do s = s .. 'xxxxxxxxxxxxxxxx' end",
         End::budget},
        {"table growth", "local t = {} for i = 1, math.maxinteger do t[i] = i end", End::budget},
        {"big strings",
         "local t = {} while true do t[#t + 1] = string.rep('x' .. #t, 100000) end",
         End::budget},
        {"closures",
         "local t = {} while true do t[#t + 1] = function() return t end end",
         End::budget},
        {"fill, then allocate in pcall",
         "local t = {} for i = 1, 15 do t[i] = string.rep(tostring(i % 10), 1000000) end while "
         "true do pcall(string.rep, 'y', 900000) end",
         End::budget},
        {"format width", "return { a = string.format('%999d', 1) }", End::refused},
        {"format growth",
         "local s = string.rep('x', 100000) while true do s = string.format('%s%s', s, s) end",
         End::budget},
        {"concat growth",
         "local t = {} for i = 1, 1000 do t[i] = string.rep('x', 10000) end return { a = "
         "table.concat(t) }",
         End::budget},
        {"gsub growth",
         "local s = string.rep('x', 1000) while true do s = string.gsub(s, '.', '%0%0') end",
         End::budget},
        {"long comparison",
         "local a = string.rep('x', 1000000) local b = a .. 'y' while true do local _ = a < b end",
         End::budget},
        {"upper loop",
         "local a = string.rep('x', 1000000) while true do a:upper() end",
         End::budget},
        {"utf8.len loop",
         "local a = string.rep('汉', 300000) while true do utf8.len(a) end",
         End::budget},
        {"tonumber loop",
         "local a = string.rep('1', 1000000) while true do tonumber(a) end",
         End::budget},
        {"sort with a lying comparison",
         "local t = {} for i = 1, 1000 do t[i] = i end while true do table.sort(t, function() "
         "return true end) end",
         End::budget},
        {"sort with pcall", "table.sort({ 3, 2, 1 }, pcall) return {}", End::harmless},
        {"sort without end",
         "local t = {} for i = 1, 100 do t[i] = i end table.sort(t, function(a, b) while true do "
         "end end)",
         End::budget},
        {"insert far away", "table.insert({}, math.maxinteger, 1) return {}", End::refused},
        {"insert in front",
         "local t = {} for i = 1, 1000 do t[i] = i end while true do table.insert(t, 1, 1) end",
         End::budget},
        {"unpack too much", "return { table.unpack({}, 1, 1000000) }", End::refused},
        {"unpack across zero",
         "return { table.unpack({}, math.mininteger, math.maxinteger) }",
         End::refused},
        {"select far", "return { a = select(math.mininteger, 1) }", End::refused},
        {"byte of everything",
         "return { string.byte(string.rep('x', 100000), 1, -1) }",
         End::refused},
        {"concat over a range",
         "return { a = table.concat({}, '', 1, math.maxinteger) }",
         End::refused},
        {"library overwrite", "string.format = nil return {}", End::refused},
        {"library insert", "table.insert(string, 'x') return {}", End::refused},
        {"library sort", "table.sort(math) return {}", End::refused},
        {"library remove", "table.remove(string) return {}", End::refused},
        {"global", "x = 1 return {}", End::refused},
        {"environment", "_ENV.x = 1 return {}", End::refused},
        {"new environment", "local _ENV = { } x = 1 return {}", End::harmless},
        {"string method overwrite", "('').format = 1 return {}", End::refused},
        {"close", "local x <close> = {} return {}", End::refused},
        {"text arithmetic", "return { a = '10' + 1 }", End::refused},
        {"address",
         "return { a = tostring({}) .. tostring(print) .. tostring(function() end) }",
         End::harmless},
        {"error with a table", "error({ loop = true })", End::refused},
        {"error with nil", "error()", End::refused},
        {"long chain", chain(200), End::refused},
        {"chain of calls", "local x = {} return x" + repeated(":a()", 100), End::refused},
        {"chain of brackets", "local x = {} return x" + repeated("['a']", 100), End::refused},
        {"nested brackets",
         "return { a = " + repeated("(", 300) + "1" + repeated(")", 300) + " }",
         End::refused},
        {"nested functions",
         repeated("local f = function() ", 250) + repeated(" end ", 250),
         End::refused},
        {"long text", "return { a = '" + std::string(40'000, 'x') + "' }", End::refused},
        {"bytecode", "\x1bLua\x54", End::refused},
        {"result without end", "local t = {} t.t = t return t", End::refused},
        {"result with a function", "return { a = print or function() end }", End::refused},
        {"result of bytes", "return { a = '\\xff' }", End::refused},
        {"result of copies",
         "local s, t = string.rep('x', 100000), {} for i = 1, 1000 do t[i] = s end return { a = t "
         "}",
         End::refused},
        {"result of shared tables",
         "local t = { 1 } for i = 1, 25 do t = { t, t } end return { a = t }",
         End::refused},
        {"hash flooding",
         "local t = {} for i = 1, 4000 do t[i * 8191] = i end while true do local _ = t[-8191] end",
         End::budget},
        {"hash flooding while it grows",
         "local t = {} for i = 1, math.maxinteger do t[i * 32767] = i end",
         End::budget},
        {"long keys",
         "local k, t = string.rep('k', 400000), {} for i = 1, 1000 do t[k .. i] = 1 end",
         End::budget},
        {"more and more arguments", "local function f(...) return f(1, ...) end f()", End::budget},
        {"many arguments again and again",
         "local function f(n, ...) if n > 0 then return f(n - 1, n, ...) end while true do local _ "
         "= select('#', ...) end end f(4000)",
         End::budget},
        {"recursion through sort",
         "local function f() table.sort({ 2, 1 }, f) end f()",
         End::refused},
        {"recursion through gsub",
         "local function f() return (string.gsub('a', 'a', f)) end f()",
         End::refused},
        {"sort of long texts",
         "local a, t = string.rep('x', 300000), {} local b = a .. 'y' for i = 1, 1000 do t[i] = i "
         "% 2 == 0 and a or b end table.sort(t) return {}",
         End::budget},
        {"plain search for a long text",
         "string.find(string.rep('a', 300000), string.rep('a', 150000) .. 'b', 1, true) return {}",
         End::harmless},
        {"long set in a pattern",
         "string.find(string.rep('a', 50000), '[' .. string.rep('b', 50000) .. ']') return {}",
         End::budget},
        {"template of matches",
         "string.gsub(string.rep('a', 50000), '.*', (string.rep('%0', 20000))) return {}",
         End::budget},
        {"substitutes by a function",
         "local s = string.rep('x', 100000) string.gsub(string.rep('a', 50000), '.', function() "
         "return s end)",
         End::budget},
        {"unpack of the last place",
         "return { table.unpack({}, math.maxinteger, math.maxinteger) }",
         End::harmless},
        {"unpack of the first places",
         "return { table.unpack({}, math.mininteger, math.mininteger + 5) }",
         End::harmless},
        {"concat of the last place",
         "return { a = table.concat({ [math.maxinteger] = 'x' }, '', math.maxinteger, "
         "math.maxinteger) }",
         End::harmless},
        {"ipairs beyond the last place",
         "local step, t = ipairs({}) step(t, math.maxinteger) return {}",
         End::harmless},
        {"endless list, insert", endless_list + "table.insert(t, 1)", End::refused},
        {"endless list, remove", endless_list + "table.remove(t)", End::refused},
        {"endless list, sort", endless_list + "table.sort(t)", End::refused},
        {"error of a megabyte", "error(string.rep('x', 900000))", End::refused},
        {"error of bytes", "error('\\xff\\xfe')", End::refused},
        {"error with a function", "error(function() end)", End::refused},
        {"error with nested tables",
         "local e = {} for i = 1, 1000 do e = { e } end error(e)",
         End::refused},
        {"name of bytes", "_ENV['\\xff'] = 1", End::refused},
        {"close in for", "for _ in pairs, nil, nil, {} do end", End::refused},
        {"close of a result", "local x <close> = ipairs({}) return {}", End::refused},
        {"close of nothing", "local x <close> = nil return {}", End::harmless},
    };
}

End end_of(const Result<Document>& answer) {
    if (answer) return End::harmless;
    if (answer.error().kind == &errors::lua_budget) return End::budget;
    return answer.error().kind == &errors::lua_memory ? End::memory : End::refused;
}

} // namespace

TEST_CASE("every attack ends within its budget and the next evaluation is as before") {
    const LuaExpressions lua;
    const Document facts = *parse_document(R"({"a": 5})");
    const auto probe =
        "string.format('%d', a) .. tostring(x) .. table.concat({ 1, 2 }) .. math.max(1, 2)";
    const auto before = canonical_text(*lua.evaluate(probe, facts, now));
    for (const auto& attack : attacks()) {
        const auto answer = lua.run(attack.script, facts, now);
        const std::string name = attack.name;
        CAPTURE(name);
        const auto said =
            answer.has_value() ? "no error" : sentence(answer.error(), Language::chinese);
        CAPTURE(said);
        CHECK(said.size() < 2500);
        CHECK(is_valid_utf8(said));
        CHECK(static_cast<int>(end_of(answer)) == static_cast<int>(attack.end));
        const auto after = lua.evaluate(probe, facts, now);
        REQUIRE(after.has_value());
        CHECK(canonical_text(*after) == before);
    }
}

TEST_CASE("names that would open the sandbox do not exist") {
    const LuaExpressions lua;
    const Document facts = *parse_document("{}");
    for (const char* const name :
         {"_G",         "arg",         "collectgarbage", "coroutine",
          "debug",      "dofile",      "getmetatable",   "io",
          "load",       "loadfile",    "next",           "os",
          "package",    "print",       "rawequal",       "rawget",
          "rawlen",     "rawset",      "require",        "setmetatable",
          "warn",       "xpcall",      "string.dump",    "string.pack",
          "table.move", "math.random", "math.huge",      "utf8.charpattern"}) {
        CAPTURE(name);
        const auto answer = lua.evaluate(std::string(name) + " == nil", facts, now);
        REQUIRE(answer.has_value());
        CHECK(*answer == Document(true));
    }
}

TEST_CASE("memory never grows beyond the limit, whatever the script does") {
    int by_memory = 0;
    for (const auto& attack : attacks()) {
        CAPTURE(attack.name);
        Budget generous;
        generous.instructions = 4'000'000;
        generous.memory = std::size_t{4} << 20;
        Sandbox sandbox{generous};
        if (!sandbox.load(attack.script, "x")) continue;
        const auto called = sandbox.call(0, 0);
        CHECK(sandbox.memory_peak() <= generous.memory);
        const bool tripped = called.has_error() && (called.error().kind == &errors::lua_budget ||
                                                    called.error().kind == &errors::lua_memory);
        CHECK(sandbox.spoiled() == tripped);
        by_memory += called.has_error() && called.error().kind == &errors::lua_memory ? 1 : 0;
    }
    CHECK(by_memory >= 6);
}

TEST_CASE("the host can stop a script by time, which is no outcome of the rule") {
    int asked = 0;
    Budget budget;
    budget.out_of_time = [&asked] { return ++asked > 3; };
    const LuaExpressions lua{budget};
    const auto answer = lua.run("while true do end", *parse_document("{}"), now);
    REQUIRE(answer.has_error());
    CHECK(answer.error().kind == &errors::lua_out_of_time);
    CHECK(answer.error().kind->error_class == ErrorClass::environment);
    CHECK(asked == 4);
}

TEST_CASE("the same script takes the same answer and the same number of steps every time") {
    const std::string script = R"(
        local t = {}
        for _, word in ipairs { 'delta', 'alpha', 'charlie', 'bravo', '10', 'Zulu' } do t[word] = #word end
        t[3] = 'three' t[1] = 'one'
        local order = {}
        for key, value in pairs(t) do order[#order + 1] = key .. '=' .. value end
        local people = {}
        for i = 1, 40 do people[i] = { name = 'p' .. i, rank = i % 3 } end
        table.sort(people, function(a, b) return a.rank < b.rank end)
        for _, p in ipairs(people) do order[#order + 1] = p.name end
        return { order = table.concat(order, ' ') })";
    const LuaExpressions first;
    const auto answer = first.run(script, *parse_document("{}"), now);
    REQUIRE(answer.has_value());
    const auto text = std::string(*find_text(*answer, "order"));
    CHECK(text.starts_with("1=one 3=three 10=2 Zulu=4 alpha=5 bravo=5 charlie=7 delta=5 p3 p6 p9"));
    CHECK(text.find("p39 p1 p4") != std::string::npos);
    for (int i = 0; i < 5; ++i) {
        const LuaExpressions again;
        CHECK(
            canonical_text(*again.run(script, *parse_document("{}"), now)) ==
            canonical_text(*answer)
        );
    }
}
