#include "core/rules/lua_reasons.hpp"

#include "core/values/text_encoding.hpp"

#include <lua.h>

#include <string>
#include <string_view>

namespace gongdao {

namespace {

constexpr lua_Unsigned reasons_max = 64;
/// So that no list comes near the limits of `read_value`.
constexpr std::size_t text_max = 4096;

std::string_view text_at(lua_State* lua, int index) {
    std::size_t size = 0;
    const char* const data = lua_tolstring(lua, index, &size);
    return {data, size};
}

std::string* member_of(FiredRow& row, std::string_view key) {
    if (key == "row") return &row.row;
    if (key == "reason") return &row.reason;
    return key == "clause" ? &row.clause : nullptr;
}

/// The value on top of the stack; popped in any case.
bool read_member(lua_State* lua, FiredRow& row) {
    std::string* member = nullptr;
    if (lua_type(lua, -2) == LUA_TSTRING) member = member_of(row, text_at(lua, -2));
    const bool is_text = member != nullptr && lua_type(lua, -1) == LUA_TSTRING;
    const auto text = is_text ? text_at(lua, -1) : std::string_view{};
    const bool fits = is_text && text.size() <= text_max && is_valid_utf8(text);
    if (fits) member->assign(text);
    lua_pop(lua, 1);
    return fits;
}

/// The table on top of the stack.
bool read_row(lua_State* lua, FiredRow& row) {
    if (lua_type(lua, -1) != LUA_TTABLE) return false;
    bool has_reason = false;
    lua_pushnil(lua);
    while (lua_next(lua, -2) != 0) {
        const bool is_reason = lua_type(lua, -2) == LUA_TSTRING && text_at(lua, -2) == "reason";
        if (!read_member(lua, row)) return false;
        has_reason = has_reason || is_reason;
    }
    return has_reason;
}

/// Whether the table on top of the stack has no more members than these.
bool has_just(lua_State* lua, lua_Unsigned members) {
    lua_pushnil(lua);
    while (lua_next(lua, -2) != 0) {
        lua_pop(lua, 1);
        if (members-- == 0) {
            lua_pop(lua, 1);
            return false;
        }
    }
    return members == 0;
}

bool read_rows(lua_State* lua, std::vector<FiredRow>& rows) {
    const auto length = lua_rawlen(lua, -1);
    if (length == 0 || length > reasons_max || !has_just(lua, length)) return false;
    rows.resize(static_cast<std::size_t>(length));
    for (lua_Unsigned i = 0; i < length; ++i) {
        lua_rawgeti(lua, -1, static_cast<lua_Integer>(i) + 1);
        if (!read_row(lua, rows[static_cast<std::size_t>(i)])) return false;
        lua_pop(lua, 1);
    }
    return true;
}

} // namespace

std::optional<std::vector<FiredRow>> read_reasons(lua_State* lua, int index) {
    const int top = lua_gettop(lua);
    std::optional<std::vector<FiredRow>> rows;
    lua_pushvalue(lua, index);
    if (lua_isnil(lua, -1)) {
        rows.emplace();
    } else if (lua_type(lua, -1) == LUA_TTABLE) {
        rows.emplace();
        if (!read_rows(lua, *rows)) rows.reset();
    }
    lua_settop(lua, top);
    return rows;
}

} // namespace gongdao
