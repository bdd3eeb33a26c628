#include "core/calendar/cron.hpp"
#include "core/calendar/deadline.hpp"
#include "core/engine/errors.hpp"
#include "core/engine/interpreter.hpp"

#include <charconv>

namespace gongdao {

namespace {

bool is_expression(const std::string& text) { return !text.empty() && text.front() == '='; }

Error not_a_time(const Element& element, const std::string& text) {
    return fail(
        errors::not_a_time,
        {element.name.empty() ? element.id : element.name, text},
        {.line = element.line, .element = element.id}
    );
}

/// `R3/PT10H` → 3 and the period; `R/P1D` → -1: without end.
struct CycleText {
    std::int64_t times = -1;
    std::string_view period;
};

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

/// Legal counting: the first day is not counted and a last day that is no working day moves on
/// (民法典 201–203).
Result<Deadline> counted(const WorkingCalendar& calendar, Instant from, std::string_view text) {
    const auto period = parse_period(text);
    if (!period) return period.error();
    return deadline(calendar, from, *period, RollForward::yes, {});
}

/// From one firing of a cycle to the next. A day that ends at 24:00 is the day that is not counted,
/// not the one that begins with the same instant.
Result<Deadline> counted_on(const WorkingCalendar& calendar, Instant fired, std::string_view text) {
    const auto period = parse_period(text);
    if (!period) return period.error();
    const bool by_clock = period->unit == Unit::minutes || period->unit == Unit::hours ||
                          period->unit == Unit::working_hours;
    return counted(calendar, by_clock ? fired : Instant{fired.milliseconds - 1}, text);
}

} // namespace

/// The instant from which a period counts: a field, or else when the act happened.
static Result<Instant>
base_of(Interpreter& run, const std::string& field, const Element& element, Key key) {
    if (field.empty()) return run.context.occurred_at;
    Document scratch;
    const auto text = find_text(run.visible(key, scratch), field);
    if (!text)
        return fail(
            errors::timer_base_missing,
            {element.name.empty() ? element.id : element.name, field},
            {.element = element.id}
        );
    return parse_instant(*text);
}

static Result<std::string>
text_of(Interpreter& run, const std::string& text, const Element& element, Key key) {
    if (!is_expression(text)) return text;
    const auto value = run.evaluate(text.substr(1), key);
    if (!value) return value.error();
    if (!value->is_string()) return not_a_time(element, text);
    return std::string{value->get_string()};
}

Result<Interpreter::Due>
Interpreter::due_of(const TimerRule& rule, const Element& element, Key key) {
    const auto text = text_of(*this, rule.text, element, key);
    if (!text) return text.error();
    const auto base = base_of(*this, rule.from_field, element, key);
    if (!base) return base.error();
    switch (rule.kind) {
    case TimerRule::Kind::date: {
        const auto instant = parse_instant(*text);
        if (!instant) return not_a_time(element, *text);
        return Due{.at = *instant, .based_on = *base};
    }
    case TimerRule::Kind::cron: {
        const auto cron = parse_cron(*text);
        if (!cron) return cron.error();
        return Due{.at = next_after(*cron, context.now), .based_on = *base, .remaining = -1};
    }
    case TimerRule::Kind::duration:
    case TimerRule::Kind::cycle:
        break;
    }
    const auto cycle = rule.kind == TimerRule::Kind::cycle ? read_cycle(*text)
                                                           : CycleText{.times = 1, .period = *text};
    if (!cycle) return not_a_time(element, *text);
    const auto due = counted(context.calendar, *base, cycle->period);
    if (!due) return due.error();
    return Due{
        .at = due->due,
        .based_on = *base,
        .remaining = cycle->times < 0 ? -1 : cycle->times - 1,
        .provisional = due->provisional,
        .calendar = due->calendar_version};
}

Result<std::optional<Interpreter::Due>>
Interpreter::task_due(const Element& element, Key key, Instant counted_from) {
    const auto& assignment = *element.assignment;
    if (assignment.due.empty()) return std::optional<Due>{};
    const auto text = text_of(*this, assignment.due, element, key);
    if (!text) return text.error();
    const auto base = assignment.due_from.empty()
                          ? Result<Instant>{counted_from}
                          : base_of(*this, assignment.due_from, element, key);
    if (!base) return base.error();
    if (const auto instant = parse_instant(*text))
        return std::optional{Due{.at = *instant, .based_on = *base}};
    const auto due = counted(context.calendar, *base, *text);
    if (!due) return due.error();
    return std::optional{Due{.at = due->due, .based_on = *base, .provisional = due->provisional}};
}

Result<std::optional<Instant>> Interpreter::next_of_cycle(const Timer& timer) {
    if (timer.remaining == 0) return std::optional<Instant>{};
    const auto* process = find_process(timer.process);
    const auto& element = process->element(process->find_element(timer.element));
    const auto text = text_of(*this, element.timer->text, element, timer.instance);
    if (!text) return text.error();
    if (element.timer->kind == TimerRule::Kind::cron) {
        const auto cron = parse_cron(*text);
        if (!cron) return cron.error();
        return std::optional{next_after(*cron, context.now)};
    }
    const auto cycle = read_cycle(*text);
    if (!cycle) return not_a_time(element, *text);
    auto next = timer.due_at;
    do { // firings that were missed while the node was down coalesce into this one
        const auto due = counted_on(context.calendar, next, cycle->period);
        if (!due) return due.error();
        if (due->due <= next) return not_a_time(element, *text);
        next = due->due;
    } while (next <= context.now);
    return std::optional{next};
}

/// What the timer's rule says now. A period without a field counts from where it counted before.
static Result<Interpreter::Due>
due_again(Interpreter& run, const Timer& timer, const Element& element) {
    const auto& rule = *element.timer;
    const bool counts =
        rule.kind == TimerRule::Kind::duration || rule.kind == TimerRule::Kind::cycle;
    auto due = run.due_of(rule, element, timer.instance);
    if (!due || !counts || !rule.from_field.empty()) return due;
    const auto text = text_of(run, rule.text, element, timer.instance);
    if (!text) return text.error();
    const auto cycle = read_cycle(*text);
    const auto again = counted(run.context.calendar, timer.based_on, cycle ? cycle->period : *text);
    if (!again) return again.error();
    due->at = again->due;
    due->provisional = again->provisional;
    due->calendar = again->calendar_version;
    return due;
}

void Interpreter::move_deadlines(bool only_provisional) {
    for (const auto& [key, timer] : std::map{state.timers}) {
        const auto* process = find_process(timer.process);
        const auto& element = process->element(process->find_element(timer.element));
        const auto& rule = *element.timer;
        const bool depends = !rule.from_field.empty() || is_expression(rule.text);
        if (only_provisional ? !timer.provisional : !depends) continue;
        const auto due = due_again(*this, timer, element);
        if (!due) continue; // the field was cleared: the deadline stays as it stood
        // A cycle that has begun goes on; it is not moved back to a firing that is past.
        if (rule.kind == TimerRule::Kind::cycle && due->at <= context.now) continue;
        if (due->at == timer.due_at && due->provisional == timer.provisional) continue;
        emit(TimerMoved{
            .key = key,
            .due_at = due->at,
            .provisional = due->provisional,
            .calendar = due->calendar});
    }
    for (const auto& [key, task] : std::map{state.tasks}) {
        const auto& element = element_of(key);
        if (!element.assignment) continue;
        const auto& assignment = *element.assignment;
        const bool depends = !assignment.due_from.empty() || is_expression(assignment.due);
        if (only_provisional ? !task.provisional : !depends) continue;
        const auto due = task_due(element, key, task.counted_from);
        if (!due || !*due) continue; // the field was cleared: the deadline stays as it stood
        if ((*due)->at == task.due_at && (*due)->provisional == task.provisional) continue;
        emit(TaskDueMoved{.key = key, .due_at = (*due)->at, .provisional = (*due)->provisional});
    }
}

} // namespace gongdao
