#pragma once

#include "core/engine/rule_book.hpp"

#include <optional>
#include <vector>

struct lua_State;

namespace gongdao {

/// The reasons at `index` where they are nil or a short list of tables with nothing but texts in
/// `row`, `reason` and `clause`; nothing where `read_value` must say what they are.
[[nodiscard]] std::optional<std::vector<FiredRow>> read_reasons(lua_State* lua, int index);

} // namespace gongdao
