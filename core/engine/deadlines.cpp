#include "core/engine/deadlines.hpp"

#include "core/engine/timing.hpp"

namespace gongdao {

namespace {

/// A cycle that goes on for longer is not counted from its beginning again.
constexpr int firings_max = 10'000;

using Counted = Result<std::optional<Deadline>>;

Counted found(Result<Deadline> deadline) {
    if (!deadline) return deadline.error();
    return std::optional{std::move(*deadline)};
}

Counted count_task(Interpreter& run, Key key, const Task& task) {
    const auto& element = run.element_of(key);
    const auto& assignment = *element.assignment;
    const auto text = timing::text_of(run, assignment.due, element, key);
    if (!text) return text.error();
    if (parse_instant(*text)) return std::optional<Deadline>{};
    if (assignment.due_from.empty())
        return found(timing::counted(run.context.calendar, task.counted_from, *text));
    const auto base = timing::base_in(run, assignment.due_from, element, key);
    if (!base) return base.error();
    return found(timing::counted(run.context.calendar, *base, *text));
}

/// The firing that the timer waits for: the first counts from `base`, any later one from the one
/// before.
Counted count_cycle(Interpreter& run, Instant base, std::string_view period, const Timer& timer) {
    const auto& calendar = run.context.calendar;
    auto next = timing::counted(calendar, base, period);
    if (!next || next->due == timer.due_at) return found(std::move(next));
    next = timing::counted_on(calendar, timer.based_on, period);
    for (int fired = 0; next && next->due < timer.due_at && fired < firings_max; ++fired)
        next = timing::counted_on(calendar, next->due, period);
    return found(std::move(next));
}

Counted count_timer(Interpreter& run, const Timer& timer) {
    const auto& process = *run.find_process(timer.process);
    const auto& element = process.element(process.find_element(timer.element));
    const auto& rule = *element.timer;
    if (rule.kind == TimerRule::Kind::date || rule.kind == TimerRule::Kind::cron)
        return std::optional<Deadline>{};
    const auto text = timing::text_of(run, rule.text, element, timer.instance);
    if (!text) return text.error();
    const auto base = rule.from_field.empty()
                          ? Result<Instant>{timer.based_on}
                          : timing::base_in(run, rule.from_field, element, timer.instance);
    if (!base) return base.error();
    if (rule.kind == TimerRule::Kind::duration)
        return found(timing::counted(run.context.calendar, *base, *text));
    const auto cycle = timing::read_cycle(*text);
    if (!cycle) return timing::not_a_time(element, *text);
    return count_cycle(run, *base, cycle->period, timer);
}

void keep(OpenDeadline& deadline, Counted counted) {
    if (counted) {
        deadline.counted = std::move(*counted);
    } else {
        deadline.uncountable = counted.error();
    }
}

} // namespace

std::vector<OpenDeadline> open_deadlines(const CaseState& state, const Context& context) {
    Interpreter run{state, context, TransitionTable::standard()};
    std::vector<OpenDeadline> deadlines;
    for (const auto& [key, task] : state.tasks) {
        if (!task.due_at) continue;
        OpenDeadline deadline{
            .key = key,
            .process = state.instances.at(key).process,
            .element = task.element,
            .due_at = *task.due_at,
            .provisional = task.provisional};
        keep(deadline, count_task(run, key, task));
        deadlines.push_back(std::move(deadline));
    }
    for (const auto& [key, timer] : state.timers) {
        OpenDeadline deadline{
            .key = key,
            .is_timer = true,
            .process = timer.process,
            .element = timer.element,
            .due_at = timer.due_at,
            .provisional = timer.provisional};
        keep(deadline, count_timer(run, timer));
        deadlines.push_back(std::move(deadline));
    }
    return deadlines;
}

} // namespace gongdao
