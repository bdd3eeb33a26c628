#pragma once

#include "core/calendar/working_calendar.hpp"
#include "core/engine/stream_events.hpp"
#include "core/model/pack.hpp"
#include "core/ports/records.hpp"
#include "core/runtime/command.hpp"

#include <vector>

namespace gongdao {

class Node;

// Processes that begin by themselves: a start event with a timer opens a case of the county each
// time it is due, in the version of the pack that was deployed last.

/// When the starts of a pack that is deployed now are due for the first time.
[[nodiscard]] Result<std::vector<StreamEvent>>
planned_starts(const Pack& pack, const WorkingCalendar& calendar, Instant now);

/// The starts of this version as they stand; it has been deployed before.
[[nodiscard]] Result<std::vector<StreamEvent>> starts_of_current(Node& node, const Pack& pack);

/// Counts provisional starts of a pack's stream anew after a holiday table was loaded.
[[nodiscard]] Result<void>
recount_starts(Node& node, const StreamId& stream, const Command& cause, Instant now);

/// Ends the starts of all other versions of the pack.
[[nodiscard]] Result<void>
cancel_other_starts(Node& node, const Command& cause, const PackState& deployed, Instant now);

/// Opens the case of a start that is due and plans the next one. That a case could not be opened is
/// recorded and stops nothing. `timer` is the row of table `timer`.
[[nodiscard]] Result<void> fire_start(Node& node, const Record& timer, Instant now);

} // namespace gongdao
