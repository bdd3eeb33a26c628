#include "core/rules/fact_keys.hpp"

#include <lua.h>

#include <bit>
#include <cstdint>
#include <lauxlib.h>

namespace gongdao {

FactKeys::FactKeys(std::size_t most) : slots_(std::bit_ceil(4 * (most + 1))) {}

/// Where the text stands, or else the free slot that it would have.
std::size_t FactKeys::slot_of(const char* text) const {
    const auto last = slots_.size() - 1;
    auto slot = (reinterpret_cast<std::uintptr_t>(text) >> 4U) & last;
    while (slots_[slot].text != nullptr && slots_[slot].text != text)
        slot = (slot + 1) & last;
    return slot;
}

void FactKeys::keep(lua_State* lua, std::string_view name, std::size_t number) {
    const char* const text = lua_pushlstring(lua, name.data(), name.size());
    static_cast<void>(luaL_ref(lua, LUA_REGISTRYINDEX));
    slots_[slot_of(text)] = {text, number};
}

std::optional<std::size_t> FactKeys::find(lua_State* lua, int index) const {
    if (lua_type(lua, index) != LUA_TSTRING) return {};
    const auto& key = slots_[slot_of(lua_tolstring(lua, index, nullptr))];
    if (key.text == nullptr) return {};
    return key.number;
}

} // namespace gongdao
