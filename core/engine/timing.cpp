#include "core/engine/timing.hpp"

#include "core/engine/errors.hpp"

namespace gongdao {

namespace timing {

bool is_expression(const std::string& text) { return !text.empty() && text.front() == '='; }

Result<Instant>
base_in(Interpreter& run, const std::string& field, const Element& element, Key key) {
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

Result<std::string>
text_of(Interpreter& run, const std::string& text, const Element& element, Key key) {
    if (!is_expression(text)) return text;
    const auto value = run.evaluate(text.substr(1), key);
    if (!value) return value.error();
    if (!value->is_string()) return not_a_time(element, text);
    return std::string{value->get_string()};
}

} // namespace timing

using namespace timing;

/// The instant from which a period counts: a field, or else when the act happened.
static Result<Instant>
base_of(Interpreter& run, const std::string& field, const Element& element, Key key) {
    if (field.empty()) return run.context.occurred_at;
    return base_in(run, field, element, key);
}

Result<TimerDue> Interpreter::due_of(const TimerRule& rule, const Element& element, Key key) {
    const auto text = text_of(*this, rule.text, element, key);
    if (!text) return text.error();
    const auto base = base_of(*this, rule.from_field, element, key);
    if (!base) return base.error();
    return first_due(element, *text, *base, context.now, context.calendar);
}

Result<std::optional<TimerDue>>
Interpreter::task_due(const Element& element, Key key, Instant counted_from) {
    const auto& assignment = *element.assignment;
    if (assignment.due.empty()) return std::optional<TimerDue>{};
    const auto text = text_of(*this, assignment.due, element, key);
    if (!text) return text.error();
    const auto base = assignment.due_from.empty()
                          ? Result<Instant>{counted_from}
                          : base_of(*this, assignment.due_from, element, key);
    if (!base) return base.error();
    if (const auto instant = parse_instant(*text))
        return std::optional{TimerDue{.at = *instant, .based_on = *base}};
    const auto due = counted(context.calendar, *base, *text);
    if (!due) return due.error();
    return std::optional{
        TimerDue{.at = due->due, .based_on = *base, .provisional = due->provisional}};
}

Result<std::optional<Instant>> Interpreter::next_of_cycle(const Timer& timer) {
    if (timer.remaining == 0) return std::optional<Instant>{};
    const auto* process = find_process(timer.process);
    const auto& element = process->element(process->find_element(timer.element));
    const auto text = text_of(*this, element.timer->text, element, timer.instance);
    if (!text) return text.error();
    const auto next = next_due(element, *text, timer.due_at, context.now, context.calendar);
    if (!next) return next.error();
    return std::optional{*next};
}

/// What the timer's rule says now. A period without a field counts from where it counted before.
static Result<TimerDue> due_again(Interpreter& run, const Timer& timer, const Element& element) {
    const auto& rule = *element.timer;
    const bool counts =
        rule.kind == TimerRule::Kind::duration || rule.kind == TimerRule::Kind::cycle;
    if (!counts || !rule.from_field.empty()) return run.due_of(rule, element, timer.instance);
    const auto text = text_of(run, rule.text, element, timer.instance);
    if (!text) return text.error();
    return first_due(element, *text, timer.based_on, run.context.now, run.context.calendar);
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
