#pragma once

#include "core/rules/column.hpp"
#include "core/rules/grid_names.hpp"
#include "core/rules/value_set.hpp"

#include <string_view>

namespace gongdao {

/// The values for which a condition cell holds, inside the column's domain. Texts are added to the
/// column. The error's only argument is a reason in Chinese.
[[nodiscard]] Result<ValueSet>
read_condition(std::string_view cell, Column& column, const GridNames& names);

} // namespace gongdao
