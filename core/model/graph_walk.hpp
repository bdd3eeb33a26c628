#pragma once

#include "core/model/process.hpp"

#include <vector>

namespace gongdao {

/// Where a token may go from an element within its scope: along flows, to boundary events of an
/// activity, from a link to its other end.
[[nodiscard]] std::vector<int> successors(const Process& process, int element);
[[nodiscard]] std::vector<int> predecessors(const Process& process, int element);

/// Marks all elements from which one of `targets` can be reached, the targets included, without
/// entering `avoiding` (-1 = none).
[[nodiscard]] std::vector<bool>
walk_back(const Process& process, std::vector<int> targets, int avoiding);

} // namespace gongdao
