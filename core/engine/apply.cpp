#include "core/engine/apply.hpp"

#include "core/values/ensure.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>

namespace gongdao {

namespace {

ElementInstance& instance_of(CaseState& state, Key key) {
    const auto found = state.instances.find(key);
    ensure(
        found != state.instances.end(), "an event names an element instance that does not exist"
    );
    return found->second;
}

template <class Value>
Value& at_key(std::map<Key, Value>& values, Key key) {
    const auto found = values.find(key);
    ensure(found != values.end(), "an event names a wait that does not exist");
    return found->second;
}

void use_key(CaseState& state, Key key) { state.last_key = std::max(state.last_key, key); }

/// A null clears the variable, so that "not known" has one form.
void merge(Document& into, const Document& values) {
    if (!into.is_object()) into.emplace_object();
    for (const auto& [name, value] : values.as_object()) {
        if (value.is_null()) {
            into.as_object().erase(name);
        } else {
            into.as_object()[name] = value;
        }
    }
}

void leave(CaseState& state, Key key) {
    const auto parent = instance_of(state, key).parent;
    const auto found = state.instances.find(parent);
    if (found != state.instances.end() && found->second.repetition)
        ++found->second.repetition->completed;
    state.instances.erase(key);
}

void on(CaseState& state, const CaseOpened& event) {
    state.pack = event.pack;
    state.pack_version = event.pack_version;
    state.status = CaseStatus::open;
    state.number = event.number;
    state.reference = event.reference;
    state.title = event.title;
    state.owner = event.owner;
    state.opened_by = event.opened_by;
    state.opened_at = event.opened_at;
    merge(state.facts, event.facts);
}

void on(CaseState& state, const CaseRetitled& event) { state.title = event.title; }

void close(CaseState& state, CaseStatus status, Instant at) {
    state.status = status;
    state.closed_at = at;
}

void on(CaseState& state, const CaseCompleted& event) {
    close(state, CaseStatus::completed, event.at);
}

void on(CaseState& state, const CaseVoided& event) { close(state, CaseStatus::voided, event.at); }

void on(CaseState&, const NoteAdded&) {} // lives in the journal alone

void on(CaseState& state, const VariablesSet& event) {
    merge(event.scope == 0 ? state.facts : instance_of(state, event.scope).variables, event.values);
}

void on(CaseState& state, const ElementActivating& event) {
    use_key(state, event.key);
    auto& instance = state.instances[event.key];
    instance.element = event.element;
    instance.process = event.process;
    instance.parent = event.parent;
    instance.loop_counter = event.loop_counter;
    instance.triggered = event.triggered;
    instance.variables = event.variables;
    const auto parent = state.instances.find(event.parent);
    if (event.loop_counter > 0 && parent != state.instances.end()) {
        ensure(parent->second.repetition.has_value(), "a repetition runs outside of a body");
        ++parent->second.repetition->started;
    }
}

void on(CaseState& state, const ElementActivated& event) {
    instance_of(state, event.key).phase = Phase::activated;
}

void on(CaseState& state, const ElementCompleting& event) {
    instance_of(state, event.key).phase = Phase::completing;
}

void on(CaseState& state, const ElementCompleted& event) { leave(state, event.key); }

void on(CaseState& state, const ElementTerminating& event) {
    instance_of(state, event.key).phase = Phase::terminating;
}

void on(CaseState& state, const ElementTerminated& event) { leave(state, event.key); }

void on(CaseState& state, const FlowTaken& event) {
    ++state.flow_counts[event.flow];
    if (event.waits) ++instance_of(state, event.scope).arrived[event.flow];
}

void on(CaseState& state, const TokensJoined& event) {
    auto& arrived = instance_of(state, event.scope).arrived;
    for (const auto& flow : event.flows) {
        if (--arrived.at(flow) == 0) arrived.erase(flow);
    }
}

Repetition& repetition_of(CaseState& state, Key key) {
    auto& instance = instance_of(state, key);
    ensure(instance.repetition.has_value(), "an event names a repetition that does not exist");
    return *instance.repetition;
}

void on(CaseState& state, const RepetitionStarted& event) {
    instance_of(state, event.key).repetition =
        Repetition{.total = event.total, .items = event.items};
}

void on(CaseState& state, const RepetitionCollected& event) {
    auto& outputs = repetition_of(state, event.key).outputs;
    if (!outputs.is_array()) outputs.emplace_array();
    const auto position = static_cast<std::size_t>(event.position);
    auto& array = outputs.as_array();
    if (array.size() < position) array.resize(position);
    array[position - 1] = event.value;
}

void on(CaseState& state, const RepetitionFinished& event) {
    repetition_of(state, event.key).finished = true;
}

void on(CaseState& state, const ScopeInterrupted& event) {
    instance_of(state, event.key).interrupted = true;
    instance_of(state, event.key).arrived.clear();
}

void on(CaseState& state, const TaskOpened& event) { state.tasks[event.key] = event.task; }

void on(CaseState& state, const TaskAssigned& event) {
    at_key(state.tasks, event.key).assignee = event.assignee;
}

void on(CaseState&, const TaskUrged&) {}

void on(CaseState& state, const TaskDueMoved& event) {
    auto& task = at_key(state.tasks, event.key);
    task.due_at = event.due_at;
    task.provisional = event.provisional;
}

void on(CaseState& state, const CompletionKept& event) {
    auto& earlier = state.completed_before[event.element];
    if (std::find(earlier.begin(), earlier.end(), event.actor) == earlier.end())
        earlier.push_back(event.actor);
}

void on(CaseState& state, const TaskCompleted& event) {
    state.completed_by[at_key(state.tasks, event.key).element] = event.actor;
    state.tasks.erase(event.key);
}

void on(CaseState& state, const TaskWithdrawn& event) { state.tasks.erase(event.key); }

void on(CaseState& state, const TimerStarted& event) {
    use_key(state, event.key);
    state.timers[event.key] = event.timer;
}

void on(CaseState& state, const TimerMoved& event) {
    auto& timer = at_key(state.timers, event.key);
    timer.due_at = event.due_at;
    timer.provisional = event.provisional;
    timer.calendar = event.calendar;
}

void on(CaseState& state, const TimerFired& event) {
    auto& timer = at_key(state.timers, event.key);
    if (!event.next_due_at) {
        state.timers.erase(event.key);
        return;
    }
    timer.based_on = timer.due_at;
    timer.due_at = *event.next_due_at;
    if (timer.remaining > 0) --timer.remaining;
}

void on(CaseState& state, const TimerCancelled& event) { state.timers.erase(event.key); }

void on(CaseState& state, const SubscriptionOpened& event) {
    use_key(state, event.key);
    state.subscriptions[event.key] = event.subscription;
}

void on(CaseState& state, const ConditionChanged& event) {
    at_key(state.subscriptions, event.key).holds = event.holds;
}

void on(CaseState& state, const SubscriptionClosed& event) { state.subscriptions.erase(event.key); }

// What follows is a record of what was asked and answered; only the events beside it change the
// case.
void on(CaseState&, const EventReceived&) {}

void on(CaseState& state, const SignalBroadcast& event) { use_key(state, event.key); }

void on(CaseState&, const ErrorThrown&) {}

void on(CaseState&, const RuleDecided&) {}

void on(CaseState&, const FunctionAnswered&) {}

void on(CaseState&, const QueryAnswered&) {}

void on(CaseState& state, const WorkRequested& event) {
    use_key(state, event.key);
    state.work[event.key] = event.work;
    state.stopped_work.erase(event.key);
}

void on(CaseState& state, const WorkFinished& event) { state.work.erase(event.key); }

void on(CaseState& state, const WorkFailed& event) {
    auto& work = at_key(state.work, event.key);
    ++work.attempts;
    if (event.retry_at) {
        work.not_before = *event.retry_at;
    } else {
        state.work.erase(event.key);
    }
}

void on(CaseState& state, const WorkStopped& event) {
    state.stopped_work.insert(state.work.extract(event.key));
}

void on(CaseState& state, const WorkWithdrawn& event) { state.work.erase(event.key); }

void on(CaseState& state, const IncidentRaised& event) {
    use_key(state, event.key);
    state.incidents[event.key] = event.incident;
}

void on(CaseState& state, const IncidentResolved& event) { state.incidents.erase(event.key); }

void on(CaseState& state, const RankProposed& event) {
    if (!state.warning) state.warning.emplace();
    auto& warning = *state.warning;
    warning.profile = event.profile;
    warning.proposed = event.rank;
    warning.rule = event.rule;
    warning.version = event.version;
    warning.reasons = event.reasons;
    warning.proposed_at = event.at;
}

void on(CaseState& state, const RankConfirmed& event) {
    if (!state.warning) state.warning.emplace();
    auto& warning = *state.warning;
    warning.profile = event.profile;
    warning.confirmed = event.rank;
    warning.confirmed_by = event.actor;
    warning.confirmed_at = event.at;
    warning.confirm_reason = event.reason;
}

} // namespace

void apply(CaseState& state, const Event& event) {
    std::visit([&](const auto& happened) { on(state, happened); }, event);
}

void apply_all(CaseState& state, std::span<const Event> events) {
    for (const auto& event : events)
        gongdao::apply(state, event);
}

} // namespace gongdao
