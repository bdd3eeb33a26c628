#include "core/calendar/deadline.hpp"

#include "core/calendar/errors.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <utility>

namespace gongdao {

namespace {

constexpr int end_of_day = 1440;
/// A hundred years: more is a slip of the keyboard.
constexpr std::int64_t days_max = 36'525;
/// The longest period again in pauses: more is a pause without end.
constexpr int days_examined_max = 73'050;
constexpr std::int64_t minutes_per_hour = 60;

/// What a hundred years hold, in the order of Unit.
constexpr std::array<std::int64_t, 7> amount_max{
    52'596'000, 876'600, days_max, 1'200, 100, 24'000, 24'000};

struct Question {
    const WorkingCalendar& calendar;
    const Pauses& pauses;
    Instant start;
    Period period;
    DayRules rules;
};

Deadline open_answer(const Question& question) {
    Deadline answer;
    answer.start = question.start;
    answer.period = question.period;
    answer.due = question.start;
    answer.last_day = date_of(question.start);
    answer.calendar_version = question.calendar.version();
    return answer;
}

Error too_far(const Question& question) {
    return fail(errors::deadline_too_far, {to_text(question.period)});
}

StepReason reason_for(DayKind kind) {
    switch (kind) {
    case DayKind::working:
        return StepReason::working_day;
    case DayKind::make_up:
        return StepReason::make_up_day;
    case DayKind::weekend:
        return StepReason::weekend;
    case DayKind::holiday:
        break;
    }
    return StepReason::holiday;
}

/// The day as the calendar has it; provisional where no notice settles it.
Step calendar_step(const WorkingCalendar& calendar, CivilDate date) {
    const auto day = calendar.classify(date);
    const auto* special = calendar.table().find(date);
    const bool set_apart = special != nullptr && !day.name.empty();
    return {
        .first = date,
        .last = date,
        .reason = reason_for(day.kind),
        .name = day.name,
        .notice_year = set_apart ? special->notice_year : 0,
        .count = 0,
        .provisional = !calendar.settles(date)};
}

Step plain_step(CivilDate date, StepReason reason) {
    return {.first = date, .last = date, .reason = reason, .name = {}};
}

void append(Deadline& answer, Step step, std::int64_t count) {
    step.count = count;
    answer.provisional = answer.provisional || step.provisional;
    answer.explanation.push_back(std::move(step));
}

// ---- Days ---------------------------------------------------------------------------------------

CivilDate months_later(CivilDate date, std::int64_t months) {
    const auto parts = date.parts();
    const auto month = parts.year() / parts.month() + std::chrono::months{months};
    const auto same_day = month / parts.day();
    if (same_day.ok()) return {std::chrono::sys_days{same_day}};
    return {std::chrono::sys_days{month / std::chrono::last}};
}

std::int64_t days_to_count(CivilDate first, Period period) {
    if (period.unit == Unit::months) return months_later(first, period.amount) - first;
    if (period.unit == Unit::years) return months_later(first, period.amount * 12) - first;
    return period.amount;
}

Step day_step(const Question& question, CivilDate date) {
    if (question.pauses.touch(date)) return plain_step(date, StepReason::paused);
    if (question.period.unit == Unit::working_days) return calendar_step(question.calendar, date);
    return plain_step(date, StepReason::natural_day);
}

bool is_off(const Step& step) {
    return step.reason == StepReason::weekend || step.reason == StepReason::holiday;
}

/// Moves the end past days off; false where it never comes to one that is not.
bool roll_forward(const Question& question, Deadline& answer) {
    auto& last = answer.explanation.back();
    const auto in_calendar = calendar_step(question.calendar, answer.last_day);
    last.provisional = in_calendar.provisional;
    answer.provisional = answer.provisional || last.provisional;
    if (!is_off(in_calendar)) return true;
    last.reason = StepReason::last_day_off;
    last.name = in_calendar.name;
    last.notice_year = in_calendar.notice_year;
    const auto count = last.count;
    for (int examined = 0; examined < days_examined_max; ++examined) {
        answer.last_day = answer.last_day + 1;
        if (question.pauses.touch(answer.last_day)) {
            append(answer, plain_step(answer.last_day, StepReason::paused), count);
            continue;
        }
        auto step = calendar_step(question.calendar, answer.last_day);
        const bool off = is_off(step);
        step.reason = off ? StepReason::rolled_past : StepReason::rolled_to;
        append(answer, std::move(step), count);
        if (!off) return true;
    }
    return false;
}

Result<Deadline> count_days(const Question& question) {
    auto answer = open_answer(question);
    const auto first = answer.last_day;
    const auto wanted = days_to_count(first, question.period);
    append(answer, plain_step(first, StepReason::first_day), 0);
    std::int64_t count = 0;
    while (count < wanted) {
        if (answer.last_day - first > days_examined_max) return too_far(question);
        answer.last_day = answer.last_day + 1;
        auto step = day_step(question, answer.last_day);
        if (is_counted(step.reason)) ++count;
        append(answer, std::move(step), count);
    }
    const bool natural = question.period.unit != Unit::working_days;
    if (natural && question.rules.roll == RollForward::yes && !roll_forward(question, answer)) {
        return too_far(question);
    }
    const bool closes = question.rules.end == DayEnd::business_close;
    answer.due = at(answer.last_day, closes ? question.calendar.hours().closes_at() : end_of_day);
    return answer;
}

// ---- Hours --------------------------------------------------------------------------------------

std::int64_t milliseconds_to_count(Period period) {
    const auto minutes = period.unit == Unit::minutes ? 1 : minutes_per_hour;
    return period.amount * minutes * milliseconds_per_minute;
}

/// What is still to run, and the instant it ran out.
struct Countdown {
    std::int64_t left = 0;
    std::optional<Instant> ended;
};

void run(Countdown& countdown, const std::vector<Pause>& spans) {
    for (const auto& [from, to] : spans) {
        const auto length = to.milliseconds - from.milliseconds;
        if (countdown.left <= length) {
            countdown.ended = Instant{from.milliseconds + countdown.left};
            countdown.left = 0;
            return;
        }
        countdown.left -= length;
    }
}

/// Runs through one day of hours, and says how it counted.
Step run_day(const Question& question, CivilDate date, Countdown& countdown) {
    static const std::vector<MinuteRange> whole_day{{.from = 0, .to = end_of_day}};
    static const std::vector<MinuteRange> closed;
    const bool on_clock = question.period.unit != Unit::working_hours;
    auto step = on_clock ? plain_step(date, StepReason::natural_day)
                         : calendar_step(question.calendar, date);
    const auto& open = is_off(step) ? closed : question.calendar.hours().ranges();
    const auto before = countdown.left;
    bool opened = false;
    for (const auto& range : on_clock ? whole_day : open) {
        const auto from = std::max(question.start, at(date, range.from));
        const auto to = at(date, range.to);
        if (from >= to || countdown.ended) continue;
        opened = true;
        run(countdown, question.pauses.gaps(from, to));
    }
    if (!is_off(step) && countdown.left == before) {
        step.reason = opened ? StepReason::paused : StepReason::after_hours;
        step.name.clear();
        step.notice_year = 0;
    }
    return step;
}

Result<Deadline> count_hours(const Question& question) {
    auto answer = open_answer(question);
    const auto first = answer.last_day;
    const auto wanted = milliseconds_to_count(question.period);
    Countdown countdown{.left = wanted, .ended = {}};
    for (auto date = first; !countdown.ended; date = date + 1) {
        if (date - first > days_examined_max) return too_far(question);
        auto step = run_day(question, date, countdown);
        append(answer, std::move(step), (wanted - countdown.left) / milliseconds_per_minute);
        answer.last_day = date;
    }
    answer.due = *countdown.ended;
    return answer;
}

// ---- Explanation --------------------------------------------------------------------------------

bool alike(const Step& run, const Step& next) {
    return run.reason == next.reason && run.name == next.name &&
           run.notice_year == next.notice_year && run.provisional == next.provisional &&
           run.last + 1 == next.first;
}

void shorten(std::vector<Step>& steps) {
    if (steps.size() <= explained_days_max) return;
    std::vector<Step> runs;
    for (auto& step : steps) {
        if (!runs.empty() && alike(runs.back(), step)) {
            runs.back().last = step.last;
            runs.back().count = step.count;
        } else {
            runs.push_back(std::move(step));
        }
    }
    steps = std::move(runs);
}

} // namespace

Result<Deadline> deadline(
    const WorkingCalendar& calendar,
    Instant start,
    Period period,
    DayRules rules,
    std::span<const Pause> pauses
) {
    const auto limit = amount_max[static_cast<std::size_t>(period.unit)];
    if (period.amount < 0 || period.amount > limit) {
        return fail(errors::period_out_of_range, {to_text(period)});
    }
    const auto joined = Pauses::joined(pauses);
    if (!joined) return joined.error();
    const Question question{
        .calendar = calendar, .pauses = *joined, .start = start, .period = period, .rules = rules};
    if (period.amount == 0) return open_answer(question);
    const bool in_hours = period.unit == Unit::minutes || period.unit == Unit::hours ||
                          period.unit == Unit::working_hours;
    auto answer = in_hours ? count_hours(question) : count_days(question);
    if (answer) shorten(answer->explanation);
    return answer;
}

} // namespace gongdao
