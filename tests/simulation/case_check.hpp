#pragma once

#include "core/engine/state.hpp"
#include "core/model/process.hpp"

#include <optional>
#include <string>

namespace gongdao::simulation {

/// What no case may be like between two commands, in a sentence; nothing where all is well. Every
/// token must have something that moves it on: a task, timer, subscription, work or an incident; an
/// ended case must have left nothing.
[[nodiscard]] std::optional<std::string>
fault_of(const CaseState& state, const Definitions& definitions);

} // namespace gongdao::simulation
