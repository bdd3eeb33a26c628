#include "core/rules/errors.hpp"
#include "core/rules/lua_values.hpp"
#include "core/rules/sandbox_libraries.hpp"

#include <lua.h>

#include <algorithm>
#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <lauxlib.h>
#include <vector>

namespace gongdao {

void push_text(lua_State* lua, std::string_view text) {
    lua_pushlstring(lua, text.data(), text.size());
}

void bad_argument(lua_State* lua, int index, const char* function, const Wording& expected) {
    Sandbox::of(lua).raise(
        fail(errors::lua_bad_argument, {function, std::to_string(index), both_languages(expected)})
    );
}

std::int64_t integer_argument(lua_State* lua, int index, const char* function) {
    if (lua_isinteger(lua, index) == 0) bad_argument(lua, index, function, {"整数", "an integer"});
    return lua_tointeger(lua, index);
}

std::int64_t
integer_argument_or(lua_State* lua, int index, const char* function, std::int64_t otherwise) {
    return lua_isnoneornil(lua, index) ? otherwise : integer_argument(lua, index, function);
}

std::string_view text_argument(lua_State* lua, int index, const char* function) {
    if (lua_isinteger(lua, index) == 0 && lua_type(lua, index) != LUA_TSTRING) {
        bad_argument(lua, index, function, {"文字", "a text"});
    }
    std::size_t size = 0;
    const char* const data = lua_tolstring(lua, index, &size);
    return {data, size};
}

void table_argument(lua_State* lua, int index, const char* function) {
    // Library proxies are the only tables with a metatable; writing to one raw would open it.
    if (lua_type(lua, index) == LUA_TTABLE) {
        if (lua_getmetatable(lua, index) == 0) return;
        lua_pop(lua, 1);
    }
    bad_argument(lua, index, function, {"表", "a table"});
}

std::string shown(lua_State* lua, int index) {
    switch (lua_type(lua, index)) {
    case LUA_TNIL:
    case LUA_TNONE:
        return "nil";
    case LUA_TBOOLEAN:
        return lua_toboolean(lua, index) != 0 ? "true" : "false";
    case LUA_TNUMBER: {
        char text[48];
        if (lua_isinteger(lua, index) != 0) {
            const std::int64_t number = lua_tointeger(lua, index);
            return std::to_string(number);
        }
        std::snprintf(text, sizeof text, "%.14g", lua_tonumber(lua, index));
        return text;
    }
    case LUA_TSTRING: {
        std::size_t size = 0;
        const char* const data = lua_tolstring(lua, index, &size);
        return {data, size};
    }
    default:
        return luaL_typename(lua, index);
    }
}

void set_functions(lua_State* lua, std::initializer_list<LibraryFunction> functions) {
    for (const auto& [name, function] : functions) {
        lua_pushcfunction(lua, function);
        lua_setfield(lua, -2, name);
    }
}

namespace {

int base_assert(lua_State* lua) {
    if (lua_toboolean(lua, 1) != 0) return lua_gettop(lua);
    if (lua_type(lua, 2) == LUA_TSTRING) {
        lua_settop(lua, 2);
        return lua_error(lua);
    }
    return luaL_error(lua, "assertion failed!");
}

int base_error(lua_State* lua) {
    lua_settop(lua, 1);
    if (lua_type(lua, 1) == LUA_TSTRING) {
        luaL_where(lua, 1);
        lua_insert(lua, 1);
        lua_concat(lua, 2);
    }
    return lua_error(lua);
}

int base_pcall(lua_State* lua) {
    luaL_checkany(lua, 1);
    lua_pushboolean(lua, 1);
    lua_insert(lua, 1);
    const int status = lua_pcall(lua, lua_gettop(lua) - 2, LUA_MULTRET, 0);
    if (status == LUA_OK) return lua_gettop(lua);
    Sandbox::of(lua).settle_caught_error(status);
    lua_pushboolean(lua, 0);
    lua_insert(lua, -2);
    return 2;
}

int base_select(lua_State* lua) {
    const int count = lua_gettop(lua);
    if (lua_type(lua, 1) == LUA_TSTRING && text_argument(lua, 1, "select") == "#") {
        lua_pushinteger(lua, count - 1);
        return 1;
    }
    const auto from = integer_argument(lua, 1, "select");
    if (from < 1) bad_argument(lua, 1, "select", {"正整数", "a positive integer"});
    return from >= count ? 0 : count - static_cast<int>(from);
}

int base_tonumber(lua_State* lua) {
    if (lua_type(lua, 1) == LUA_TNUMBER) {
        lua_settop(lua, 1);
        return 1;
    }
    if (lua_type(lua, 1) != LUA_TSTRING) {
        lua_pushnil(lua);
        return 1;
    }
    std::size_t size = 0;
    const char* const text = lua_tolstring(lua, 1, &size);
    Sandbox::of(lua).charge(static_cast<std::int64_t>(size));
    if (lua_stringtonumber(lua, text) != size + 1) lua_pushnil(lua);
    return 1;
}

int base_tostring(lua_State* lua) {
    push_text(lua, shown(lua, 1));
    return 1;
}

int base_type(lua_State* lua) {
    luaL_checkany(lua, 1);
    lua_pushstring(lua, is_view(lua, 1) ? "table" : luaL_typename(lua, 1));
    return 1;
}

int ipairs_step(lua_State* lua) {
    // A script can call this with any number: wrap as Lua does.
    const auto index =
        static_cast<lua_Integer>(static_cast<lua_Unsigned>(lua_tointeger(lua, 2)) + 1U);
    lua_pushinteger(lua, index);
    if (lua_type(lua, 1) == LUA_TTABLE) {
        lua_rawgeti(lua, 1, index);
    } else {
        push_element(lua, 1, index);
    }
    return lua_isnil(lua, -1) ? 1 : 2;
}

int base_ipairs(lua_State* lua) {
    if (!is_view(lua, 1)) table_argument(lua, 1, "ipairs");
    lua_settop(lua, 1);
    lua_pushcfunction(lua, &guarded<&ipairs_step>);
    lua_insert(lua, 1);
    lua_pushinteger(lua, 0);
    return 3;
}

/// Upvalues: the keys in order; the index reached.
int pairs_step(lua_State* lua) {
    const auto index = lua_tointeger(lua, lua_upvalueindex(2)) + 1;
    lua_pushinteger(lua, index);
    lua_replace(lua, lua_upvalueindex(2));
    lua_rawgeti(lua, lua_upvalueindex(1), index);
    if (lua_isnil(lua, -1)) return 1;
    lua_pushvalue(lua, -1);
    if (lua_type(lua, 1) == LUA_TTABLE) {
        lua_rawget(lua, 1);
    } else {
        lua_gettable(lua, 1);
    }
    return 2;
}

struct SortedKeys {
    std::vector<std::int64_t> integers;
    std::vector<std::string> texts;
};

SortedKeys keys_of_table(lua_State* lua, int index) {
    SortedKeys keys;
    bool orderly = true;
    lua_pushnil(lua);
    while (lua_next(lua, index) != 0) {
        lua_pop(lua, 1);
        if (lua_isinteger(lua, -1) != 0) {
            keys.integers.push_back(lua_tointeger(lua, -1));
        } else if (lua_type(lua, -1) == LUA_TSTRING) {
            keys.texts.push_back(shown(lua, -1));
        } else {
            orderly = false;
        }
    }
    if (!orderly) Sandbox::of(lua).raise(fail(errors::lua_unordered));
    std::sort(keys.integers.begin(), keys.integers.end());
    std::sort(keys.texts.begin(), keys.texts.end());
    return keys;
}

int base_pairs(lua_State* lua) {
    lua_settop(lua, 1);
    if (is_view(lua, 1)) {
        push_view_keys(lua, 1);
    } else {
        table_argument(lua, 1, "pairs");
        const auto keys = keys_of_table(lua, 1);
        const auto count = keys.integers.size() + keys.texts.size();
        Sandbox::of(lua).charge(static_cast<std::int64_t>(count * 4));
        lua_createtable(lua, static_cast<int>(count), 0);
        lua_Integer position = 0;
        for (const auto key : keys.integers) {
            lua_pushinteger(lua, key);
            lua_rawseti(lua, -2, ++position);
        }
        for (const auto& key : keys.texts) {
            push_text(lua, key);
            lua_rawseti(lua, -2, ++position);
        }
    }
    lua_pushinteger(lua, 0);
    lua_pushcclosure(lua, &guarded<&pairs_step>, 2);
    lua_pushvalue(lua, 1);
    lua_pushnil(lua);
    return 3;
}

/// Upvalue: the table of library names.
int find_global(lua_State* lua) {
    if (lua_type(lua, 2) != LUA_TSTRING) return 0;
    auto& sandbox = Sandbox::of(lua);
    std::size_t size = 0;
    const char* const name = lua_tolstring(lua, 2, &size);
    auto* const names = sandbox.names();
    if (names != nullptr && names->push_global(lua, {name, size})) return 1;
    lua_pushvalue(lua, 2);
    lua_rawget(lua, lua_upvalueindex(1));
    if (lua_isnil(lua, -1) && names != nullptr && names->refuses_unknown()) {
        sandbox.raise(fail(errors::lua_unknown_name, {std::string(name, size)}));
    }
    return 1;
}

int refuse_global(lua_State* lua) {
    Sandbox::of(lua).raise(fail(errors::lua_global_assigned, {shown(lua, 2)}));
}

int refuse_library_write(lua_State* lua) {
    Sandbox::of(lua).raise(fail(errors::lua_read_only, {shown(lua, lua_upvalueindex(1))}));
}

/// Table on top → an unwritable stand-in for it.
void protect_table(lua_State* lua, const char* name) {
    lua_newtable(lua);
    lua_newtable(lua);
    lua_pushvalue(lua, -3);
    lua_setfield(lua, -2, "__index");
    lua_pushstring(lua, name);
    lua_pushcclosure(lua, &guarded<&refuse_library_write>, 1);
    lua_setfield(lua, -2, "__newindex");
    lua_setmetatable(lua, -2);
    lua_remove(lua, -2);
}

void add_library(
    lua_State* lua, const char* name, std::initializer_list<void (*)(lua_State*)> parts
) {
    lua_newtable(lua);
    for (const auto part : parts)
        part(lua);
    protect_table(lua, name);
    lua_setfield(lua, -2, name);
}

} // namespace

void open_base(lua_State* lua) {
    set_functions(
        lua,
        {{"assert", &guarded<&base_assert>},
         {"error", &guarded<&base_error>},
         {"ipairs", &guarded<&base_ipairs>},
         {"pairs", &guarded<&base_pairs>},
         {"pcall", &guarded<&base_pcall>},
         {"select", &guarded<&base_select>},
         {"tonumber", &guarded<&base_tonumber>},
         {"tostring", &guarded<&base_tostring>},
         {"type", &guarded<&base_type>}}
    );
}

void open_environment(lua_State* lua) {
    open_views(lua);
    lua_newtable(lua);
    open_base(lua);
    open_numbers(lua);
    open_dates(lua);
    add_library(lua, "string", {&open_strings, &open_patterns});
    add_library(lua, "table", {&open_tables});
    add_library(lua, "math", {&open_math});
    add_library(lua, "utf8", {&open_utf8});

    // Methods of texts; without arithmetic metamethods "10" + 1 is an error.
    lua_pushliteral(lua, "");
    lua_newtable(lua);
    lua_getfield(lua, -3, "string");
    lua_setfield(lua, -2, "__index");
    lua_setmetatable(lua, -2);
    lua_pop(lua, 1);

    lua_newtable(lua);
    lua_newtable(lua);
    lua_pushvalue(lua, -3);
    lua_pushcclosure(lua, &guarded<&find_global>, 1);
    lua_setfield(lua, -2, "__index");
    lua_pushcfunction(lua, &guarded<&refuse_global>);
    lua_setfield(lua, -2, "__newindex");
    lua_setmetatable(lua, -2);
    lua_remove(lua, -2);
}

} // namespace gongdao
