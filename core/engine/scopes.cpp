#include "core/engine/behaviours.hpp"
#include "core/engine/errors.hpp"
#include "core/engine/interpreter.hpp"

namespace gongdao::behaviours {

namespace {

/// The start event that a token without any trigger begins at; -1 where there is none.
int none_start(const Process& process, const Element& scope) {
    for (const auto child : scope.children) {
        const auto& element = process.element(child);
        if (element.kind == ElementKind::start_event && element.trigger == Trigger::none)
            return child;
    }
    return -1;
}

bool is_empty(const Interpreter& run, Key scope) {
    return run.children_of(scope).empty() && run.state.instances.at(scope).arrived.empty() &&
           !run.has_queued(scope);
}

Result<void> open_scope(Interpreter& run, Key key) {
    auto declared = run.declare_variables(key);
    if (!declared) return declared;
    return run.arm_event_subprocesses(key);
}

} // namespace

/// The root's start event is queued by whoever knows which one it is: the opening command or the
/// call.
Result<void> enter_process(Interpreter& run, Key key) {
    auto opened = open_scope(run, key);
    if (!opened) return opened;
    run.emit(ElementActivated{.key = key});
    if (run.instance(key).triggered) return {};
    run.queue_activation(key, none_start(run.process_of(key), run.element_of(key)));
    return {};
}

Result<void> enter_subprocess(Interpreter& run, Key key) {
    auto mapped = run.map_inputs(key);
    if (!mapped) return mapped;
    // Conditions true at entry win before the first inner element: their triggers are queued first.
    if (run.instance(key).loop_counter == 0) {
        auto armed = run.arm_boundary_events(key);
        if (!armed) return armed;
    }
    auto opened = open_scope(run, key);
    if (!opened) return opened;
    run.emit(ElementActivated{.key = key});
    run.queue_activation(key, none_start(run.process_of(key), run.element_of(key)));
    return {};
}

Result<void> enter_event_subprocess(Interpreter& run, Key key) {
    auto opened = open_scope(run, key);
    if (!opened) return opened;
    run.emit(ElementActivated{.key = key});
    const auto& process = run.process_of(key);
    for (const auto child : run.element_of(key).children) {
        if (process.element(child).kind == ElementKind::start_event)
            run.queue_activation(key, child, true);
    }
    return {};
}

Result<void> enter_call(Interpreter& run, Key key) {
    const auto& reference = run.element_of(key).called_process;
    const auto* called = run.find_process(reference);
    if (called == nullptr || none_start(*called, called->element(0)) < 0)
        return fail(errors::no_such_process, {reference}, {.element = run.element_of(key).id});
    auto mapped = run.map_inputs(key);
    if (!mapped) return mapped;
    if (run.instance(key).loop_counter == 0) {
        auto armed = run.arm_boundary_events(key);
        if (!armed) return armed;
    }
    run.emit(ElementActivated{.key = key});
    const auto root = run.next_key();
    run.emit(ElementActivating{
        .key = root, .element = called->element(0).id, .process = reference, .parent = key});
    run.perform(root, LifeStep::enter);
    return {};
}

Result<void> scope_child_ended(Interpreter& run, Key key) {
    if (run.instance(key).phase == Phase::activated && is_empty(run, key))
        run.perform(key, LifeStep::leave);
    return {};
}

Result<void> call_child_ended(Interpreter& run, Key key) {
    if (run.children_of(key).empty()) run.perform(key, LifeStep::leave);
    return {};
}

Result<void> leave_process(Interpreter& run, Key key) {
    run.emit(ElementCompleting{.key = key});
    const auto parent = run.instance(key).parent;
    run.disarm(key);
    run.emit(ElementCompleted{.key = key});
    if (parent == 0) {
        run.emit(CaseCompleted{.at = run.context.now});
    } else {
        run.queue_step(parent, LifeStep::child_ended);
    }
    return {};
}

} // namespace gongdao::behaviours
