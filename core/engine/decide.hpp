#pragma once

#include "core/engine/command.hpp"
#include "core/engine/context.hpp"
#include "core/engine/events.hpp"
#include "core/engine/transition_table.hpp"

#include <variant>
#include <vector>

namespace gongdao {

/// The command was carried out: the events, and the case as they leave it.
struct Accepted {
    CaseState state;
    std::vector<Event> events;
};

/// Accepted; or the Error that refuses the command, with nothing changed; or a question that must
/// be answered before it is decided again.
using Outcome = std::variant<Accepted, Error, Ask>;

/// Pure (I1): reads no clock, file, network or randomness. Thread-safe. `state` is the case before
/// the command, with `org` and `stream` set even where it is not open yet.
[[nodiscard]] Outcome decide(
    const CaseState& state,
    const CaseCommand& command,
    const Context& context,
    const TransitionTable& table = TransitionTable::standard()
);

} // namespace gongdao
