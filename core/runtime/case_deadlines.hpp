#pragma once

#include "core/engine/deadlines.hpp"

namespace gongdao {

class Node;

/// The open deadlines of a case, counted by the county's calendar.
[[nodiscard]] Result<std::vector<OpenDeadline>>
deadlines_of(Node& node, const CaseState& state, Instant now);

} // namespace gongdao
