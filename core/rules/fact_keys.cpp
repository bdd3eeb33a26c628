#include "core/rules/fact_keys.hpp"

#include <lua.h>

#include <bit>
#include <lauxlib.h>

namespace gongdao {

FactKeys::FactKeys(std::size_t most) : slots_(std::bit_ceil(4 * (most + 1))) {}

void FactKeys::keep(lua_State* lua, std::string_view name, std::size_t number) {
    lua_pushlstring(lua, name.data(), name.size());
    const auto* const text = lua_topointer(lua, -1);
    static_cast<void>(luaL_ref(lua, LUA_REGISTRYINDEX));
    slots_[slot_of(text)] = {text, number};
}

} // namespace gongdao
