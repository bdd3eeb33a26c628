#include "core/engine/timer_dues.hpp"

#include "core/calendar/cron.hpp"
#include "core/engine/errors.hpp"

#include <charconv>

namespace gongdao {

namespace timing {

Error not_a_time(const Element& element, const std::string& text) {
    return fail(
        errors::not_a_time,
        {element.name.empty() ? element.id : element.name, text},
        {.line = element.line, .element = element.id}
    );
}

Result<Deadline> counted(const WorkingCalendar& calendar, Instant from, std::string_view text) {
    const auto period = parse_period(text);
    if (!period) return period.error();
    return deadline(calendar, from, *period, RollForward::yes, {});
}

std::optional<CycleText> read_cycle(std::string_view text) {
    if (text.empty() || text.front() != 'R') return std::nullopt;
    const auto slash = text.find('/');
    if (slash == std::string_view::npos) return std::nullopt;
    CycleText cycle{.period = text.substr(slash + 1)};
    const auto digits = text.substr(1, slash - 1);
    if (digits.empty()) return cycle;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), cycle.times);
    const bool good =
        read.ec == std::errc{} && read.ptr == digits.data() + digits.size() && cycle.times > 0;
    return good ? std::optional{cycle} : std::nullopt;
}

Result<Deadline> counted_on(const WorkingCalendar& calendar, Instant fired, std::string_view text) {
    const auto period = parse_period(text);
    if (!period) return period.error();
    const bool by_clock = period->unit == Unit::minutes || period->unit == Unit::hours ||
                          period->unit == Unit::working_hours;
    return counted(calendar, by_clock ? fired : Instant{fired.milliseconds - 1}, text);
}

} // namespace timing

using namespace timing;

Result<TimerDue> first_due(
    const Element& element,
    const std::string& text,
    Instant base,
    Instant now,
    const WorkingCalendar& calendar
) {
    switch (element.timer->kind) {
    case TimerRule::Kind::date: {
        const auto instant = parse_instant(text);
        if (!instant) return not_a_time(element, text);
        return TimerDue{.at = *instant, .based_on = base};
    }
    case TimerRule::Kind::cron: {
        const auto cron = parse_cron(text);
        if (!cron) return cron.error();
        return TimerDue{.at = next_after(*cron, now), .based_on = base, .remaining = -1};
    }
    case TimerRule::Kind::duration:
    case TimerRule::Kind::cycle:
        break;
    }
    const auto cycle = element.timer->kind == TimerRule::Kind::cycle
                           ? read_cycle(text)
                           : CycleText{.times = 1, .period = text};
    if (!cycle) return not_a_time(element, text);
    const auto due = counted(calendar, base, cycle->period);
    if (!due) return due.error();
    return TimerDue{
        .at = due->due,
        .based_on = base,
        .remaining = cycle->times < 0 ? -1 : cycle->times - 1,
        .provisional = due->provisional,
        .calendar = due->calendar_version};
}

Result<Instant> next_due(
    const Element& element,
    const std::string& text,
    Instant fired,
    Instant now,
    const WorkingCalendar& calendar
) {
    if (element.timer->kind == TimerRule::Kind::cron) {
        const auto cron = parse_cron(text);
        if (!cron) return cron.error();
        return next_after(*cron, now);
    }
    const auto cycle = read_cycle(text);
    if (!cycle) return not_a_time(element, text);
    auto next = fired;
    do {
        const auto due = counted_on(calendar, next, cycle->period);
        if (!due) return due.error();
        if (due->due <= next) return not_a_time(element, text);
        next = due->due;
    } while (next <= now);
    return next;
}

} // namespace gongdao
