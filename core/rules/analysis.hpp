#pragma once

#include "core/rules/rule_report.hpp"

#include <vector>

namespace gongdao {

class GridRule;

/// Boxes that the analysis makes before it answers "undecided" instead of going on.
inline constexpr std::size_t analysis_boxes_max = 200'000;

/// Exact search for gaps, overlaps and rows that never decide. The space of all inputs is a box
/// whose sides are the columns' domains (null among them); every row cuts its own box out of it.
[[nodiscard]] std::vector<Finding> analyse_grid(const GridRule& rule);

} // namespace gongdao
