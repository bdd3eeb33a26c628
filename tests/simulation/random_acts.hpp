#pragma once

#include "core/engine/state.hpp"
#include "core/model/process.hpp"
#include "core/runtime/command.hpp"
#include "tests/simulation/process_text.hpp"

#include <map>
#include <random>
#include <vector>

namespace gongdao::simulation {

/// Some act on one of the cases, or a new case. Most can be carried out; some come too late, from
/// the wrong person or to the wrong place. Its id is left to the caller.
[[nodiscard]] Command any_act(
    std::mt19937_64& random, const std::map<StreamId, CaseState>& cases, const ProcessText& text
);

/// What brings an open case on: corrects what stopped it, resolves its incidents, completes its
/// tasks and sends what its elements, but not their boundary events, wait for.
[[nodiscard]] std::vector<Command>
acts_that_help(const CaseState& state, const Definitions& definitions);

} // namespace gongdao::simulation
