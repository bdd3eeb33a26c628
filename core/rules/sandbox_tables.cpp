#include "core/rules/errors.hpp"
#include "core/rules/lua_values.hpp"
#include "core/rules/sandbox_libraries.hpp"

#include <lua.h>

#include <algorithm>
#include <lauxlib.h>
#include <string>

namespace gongdao {

namespace {

constexpr std::int64_t unpack_max = 200;
/// More than memory holds. Lua looks for the end by halving, so a table with gaps may seem longer.
constexpr std::int64_t length_max = std::int64_t{1} << 24;
/// Comparing texts is paid by the byte.
constexpr std::int64_t compared_bytes_per_step = 64;

std::int64_t length_of(lua_State* lua, int index) {
    const auto length = static_cast<std::int64_t>(lua_rawlen(lua, index));
    if (length > length_max)
        bad_argument(lua, index, "table", {"没有空位的列表", "a list without gaps"});
    return length;
}

int table_insert(lua_State* lua) {
    table_argument(lua, 1, "table.insert");
    const int arguments = lua_gettop(lua);
    auto end = length_of(lua, 1) + 1;
    if (arguments == 2) {
        lua_rawseti(lua, 1, end);
        return 0;
    }
    if (arguments != 3)
        bad_argument(lua, 2, "table.insert", {"两个或三个参数", "two or three arguments"});
    const auto position = integer_argument(lua, 2, "table.insert");
    if (position < 1 || position > end)
        bad_argument(lua, 2, "table.insert", {"表内的位置", "a position in the table"});
    Sandbox::of(lua).charge(end - position);
    for (; end > position; --end) {
        lua_rawgeti(lua, 1, end - 1);
        lua_rawseti(lua, 1, end);
    }
    lua_rawseti(lua, 1, position);
    return 0;
}

int table_remove(lua_State* lua) {
    table_argument(lua, 1, "table.remove");
    const auto length = length_of(lua, 1);
    auto position = integer_argument_or(lua, 2, "table.remove", length);
    if (length == 0 && (position == 0 || position == 1)) {
        lua_pushnil(lua);
        return 1;
    }
    if (position < 1 || position > length + 1)
        bad_argument(lua, 2, "table.remove", {"表内的位置", "a position in the table"});
    Sandbox::of(lua).charge(length - position + 1);
    lua_rawgeti(lua, 1, position);
    for (; position < length; ++position) {
        lua_rawgeti(lua, 1, position + 1);
        lua_rawseti(lua, 1, position);
    }
    lua_pushnil(lua);
    lua_rawseti(lua, 1, position);
    return 1;
}

int table_concat(lua_State* lua) {
    const bool view = is_view(lua, 1);
    if (!view) table_argument(lua, 1, "table.concat");
    const auto separator =
        lua_isnoneornil(lua, 2) ? std::string_view{} : text_argument(lua, 2, "table.concat");
    const auto from = integer_argument_or(lua, 3, "table.concat", 1);
    const auto to =
        integer_argument_or(lua, 4, "table.concat", view ? view_length(lua, 1) : length_of(lua, 1));
    std::string out;
    bool more = from <= to;
    for (auto i = from; more; i += more ? 1 : 0) {
        if (view) {
            push_element(lua, 1, i);
        } else {
            lua_rawgeti(lua, 1, i);
        }
        const auto part = text_argument(lua, -1, "table.concat");
        Sandbox::of(lua).charge(
            static_cast<std::int64_t>((part.size() + separator.size()) / 8) + 2
        );
        if (i != from) out += separator;
        out += part;
        lua_pop(lua, 1);
        more = i != to;
    }
    push_text(lua, out);
    return 1;
}

int table_unpack(lua_State* lua) {
    table_argument(lua, 1, "table.unpack");
    const auto from = integer_argument_or(lua, 2, "table.unpack", 1);
    const auto to = integer_argument_or(lua, 3, "table.unpack", length_of(lua, 1));
    if (from > to) return 0;
    // The difference of two positions need not fit their type.
    const auto further = static_cast<std::uint64_t>(to) - static_cast<std::uint64_t>(from);
    if (further >= static_cast<std::uint64_t>(unpack_max))
        bad_argument(lua, 3, "table.unpack", {"不超过 200 个值", "at most 200 values"});
    const auto count = static_cast<int>(further) + 1;
    luaL_checkstack(lua, count, "table.unpack");
    for (int i = 0; i < count; ++i)
        lua_rawgeti(lua, 1, from + i);
    return count;
}

/// True where the value at index `left` must come before that at `right`.
bool comes_before(lua_State* lua, int left, int right) {
    Sandbox::of(lua).charge(2);
    if (lua_isnil(lua, 2)) {
        if (lua_type(lua, left) == LUA_TSTRING && lua_type(lua, right) == LUA_TSTRING) {
            const auto bytes = std::min(lua_rawlen(lua, left), lua_rawlen(lua, right));
            Sandbox::of(lua).charge(static_cast<std::int64_t>(bytes) / compared_bytes_per_step);
        }
        return lua_compare(lua, left, right, LUA_OPLT) != 0;
    }
    lua_pushvalue(lua, 2);
    lua_pushvalue(lua, left);
    lua_pushvalue(lua, right);
    lua_call(lua, 2, 1);
    const bool before = lua_toboolean(lua, -1) != 0;
    lua_pop(lua, 1);
    return before;
}

/// Merges [from, middle) and [middle, to) of the table at 1 into the table at 3.
void merge(lua_State* lua, std::int64_t from, std::int64_t middle, std::int64_t to) {
    auto left = from;
    auto right = middle;
    for (auto out = from; out < to; ++out) {
        bool take_right = left >= middle;
        if (!take_right && right < to) {
            lua_rawgeti(lua, 1, left);
            lua_rawgeti(lua, 1, right);
            take_right = comes_before(lua, lua_gettop(lua), lua_gettop(lua) - 1);
            lua_pop(lua, 2);
        }
        lua_rawgeti(lua, 1, take_right ? right++ : left++);
        lua_rawseti(lua, 3, out);
    }
    for (auto i = from; i < to; ++i) {
        lua_rawgeti(lua, 3, i);
        lua_rawseti(lua, 1, i);
    }
    Sandbox::of(lua).charge(2 * (to - from));
}

/// A merge sort: stable, and without the random pivots of the stock one.
int table_sort(lua_State* lua) {
    table_argument(lua, 1, "table.sort");
    lua_settop(lua, 2);
    if (!lua_isnil(lua, 2) && lua_type(lua, 2) != LUA_TFUNCTION)
        bad_argument(lua, 2, "table.sort", {"函数", "a function"});
    lua_newtable(lua);
    const auto length = length_of(lua, 1);
    for (std::int64_t width = 1; width < length; width *= 2) {
        for (std::int64_t from = 1; from + width <= length; from += 2 * width) {
            merge(lua, from, from + width, std::min(from + 2 * width, length + 1));
        }
    }
    return 0;
}

} // namespace

void open_tables(lua_State* lua) {
    set_functions(
        lua,
        {{"concat", &guarded<&table_concat>},
         {"insert", &guarded<&table_insert>},
         {"remove", &guarded<&table_remove>},
         {"sort", &guarded<&table_sort>},
         {"unpack", &guarded<&table_unpack>}}
    );
}

} // namespace gongdao
