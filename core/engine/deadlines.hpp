#pragma once

#include "core/calendar/deadline.hpp"
#include "core/engine/context.hpp"
#include "core/engine/state.hpp"

#include <optional>
#include <string>
#include <vector>

namespace gongdao {

/// The deadline of an open task, or a timer, with how it was counted.
struct OpenDeadline {
    Key key = 0;
    bool is_timer = false;
    std::string process;
    std::string element;
    Instant due_at; ///< as the case has it
    bool provisional = false;
    /// Nothing where it is a given date or follows the clock (cron): there was nothing to count.
    std::optional<Deadline> counted;
    /// Why it cannot be counted any more, such as a field that was cleared; `due_at` stands.
    std::optional<Error> uncountable;
};

/// Those of tasks, then those of timers. Counted again from what the case holds, by the calendar of
/// the context; where that has changed since, `counted->due` may differ from `due_at`.
[[nodiscard]] std::vector<OpenDeadline>
open_deadlines(const CaseState& state, const Context& context);

} // namespace gongdao
