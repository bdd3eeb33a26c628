#pragma once

#include "core/engine/rule_book.hpp"
#include "core/rules/fact_keys.hpp"

#include <optional>
#include <vector>

struct lua_State;

namespace gongdao {

/// The numbers of `row`, `reason` and `clause` in a Lua state.
[[nodiscard]] FactKeys reason_keys(lua_State* lua);

/// The reasons at `index` where they are nil or a short list of tables with nothing but texts in
/// `row`, `reason` and `clause`; nothing where `read_value` must say what they are.
[[nodiscard]] std::optional<std::vector<FiredRow>>
read_reasons(lua_State* lua, int index, const FactKeys& keys);

} // namespace gongdao
