#pragma once

#include <cstddef>
#include <cstdint>
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

    /// The number of the text that `lua_topointer` shows; nothing where it is no text, unknown or
    /// too long to have one object.
    [[nodiscard]] std::optional<std::size_t> find(const void* text) const {
        const auto& key = slots_[slot_of(text)];
        if (key.text == nullptr) return {};
        return key.number;
    }

private:
    struct Key {
        const void* text = nullptr;
        std::size_t number = 0;
    };

    /// Where the text stands, or else the free slot that it would have.
    [[nodiscard]] std::size_t slot_of(const void* text) const {
        const auto last = slots_.size() - 1;
        auto slot = (reinterpret_cast<std::uintptr_t>(text) >> 4U) & last;
        while (slots_[slot].text != nullptr && slots_[slot].text != text)
            slot = (slot + 1) & last;
        return slot;
    }

    std::vector<Key> slots_; ///< a power of two of them, at most a quarter full
};

} // namespace gongdao
