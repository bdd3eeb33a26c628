#include "core/rules/lua_reasons.hpp"

#include "core/values/text_encoding.hpp"

#include <lua.h>

#include <array>
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

constexpr std::array parts{&FiredRow::row, &FiredRow::reason, &FiredRow::clause};
constexpr std::array<std::string_view, parts.size()> part_names{"row", "reason", "clause"};

/// Key and value on top of the stack. The member that they are, or null.
const std::string* read_member(lua_State* lua, const FactKeys& keys, FiredRow& row) {
    const auto known = keys.find(lua_topointer(lua, -2));
    if (!known || lua_type(lua, -1) != LUA_TSTRING) return nullptr;
    const auto text = text_at(lua, -1);
    if (text.size() > text_max || !is_valid_utf8(text)) return nullptr;
    auto& member = row.*parts[*known];
    member.assign(text);
    return &member;
}

/// The table on top of the stack.
bool read_row(lua_State* lua, const FactKeys& keys, FiredRow& row) {
    if (lua_type(lua, -1) != LUA_TTABLE) return false;
    bool has_reason = false;
    lua_pushnil(lua);
    while (lua_next(lua, -2) != 0) {
        const auto* const member = read_member(lua, keys, row);
        if (member == nullptr) return false;
        has_reason = has_reason || member == &row.reason;
        lua_pop(lua, 1);
    }
    return has_reason;
}

/// As many members as the list is long, each at a place within it, are the list and nothing else.
bool read_rows(lua_State* lua, const FactKeys& keys, std::vector<FiredRow>& rows) {
    const auto length = lua_rawlen(lua, -1);
    if (length == 0 || length > reasons_max) return false;
    rows.resize(static_cast<std::size_t>(length));
    lua_Unsigned members = 0;
    lua_pushnil(lua);
    while (lua_next(lua, -2) != 0) {
        const auto place = lua_isinteger(lua, -2) != 0 ? lua_tointeger(lua, -2) : 0;
        if (place < 1 || static_cast<lua_Unsigned>(place) > length) return false;
        if (!read_row(lua, keys, rows[static_cast<std::size_t>(place) - 1])) return false;
        ++members;
        lua_pop(lua, 1);
    }
    return members == length;
}

} // namespace

FactKeys reason_keys(lua_State* lua) {
    FactKeys keys{part_names.size()};
    for (std::size_t i = 0; i < part_names.size(); ++i)
        keys.keep(lua, part_names[i], i);
    return keys;
}

std::optional<std::vector<FiredRow>> read_reasons(lua_State* lua, int index, const FactKeys& keys) {
    const int top = lua_gettop(lua);
    std::optional<std::vector<FiredRow>> rows;
    lua_pushvalue(lua, index);
    if (lua_isnil(lua, -1)) {
        rows.emplace();
    } else if (lua_type(lua, -1) == LUA_TTABLE) {
        rows.emplace();
        if (!read_rows(lua, keys, *rows)) rows.reset();
    }
    lua_settop(lua, top);
    return rows;
}

} // namespace gongdao
