#include "core/engine/errors.hpp"
#include "core/engine/interpreter.hpp"
#include "core/values/ensure.hpp"

#include <boost/json/object.hpp>

#include <algorithm>

namespace gongdao {

namespace {

/// The keys of those waits that belong to `host`.
template <class Wait>
std::vector<Key> keys_of(const std::map<Key, Wait>& waits, Key host) {
    std::vector<Key> keys;
    for (const auto& [key, wait] : waits) {
        if (wait.instance == host) keys.push_back(key);
    }
    return keys;
}

} // namespace

Result<void> Interpreter::arm(Key host, int index) {
    const auto& process = process_of(host);
    const auto& element = process.element(index);
    switch (element.trigger) {
    case Trigger::timer: {
        const auto due = due_of(*element.timer, element, host);
        if (!due) return due.error();
        emit(TimerStarted{
            .key = next_key(),
            .timer = Timer{
                .instance = host,
                .element = element.id,
                .process = instance(host).process,
                .due_at = due->at,
                .based_on = due->based_on,
                .remaining = due->remaining,
                .provisional = due->provisional,
                .calendar = due->calendar}});
        return {};
    }
    case Trigger::message:
    case Trigger::signal:
    case Trigger::conditional: {
        Subscription subscription{
            .instance = host,
            .element = element.id,
            .process = instance(host).process,
            .name = element.event_name};
        subscription.kind = element.trigger == Trigger::message  ? SubscriptionKind::message
                            : element.trigger == Trigger::signal ? SubscriptionKind::signal
                                                                 : SubscriptionKind::conditional;
        if (!element.correlation.empty()) {
            auto key = correlation_of(element, host);
            if (!key) return key.error();
            subscription.correlation = std::move(*key);
        }
        if (element.trigger == Trigger::conditional) {
            const auto held = holds(element.condition, host);
            if (!held) return held.error();
            subscription.holds = *held;
        }
        const bool happened = subscription.holds;
        emit(SubscriptionOpened{.key = next_key(), .subscription = std::move(subscription)});
        if (happened) queue_trigger(host, index, DocumentObject{});
        return {};
    }
    case Trigger::none:
    case Trigger::error:
    case Trigger::escalation:
    case Trigger::link:
    case Trigger::terminate:
        return {}; // found when thrown; nothing to wait for
    }
    return {};
}

Result<void> Interpreter::arm_boundary_events(Key host) {
    for (const auto boundary : element_of(host).boundary) {
        auto armed = arm(host, boundary);
        if (!armed) return armed;
    }
    return {};
}

Result<void> Interpreter::arm_event_subprocesses(Key scope) {
    const auto& process = process_of(scope);
    for (const auto child : element_of(scope).children) {
        if (process.element(child).kind != ElementKind::event_subprocess) continue;
        for (const auto start : process.element(child).children) {
            if (process.element(start).kind != ElementKind::start_event) continue;
            auto armed = arm(scope, start);
            if (!armed) return armed;
        }
    }
    return {};
}

void Interpreter::disarm(Key host) {
    for (const auto key : keys_of(state.timers, host))
        emit(TimerCancelled{.key = key});
    for (const auto key : keys_of(state.subscriptions, host))
        emit(SubscriptionClosed{.key = key});
    for (const auto key : keys_of(state.work, host))
        emit(WorkWithdrawn{.key = key});
    for (const auto key : keys_of(state.incidents, host))
        emit(IncidentResolved{.key = key});
    if (state.tasks.contains(host)) emit(TaskWithdrawn{.key = host});
}

void Interpreter::stop(Key key) {
    if (!exists(key)) return;
    emit(ElementTerminating{.key = key});
    forget_queued(key);
    for (const auto child : children_of(key))
        stop(child);
    disarm(key);
    emit(ElementTerminated{.key = key});
}

namespace {

/// Closes what an interrupting event must close in its scope: everything that runs, and the waits
/// of the scope's other event subprocesses; boundary events on the scope itself stay.
void interrupt_scope(Interpreter& run, Key scope) {
    run.emit(ScopeInterrupted{.key = scope});
    run.forget_queued(scope);
    for (const auto child : run.children_of(scope))
        run.stop(child);
    const auto& process = run.process_of(scope);
    const auto inside = [&](const std::string& element) {
        const auto index = process.find_element(element);
        return index >= 0 && process.element(index).kind == ElementKind::start_event;
    };
    for (const auto key : keys_of(run.state.timers, scope)) {
        if (inside(run.state.timers.at(key).element)) run.emit(TimerCancelled{.key = key});
    }
    for (const auto key : keys_of(run.state.subscriptions, scope)) {
        if (inside(run.state.subscriptions.at(key).element))
            run.emit(SubscriptionClosed{.key = key});
    }
}

/// Payload of a message: an event with output mappings picks from `message`, any other takes all of
/// it.
void take_payload(Interpreter& run, Key key, const Element& element, const Document& payload) {
    if (!payload.is_object() || payload.get_object().empty()) return;
    if (element.outputs.empty()) {
        run.write(key, payload);
    } else {
        run.emit(VariablesSet{.scope = key, .values = DocumentObject{{"message", payload}}});
    }
}

} // namespace

void Interpreter::trigger(Key host, int index, const Document& payload) {
    const auto& process = process_of(host);
    const auto& element = process.element(index);
    const auto scope = instance(host).parent;
    switch (element.kind) {
    case ElementKind::boundary_event: {
        if (element.interrupting) stop(host);
        const auto key = next_key();
        emit(ElementActivating{
            .key = key,
            .element = element.id,
            .process = instance(scope).process,
            .parent = scope,
            .triggered = true});
        take_payload(*this, key, element, payload);
        perform(key, LifeStep::enter);
        if (element.interrupting && exists(scope)) queue_step(scope, LifeStep::child_ended);
        return;
    }
    case ElementKind::start_event: {
        if (instance(host).interrupted) return;
        if (element.interrupting) interrupt_scope(*this, host);
        const auto key = next_key();
        emit(ElementActivating{
            .key = key,
            .element = process.element(element.scope).id,
            .process = instance(host).process,
            .parent = host,
            .triggered = true});
        take_payload(*this, key, element, payload);
        perform(key, LifeStep::enter);
        return;
    }
    default:
        break;
    }
    if (element_of(host).kind == ElementKind::event_gateway) {
        const auto gateway = process.find_element(instance(host).element);
        disarm(host);
        emit(ElementCompleting{.key = host});
        emit(ElementCompleted{.key = host});
        for (const auto flow : process.element(index).incoming) {
            if (process.flow(flow).source == gateway)
                emit(FlowTaken{.scope = scope, .flow = process.flow(flow).id});
        }
        const auto key = next_key();
        emit(ElementActivating{
            .key = key,
            .element = element.id,
            .process = instance(scope).process,
            .parent = scope,
            .triggered = true});
        take_payload(*this, key, element, payload);
        perform(key, LifeStep::enter);
        return;
    }
    take_payload(*this, host, element, payload);
    perform(host, LifeStep::resume);
}

namespace {

/// No step of the element failed, so none is repeated when it is resolved: the condition is asked
/// again. Reported once.
void report_condition(Interpreter& run, const Subscription& subscription, const Error& error) {
    const auto text = sentence(error, Language::chinese);
    for (const auto& [key, known] : run.state.incidents) {
        if (known.instance == subscription.instance && known.sentence == text) return;
    }
    run.emit(IncidentRaised{
        .key = run.next_key(),
        .incident = Incident{
            .instance = subscription.instance,
            .step = "condition",
            .code = std::string{error.kind->code},
            .sentence = text,
            .raised_at = run.context.now}});
}

} // namespace

void Interpreter::check_conditions() {
    for (const auto& [key, subscription] : std::map{state.subscriptions}) {
        if (subscription.kind != SubscriptionKind::conditional ||
            !state.subscriptions.contains(key))
            continue;
        const auto* process = find_process(subscription.process);
        const auto index = process->find_element(subscription.element);
        const auto held = holds(process->element(index).condition, subscription.instance);
        if (!held) {
            report_condition(*this, subscription, held.error());
            continue;
        }
        if (*held == subscription.holds) continue;
        emit(ConditionChanged{.key = key, .holds = *held});
        if (*held) queue_trigger(subscription.instance, index, DocumentObject{});
    }
}

} // namespace gongdao
