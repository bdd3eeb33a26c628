#pragma once

#include "core/rules/grid_faults.hpp"

#include <optional>
#include <string_view>

namespace gongdao {

/// `COLLECT +` and the like; nothing where there is no such policy.
[[nodiscard]] std::optional<HitPolicy> hit_policy_named(std::string_view name);

/// Whether the outputs suit the hit policy.
void check_policy(const Grid& grid, GridFaults& faults);

} // namespace gongdao
