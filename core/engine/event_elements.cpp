#include "core/engine/behaviours.hpp"
#include "core/engine/errors.hpp"
#include "core/engine/interpreter.hpp"

#include <boost/json/object.hpp>

namespace gongdao::behaviours {

namespace {

/// The catch event that a link throw jumps to, in the same scope.
int link_target(const Process& process, const Element& thrower) {
    for (const auto child : process.element(thrower.scope).children) {
        const auto& element = process.element(child);
        const bool catches =
            element.kind == ElementKind::catch_event && element.trigger == Trigger::link;
        if (catches && element.event_name == thrower.event_name) return child;
    }
    return -1;
}

Document locals_of(const ElementInstance& instance) {
    return instance.variables.is_object() ? instance.variables : Document(DocumentObject{});
}

/// Ends everything else in the scope, tokens at joins included.
void terminate_scope(Interpreter& run, Key thrower) {
    const auto scope = run.instance(thrower).parent;
    run.forget_queued(scope);
    for (const auto child : run.children_of(scope)) {
        if (child != thrower) run.stop(child);
    }
    TokensJoined dropped{.scope = scope};
    for (const auto& [flow, count] : run.instance(scope).arrived) {
        dropped.flows.insert(dropped.flows.end(), static_cast<std::size_t>(count), flow);
    }
    if (!dropped.flows.empty()) run.emit(std::move(dropped));
}

Result<void> throw_event(Interpreter& run, Key key) {
    const auto& element = run.element_of(key);
    switch (element.trigger) {
    case Trigger::message:
        if (element.work.kind == Work::Kind::none || element.work.kind == Work::Kind::message)
            return run.send_message(key, element);
        return {};
    case Trigger::signal:
        run.broadcast(element.event_name, locals_of(run.instance(key)));
        return {};
    case Trigger::escalation:
        run.throw_escalation(key, element.event_name);
        return {};
    case Trigger::terminate:
        terminate_scope(run, key);
        return {};
    case Trigger::error:
        if (run.throw_error(key, element.event_name, locals_of(run.instance(key)))) return {};
        return fail(
            errors::uncaught_error,
            {element.name.empty() ? element.id : element.name, element.event_name},
            {.element = element.id}
        );
    case Trigger::link:
        run.queue_activation(run.instance(key).parent, link_target(run.process_of(key), element));
        return {};
    case Trigger::none:
    case Trigger::timer:
    case Trigger::conditional:
        return {};
    }
    return {};
}

} // namespace

Result<void> enter_catch(Interpreter& run, Key key) {
    const auto& process = run.process_of(key);
    const auto& element = run.element_of(key);
    const bool waits = !run.instance(key).triggered && element.trigger != Trigger::link &&
                       element.trigger != Trigger::none;
    if (!waits) return pass(run, key);
    auto armed = run.arm(key, process.find_element(element.id));
    if (!armed) return armed;
    run.emit(ElementActivated{.key = key});
    return {};
}

Result<void> enter_throw(Interpreter& run, Key key) {
    auto mapped = run.map_inputs(key);
    if (!mapped) return mapped;
    auto thrown = throw_event(run, key);
    if (!thrown || !run.exists(key)) return thrown;
    run.emit(ElementActivated{.key = key});
    // Deliveries were queued before, so that receivers move first.
    run.queue_step(key, LifeStep::leave);
    return {};
}

Result<void> enter_end(Interpreter& run, Key key) { return enter_throw(run, key); }

Result<void> enter_event_gateway(Interpreter& run, Key key) {
    const auto& process = run.process_of(key);
    for (const auto flow : run.element_of(key).outgoing) {
        auto armed = run.arm(key, process.flow(flow).target);
        if (!armed) return armed;
    }
    run.emit(ElementActivated{.key = key});
    return {};
}

Result<void> resume_to_leave(Interpreter& run, Key key) {
    run.disarm(key);
    run.perform(key, LifeStep::leave);
    return {};
}

} // namespace gongdao::behaviours
