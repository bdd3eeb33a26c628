#pragma once

#include "core/calendar/pauses.hpp"
#include "core/calendar/period.hpp"
#include "core/calendar/working_calendar.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace gongdao {

/// Whether a period of natural days, months or years whose last day is off (holiday or weekend)
/// ends on the next working day; 民法典 203, 民诉法 85.
enum class RollForward { no, yes };

/// When the last day ends: at 24:00, or when the office closes; 民法典 203.
enum class DayEnd { midnight, business_close };

/// How periods of days end. Means nothing to periods of minutes and hours.
struct DayRules {
    // NOLINTNEXTLINE(google-explicit-constructor): RollForward alone is the usual case.
    constexpr DayRules(RollForward rolls = RollForward::no, DayEnd ends = DayEnd::midnight)
        : roll{rolls}, end{ends} {}

    RollForward roll;
    DayEnd end;
};

enum class StepReason {
    first_day,    ///< 首日不计: the day of the start
    natural_day,  ///< counted, whatever the calendar says
    working_day,  ///< counted
    make_up_day,  ///< counted: 调休上班
    last_day_off, ///< counted, but off and the last: the end moves on
    weekend,      ///< not counted
    holiday,      ///< not counted
    paused,       ///< not counted
    after_hours,  ///< not counted: the office had closed when the period started
    rolled_past,  ///< 顺延: off, after the last day
    rolled_to,    ///< 顺延: the working day on which the period ends
};

/// One day of the count, or a run of days alike where the explanation would be too long.
struct Step {
    CivilDate first;
    CivilDate last;
    StepReason reason = StepReason::natural_day;
    std::string name;         ///< of the holiday, where there is one
    int notice_year = 0;      ///< whose notice sets the day apart; 0 = none does
    std::int64_t count = 0;   ///< so far: days, or minutes for periods of minutes and hours
    bool provisional = false; ///< 暂按: classified by weekends alone

    friend bool operator==(const Step&, const Step&) = default;
};

[[nodiscard]] constexpr bool is_counted(StepReason reason) {
    return reason == StepReason::natural_day || reason == StepReason::working_day ||
           reason == StepReason::make_up_day || reason == StepReason::last_day_off;
}

/// When a period ends, and how that was found.
struct Deadline {
    Instant start;
    Period period;
    Instant due;                   ///< at(last_day, 1440) is 24:00 of the last day
    CivilDate last_day;            ///< the day to show; that of `due` where it is not a midnight
    std::vector<Step> explanation; ///< in order of days; empty for a period of nothing
    bool provisional = false;      ///< 暂按: relies on a day that no holiday notice settles yet
    std::string calendar_version;
};

/// Above this many days, runs of days alike become one step.
inline constexpr std::size_t explained_days_max = 400;

/// Counts a period from its start. A period of nothing is due at once.
///
/// - minutes, hours: run from the instant of the start, day and night, except in pauses (民法典
/// 201).
/// - working_hours: the same, but only inside office hours of working days.
/// - days, working_days: the day of the start is not counted (民法典 201); the n-th counted day is
/// the
///   last. A day of which any part lies in a pause is not counted, so that each such day moves the
///   end by one counted day.
/// - months, years: as many days as lie up to the same day of the later month, or the last day of
///   that month where it has no such day (民法典 202); then as days.
///
/// A day in a pause is no day to end on either: rolling forward goes on past it.
///
/// Fails with `period_out_of_range`, `bad_pause` and, where pauses leave no room within two
/// hundred years, `deadline_too_far`.
[[nodiscard]] Result<Deadline> deadline(
    const WorkingCalendar& calendar,
    Instant start,
    Period period,
    DayRules rules = {},
    std::span<const Pause> pauses = {}
);

/// The deadline as a block of lines for people: period, start, end, calendar, then one line per
/// step.
[[nodiscard]] std::string explain(const Deadline& deadline, Language language);

} // namespace gongdao
