#include "core/rules/errors.hpp"
#include "core/rules/exact.hpp"
#include "core/rules/sandbox_libraries.hpp"

#include <lua.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace gongdao {

namespace {

std::int64_t fitting(lua_State* lua, std::optional<std::int64_t> result, const char* function) {
    if (!result) Sandbox::of(lua).raise(fail(errors::lua_overflow, {function}));
    return *result;
}

int give(lua_State* lua, std::int64_t number) {
    lua_pushinteger(lua, number);
    return 1;
}

std::int64_t extreme(lua_State* lua, const char* function, bool largest) {
    auto best = integer_argument(lua, 1, function);
    for (int i = 2; i <= lua_gettop(lua); ++i) {
        const auto next = integer_argument(lua, i, function);
        best = largest ? std::max(best, next) : std::min(best, next);
    }
    return best;
}

int number_min(lua_State* lua) { return give(lua, extreme(lua, "min", false)); }

int number_max(lua_State* lua) { return give(lua, extreme(lua, "max", true)); }

int number_floor(lua_State* lua) {
    if (lua_isinteger(lua, 1) != 0) return give(lua, lua_tointeger(lua, 1));
    if (lua_type(lua, 1) != LUA_TNUMBER) bad_argument(lua, 1, "floor", {"数", "a number"});
    const double whole = std::floor(lua_tonumber(lua, 1));
    constexpr double limit = 9'223'372'036'854'775'808.0;
    if (!(whole >= -limit && whole < limit))
        Sandbox::of(lua).raise(fail(errors::lua_overflow, {"floor"}));
    return give(lua, static_cast<std::int64_t>(whole));
}

int number_div_round(lua_State* lua) {
    const auto divided = proportion_of(
        integer_argument(lua, 1, "div_round"), 1, integer_argument(lua, 2, "div_round")
    );
    return give(lua, fitting(lua, divided, "div_round"));
}

int number_proportion(lua_State* lua) {
    const auto share = proportion_of(
        integer_argument(lua, 1, "proportion"),
        integer_argument(lua, 2, "proportion"),
        integer_argument(lua, 3, "proportion")
    );
    return give(lua, fitting(lua, share, "proportion"));
}

int number_plus(lua_State* lua) {
    auto sum = integer_argument(lua, 1, "plus");
    for (int i = 2; i <= lua_gettop(lua); ++i) {
        sum = fitting(lua, exact_sum(sum, integer_argument(lua, i, "plus")), "plus");
    }
    return give(lua, sum);
}

int number_times(lua_State* lua) {
    const auto left = integer_argument(lua, 1, "times");
    const auto right = integer_argument(lua, 2, "times");
    return give(lua, fitting(lua, exact_product(left, right), "times"));
}

int number_abs(lua_State* lua) {
    const auto number = integer_argument(lua, 1, "abs");
    return give(lua, number < 0 ? fitting(lua, exact_difference(0, number), "abs") : number);
}

int number_tointeger(lua_State* lua) {
    int is_integer = 0;
    const auto number = lua_tointegerx(lua, 1, &is_integer);
    if (is_integer == 0 || lua_type(lua, 1) != LUA_TNUMBER) {
        lua_pushnil(lua);
        return 1;
    }
    return give(lua, number);
}

int number_type(lua_State* lua) {
    if (lua_type(lua, 1) != LUA_TNUMBER) {
        lua_pushnil(lua);
    } else {
        lua_pushstring(lua, lua_isinteger(lua, 1) != 0 ? "integer" : "float");
    }
    return 1;
}

} // namespace

void open_numbers(lua_State* lua) {
    set_functions(
        lua,
        {{"min", &guarded<&number_min>},
         {"max", &guarded<&number_max>},
         {"floor", &guarded<&number_floor>},
         {"div_round", &guarded<&number_div_round>},
         {"proportion", &guarded<&number_proportion>},
         {"plus", &guarded<&number_plus>},
         {"times", &guarded<&number_times>}}
    );
}

void open_math(lua_State* lua) {
    set_functions(
        lua,
        {{"abs", &guarded<&number_abs>},
         {"floor", &guarded<&number_floor>},
         {"max", &guarded<&number_max>},
         {"min", &guarded<&number_min>},
         {"tointeger", &guarded<&number_tointeger>},
         {"type", &guarded<&number_type>}}
    );
    lua_pushinteger(lua, std::numeric_limits<std::int64_t>::max());
    lua_setfield(lua, -2, "maxinteger");
    lua_pushinteger(lua, std::numeric_limits<std::int64_t>::min());
    lua_setfield(lua, -2, "mininteger");
}

} // namespace gongdao
