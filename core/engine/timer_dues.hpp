#pragma once

#include "core/calendar/deadline.hpp"
#include "core/calendar/working_calendar.hpp"
#include "core/model/element.hpp"
#include "core/values/result.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gongdao {

/// How the texts of timers and due dates are read and counted.
namespace timing {

/// `R3/PT10H` → 3 and the period; `R/P1D` → -1: without end.
struct CycleText {
    std::int64_t times = -1;
    std::string_view period;
};

/// A time that an element asks for and nobody can read; names the element and the text.
[[nodiscard]] Error not_a_time(const Element& element, const std::string& text);
[[nodiscard]] std::optional<CycleText> read_cycle(std::string_view text);
/// Legal counting: the first day is not counted and a last day that is no working day moves on
/// (民法典 201–203).
[[nodiscard]] Result<Deadline>
counted(const WorkingCalendar& calendar, Instant from, std::string_view text);
/// From one firing of a cycle to the next. A day that ends at 24:00 is the day that is not counted,
/// not the one that begins with the same instant.
[[nodiscard]] Result<Deadline>
counted_on(const WorkingCalendar& calendar, Instant fired, std::string_view text);

} // namespace timing

/// When a timer is due, and how often after that: -1 = without end.
struct TimerDue {
    Instant at;
    Instant based_on;
    std::int64_t remaining = 0;
    bool provisional = false;
    std::string calendar;
};

/// The first time, by the text of the element's timer rule with expressions already evaluated. A
/// period counts from `base`, a cron line from `now`. Fails with `not_a_time`.
[[nodiscard]] Result<TimerDue> first_due(
    const Element& element,
    const std::string& text,
    Instant base,
    Instant now,
    const WorkingCalendar& calendar
);

/// The next firing of a cycle after the one that was due at `fired`: always later than `now`, so
/// that firings missed while the node was down coalesce.
[[nodiscard]] Result<Instant> next_due(
    const Element& element,
    const std::string& text,
    Instant fired,
    Instant now,
    const WorkingCalendar& calendar
);

} // namespace gongdao
