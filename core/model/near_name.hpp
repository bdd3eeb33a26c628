#pragma once

#include <set>
#include <string>
#include <string_view>

namespace gongdao {

/// The one of `known` that `name` may be a typing error of; empty where none is near.
[[nodiscard]] std::string near_name(std::string_view name, const std::set<std::string>& known);

} // namespace gongdao
