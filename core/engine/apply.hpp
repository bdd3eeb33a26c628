#pragma once

#include "core/engine/events.hpp"

#include <span>

namespace gongdao {

/// The only way a case changes (I1). Total over events that `decide` produced: it never fails, asks
/// nothing and reads no clock.
void apply(CaseState& state, const Event& event);

void apply_all(CaseState& state, std::span<const Event> events);

} // namespace gongdao
