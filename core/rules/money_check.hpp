#pragma once

#include "core/model/expressions.hpp"
#include "core/values/error.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace gongdao {

/// True where a Lua text says that it is about money: it names one of `money_fields` (sorted) or
/// something that ends in `_fen`, or a grid in it has a column of the type 金额.
[[nodiscard]] bool
is_about_money(std::string_view text, const std::vector<std::string>& money_fields);

/// Faults for rule files and for expressions and scripts of a definition that are about money and
/// contain `/`, `^` or a decimal literal, whether or not they declare `money = true`. Asked when a
/// pack is deployed; a version deployed earlier stays readable.
void check_money(
    const std::map<std::string, std::string>& files,
    const std::vector<ExpressionUse>& uses,
    std::vector<std::string> money_fields,
    Faults& faults
);

} // namespace gongdao
