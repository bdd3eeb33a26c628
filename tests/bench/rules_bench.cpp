#include "core/app/files.hpp"
#include "core/rules/rules.hpp"
#include "tests/bench/measures.hpp"

#include <boost/json/object.hpp>
#include <fmt/format.h>
#include <lua.hpp>

#include <array>
#include <cstdlib>

namespace gongdao::bench {

namespace {

constexpr int rounds = 5;

/// The logic of colour_free.lua in the form in which Lua is called fastest.
constexpr auto positional_source = R"(
return function(days, owed_fen, headcount, months, missed, prior, stopped, firms, files,
                construction, absconded, festival)
  if owed_fen >= 50000000 then return 3, "红1", "数额特别大", "甲"
  elseif absconded then return 3, "红2", "已逃匿", "甲"
  elseif days >= 61 and headcount >= 30 then return 3, "红3", "时间长、人数多", "甲"
  elseif owed_fen >= 10000000 and headcount >= 10 then return 2, "橙1", "群体", "甲"
  elseif months >= 3 and construction then return 2, "橙2", "建筑业三个月", "甲"
  elseif missed >= 2 and festival then return 2, "橙3", "节前两次超时", "甲"
  elseif prior >= 3 and stopped >= 1 then return 2, "橙4", "多次预警并停工", "甲"
  elseif days >= 31 then return 1, "黄1", "超过一个月", "甲"
  elseif firms >= 2 and files >= 5 then return 1, "黄2", "多家多件", "甲"
  else return 0, "默认", "未达到预警条件", "甲" end
end)";

constexpr std::array numbers{
    "days", "owed_fen", "headcount", "months", "missed", "prior", "stopped", "firms", "files"};
constexpr std::array flags{"construction", "absconded", "festival"};

std::int64_t number_of(std::size_t field, int call) {
    constexpr std::array<std::int64_t, 9> base{20, 900'000, 3, 1, 0, 0, 0, 1, 1};
    return base[field] + call % (field == 1 ? 60'000'000 : 50);
}

struct Heap {
    std::size_t used = 0;
    std::size_t limit = std::size_t{16} << 20U;
};

void* limited(void* data, void* block, std::size_t old_size, std::size_t size) {
    auto& heap = *static_cast<Heap*>(data);
    const auto freed = block == nullptr ? 0 : old_size;
    if (size == 0) {
        heap.used -= freed;
        std::free(block);
        return nullptr;
    }
    if (heap.used - freed + size > heap.limit) return nullptr;
    heap.used += size - freed;
    return std::realloc(block, size);
}

void count_instructions(lua_State*, lua_Debug*) {}

/// A state of bare Lua with hook and limited memory, and one function to call.
class BareLua {
public:
    /// `text` gives the function, or a table that holds it as `evaluate`.
    explicit BareLua(const std::string& text) : state_{lua_newstate(&limited, &heap_)} {
        luaL_openlibs(state_);
        lua_sethook(state_, &count_instructions, LUA_MASKCOUNT, 1'000);
        if (luaL_dostring(state_, text.c_str()) != LUA_OK) std::exit(1);
        if (!lua_istable(state_, 1)) return;
        lua_getfield(state_, 1, "evaluate");
        lua_remove(state_, 1);
    }

    ~BareLua() { lua_close(state_); }

    BareLua(const BareLua&) = delete;
    BareLua& operator=(const BareLua&) = delete;

    /// As the engine promises it to the rule: a table of facts in, a table of outputs and a list of
    /// reasons out.
    std::int64_t decide_by_tables(int call) {
        lua_pushvalue(state_, 1);
        lua_createtable(state_, 0, 12);
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            lua_pushinteger(state_, number_of(i, call));
            lua_setfield(state_, -2, numbers[i]);
        }
        for (const auto* flag : flags) {
            lua_pushboolean(state_, 0);
            lua_setfield(state_, -2, flag);
        }
        if (lua_pcall(state_, 1, 2, 0) != LUA_OK) std::exit(1);
        lua_getfield(state_, -2, "rank");
        const auto rank = lua_tointeger(state_, -1);
        lua_pop(state_, 1);
        read_reasons();
        lua_settop(state_, 1);
        return rank;
    }

    /// Twelve arguments in, four values out.
    std::int64_t decide_by_position(int call) {
        lua_pushvalue(state_, 1);
        for (std::size_t i = 0; i < numbers.size(); ++i)
            lua_pushinteger(state_, number_of(i, call));
        for (std::size_t i = 0; i < flags.size(); ++i)
            lua_pushboolean(state_, 0);
        if (lua_pcall(state_, 12, 4, 0) != LUA_OK) std::exit(1);
        const auto rank = lua_tointeger(state_, -4);
        reasons_.resize(1);
        for (int i = 0; i < 3; ++i)
            reasons_.front()[static_cast<std::size_t>(i)] = lua_tostring(state_, i - 3);
        lua_settop(state_, 1);
        return rank;
    }

private:
    /// The list on top of the stack.
    void read_reasons() {
        reasons_.resize(lua_rawlen(state_, -1));
        for (std::size_t i = 0; i < reasons_.size(); ++i) {
            lua_rawgeti(state_, -1, static_cast<lua_Integer>(i) + 1);
            for (std::size_t part = 0; part < reason_parts.size(); ++part) {
                lua_getfield(state_, -1, reason_parts[part]);
                reasons_[i][part] = lua_tostring(state_, -1);
                lua_pop(state_, 1);
            }
            lua_pop(state_, 1);
        }
    }

    static constexpr std::array reason_parts{"row", "reason", "clause"};

    Heap heap_;
    lua_State* state_;
    std::vector<std::array<std::string, 3>> reasons_;
};

Document facts_of(int call) {
    DocumentObject facts;
    for (std::size_t i = 0; i < numbers.size(); ++i)
        facts[numbers[i]] = number_of(i, call);
    for (const auto* flag : flags)
        facts[flag] = false;
    return facts;
}

} // namespace

std::vector<Figure> rule_figures(const Plan& plan) {
    Faults faults;
    const auto folder = plan.source / "tests/bench/";
    std::map<std::string, std::string> files;
    for (const auto* name : {"colour_grid.lua", "colour_free.lua"})
        files[name] = read_file(folder / name).value();
    const auto rules = Rules::load(files, faults);
    if (!faults.empty()) {
        fmt::print(stderr, "{}\n", sentence(faults.front(), Language::english));
        std::exit(1);
    }
    const auto day = parse_date("2026-03-02").value();
    std::vector<Document> facts;
    for (int i = 0; i < 1'000; ++i)
        facts.push_back(facts_of(i));
    BareLua by_tables{files["colour_free.lua"]};
    BareLua by_position{positional_source};
    const int calls = plan.smoke ? 20'000 : 200'000;
    std::int64_t engine_sum = 0;
    std::int64_t bare_sum = 0;
    const auto per_second = [&](const std::function<std::int64_t(int)>& decide, std::int64_t& sum) {
        sum = 0;
        const auto all = [&] {
            for (int i = 0; i < calls; ++i)
                sum += decide(i % 1'000);
        };
        return calls / seconds_of(all, Watch::processor);
    };
    const auto tables = [&](int i) { return by_tables.decide_by_tables(i); };
    const auto position = [&](int i) { return by_position.decide_by_position(i); };

    struct Line {
        const char* id;
        const char* rule;
        const char* what;
        std::function<std::int64_t(int)> bare;
        double least = 0;
        double aim = 0;
    };

    const std::array lines{
        Line{"L1g", "bench.colour", "决策表，次/秒 ÷ 裸 Lua", tables, 1.0, 10.0},
        Line{"L1l", "bench.free", "自由规则，次/秒 ÷ 裸 Lua", tables, 0.75, 5.0},
        Line{"L1gp", "bench.colour", "决策表，次/秒 ÷ 裸 Lua 按位置传值", position},
        Line{"L1lp", "bench.free", "自由规则，次/秒 ÷ 裸 Lua 按位置传值", position}};
    std::vector<Figure> figures;
    for (const auto& line : lines) {
        const auto decide = [&](int i) {
            const auto decision = rules.decide(line.rule, facts[static_cast<std::size_t>(i)], day);
            return find_integer(decision.value().outcome, "rank").value();
        };
        const auto runs = interleave(
            rounds,
            [&] { return per_second(decide, engine_sum); },
            [&] { return per_second(line.bare, bare_sum); }
        );
        auto figure = compared(
            {.id = line.id,
             .what = line.what,
             .unit = "1/s",
             .at_least = line.least,
             .aim = line.aim},
            runs
        );
        if (engine_sum != bare_sum) figure.remark = "结果不同";
        figures.push_back(std::move(figure));
    }
    return figures;
}

} // namespace gongdao::bench
