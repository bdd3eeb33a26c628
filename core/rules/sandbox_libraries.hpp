#pragma once

#include "core/rules/sandbox.hpp"
#include "core/values/two_languages.hpp"

#include <lua.h>

#include <cstdint>
#include <exception>
#include <initializer_list>
#include <string>
#include <string_view>

namespace gongdao {

/// Host functions throw C++ exceptions only up to here; Lua's own pass, because they are not
/// std::exception.
template <lua_CFunction Function>
int guarded(lua_State* lua) {
    std::string reason;
    try {
        return Function(lua);
    } catch (const std::exception& broken) {
        reason = broken.what();
    }
    lua_pushlstring(lua, reason.data(), reason.size());
    return lua_error(lua);
}

struct LibraryFunction {
    const char* name;
    lua_CFunction function;
};

/// Pushes the environment of chunks: an unwritable table that finds library and host names.
void open_environment(lua_State* lua);

/// Each fills the table on top of the stack.
void open_base(lua_State* lua);
void open_math(lua_State* lua);
void open_numbers(lua_State* lua);
void open_dates(lua_State* lua);
void open_strings(lua_State* lua);
void open_patterns(lua_State* lua);
void open_tables(lua_State* lua);
void open_utf8(lua_State* lua);
void open_views(lua_State* lua);

void set_functions(lua_State* lua, std::initializer_list<LibraryFunction> functions);

/// Arguments without Lua's coercions; each leaves by lua_bad_argument.
[[nodiscard]] std::int64_t integer_argument(lua_State* lua, int index, const char* function);
[[nodiscard]] std::int64_t
integer_argument_or(lua_State* lua, int index, const char* function, std::int64_t otherwise);
[[nodiscard]] std::string_view text_argument(lua_State* lua, int index, const char* function);
void table_argument(lua_State* lua, int index, const char* function);
[[noreturn]] void
bad_argument(lua_State* lua, int index, const char* function, const Wording& expected);

void push_text(lua_State* lua, std::string_view text);
/// The form of tostring: no addresses.
[[nodiscard]] std::string shown(lua_State* lua, int index);

} // namespace gongdao
