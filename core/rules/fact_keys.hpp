#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

struct lua_State;

namespace gongdao {

/// Numbers of names in one Lua state. Lua keeps one object for every short text, so that a name is
/// known by its address, without looking at its letters.
class FactKeys {
public:
    FactKeys() = default;
    explicit FactKeys(std::size_t most);

    /// The name stays alive as long as the state.
    void keep(lua_State* lua, std::string_view name, std::size_t number);

    /// The number of the text at `index`; nothing where it is no text, unknown or too long to have
    /// one object.
    [[nodiscard]] std::optional<std::size_t> find(lua_State* lua, int index) const;

private:
    struct Key {
        const char* text = nullptr;
        std::size_t number = 0;
    };

    [[nodiscard]] std::size_t slot_of(const char* text) const;

    std::vector<Key> slots_; ///< a power of two of them, at most a quarter full
};

} // namespace gongdao
