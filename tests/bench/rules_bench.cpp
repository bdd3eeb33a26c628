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

constexpr auto bare_source = R"(
return function(f)
  if f.owed_fen >= 50000000 then return 3, "数额特别大"
  elseif f.absconded then return 3, "已逃匿"
  elseif f.days >= 61 and f.headcount >= 30 then return 3, "时间长、人数多"
  elseif f.owed_fen >= 10000000 and f.headcount >= 10 then return 2, "群体"
  elseif f.months >= 3 and f.construction then return 2, "建筑业三个月"
  elseif f.missed >= 2 and f.festival then return 2, "节前两次超时"
  elseif f.prior >= 3 and f.stopped >= 1 then return 2, "多次预警并停工"
  elseif f.days >= 31 then return 1, "超过一个月"
  elseif f.firms >= 2 and f.files >= 5 then return 1, "多家多件"
  else return 0, "未达到预警条件" end
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

/// A table with twelve fields in, colour and reason out, with hook and limited memory.
class BareLua {
public:
    BareLua() : state_{lua_newstate(&limited, &heap_)} {
        luaL_openlibs(state_);
        lua_sethook(state_, &count_instructions, LUA_MASKCOUNT, 1'000);
        if (luaL_dostring(state_, bare_source) != LUA_OK) std::exit(1);
    }

    ~BareLua() { lua_close(state_); }

    BareLua(const BareLua&) = delete;
    BareLua& operator=(const BareLua&) = delete;

    std::int64_t decide(int call) {
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
        const auto rank = lua_tointeger(state_, -2);
        reason_ = lua_tostring(state_, -1);
        lua_settop(state_, 1);
        return rank;
    }

private:
    Heap heap_;
    lua_State* state_;
    std::string reason_;
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
    BareLua bare;
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
    std::vector<Figure> figures;
    for (const auto& [id, rule, what, least, aim] :
         {std::tuple{"L1g", "bench.colour", "决策表，次/秒 ÷ 裸 Lua", 1.0, 10.0},
          std::tuple{"L1l", "bench.free", "自由规则，次/秒 ÷ 裸 Lua", 0.75, 5.0}}) {
        const auto runs = interleave(
            rounds,
            [&, rule = rule] {
                return per_second(
                    [&](int i) {
                        const auto decision =
                            rules.decide(rule, facts[static_cast<std::size_t>(i)], day);
                        return find_integer(decision.value().outcome, "rank").value();
                    },
                    engine_sum
                );
            },
            [&] { return per_second([&](int i) { return bare.decide(i); }, bare_sum); }
        );
        auto figure =
            compared({.id = id, .what = what, .unit = "1/s", .at_least = least, .aim = aim}, runs);
        if (engine_sum != bare_sum) figure.remark = "结果不同";
        figures.push_back(std::move(figure));
    }
    return figures;
}

} // namespace gongdao::bench
