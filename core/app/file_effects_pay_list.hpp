#pragma once

#include "core/values/document.hpp"

#include <string>

namespace gongdao {

/// The CSV of a pay list with a trailer of control totals, in the encoding that the payload names.
/// Fails with `pay_list_shape`, with `pay_list_totals` where `count` and `amount` do not agree with
/// the items, and with `not_in_gbk`.
[[nodiscard]] Result<std::string> pay_list_csv(const Document& payload);

} // namespace gongdao
