#include "core/engine/decide.hpp"

#include "core/engine/errors.hpp"
#include "core/engine/failed_work.hpp"
#include "core/engine/form_conditions.hpp"
#include "core/engine/guards.hpp"
#include "core/engine/interpreter.hpp"
#include "core/engine/open_case.hpp"
#include "core/values/text_encoding.hpp"

#include <boost/json/object.hpp>

namespace gongdao {

std::string Ask::text() const {
    DocumentArray conditions;
    for (const auto& condition : where) {
        conditions.push_back(DocumentArray{
            condition.field.c_str(), condition.operation.c_str(), condition.value});
    }
    return canonical_text(DocumentObject{
        {"query", query},
        {"answer", static_cast<int>(answer)},
        {"pack", pack},
        {"where", conditions},
        {"except", except.text()},
        {"serial", serial},
        {"person", person.text()}});
}

namespace {

using Done = Result<void>;

/// Writes what a person entered, in the stored form.
Done take_values(Interpreter& run, const Document& values, const std::string& reason = {}) {
    if (values.is_object() && !values.get_object().empty()) {
        run.emit(VariablesSet{.scope = 0, .values = values, .reason = reason});
    }
    return {};
}

Done confirm_rank(Interpreter& run, const Element& element, const Document& values) {
    if (element.work.warning.empty()) return {};
    const auto rank = find_integer(values, "confirmed_rank");
    if (!rank) return fail(errors::no_rank_to_confirm);
    run.emit(RankConfirmed{
        .profile = element.work.warning,
        .rank = *rank,
        .actor = run.context.actor.id,
        .at = run.context.now,
        .reason = std::string{find_text(values, "confirm_reason").value_or("")}});
    return {};
}

Done on(Interpreter& run, const OpenCase& command) { return open_case(run, command); }

Done on(Interpreter& run, const CompleteTask& command) {
    const auto key = guards::find_task(run.state, command.task, command.element);
    if (!key) return key.error();
    const auto task = run.state.tasks.at(*key);
    const auto& element = run.element_of(*key);
    auto allowed = guards::may_work_on(run.context, run.state, task, element);
    if (!allowed) return allowed;
    const auto values = guards::accept_fields(run.context, command.values);
    if (!values) return values.error();
    auto fits = guards::meets_form(run.context, run.state, task, *values);
    if (!fits) return fits;
    fits = guards::meets_conditions(run, *key, task, *values);
    if (!fits) return fits;
    auto unchanged = guards::has_facts(run.context, run.state, command.expect);
    if (!unchanged) return unchanged;
    auto confirmed = confirm_rank(run, element, *values);
    if (!confirmed) return confirmed;
    if (!values->get_object().empty()) run.write(*key, *values);
    const auto earlier = run.state.completed_by.find(task.element);
    if (earlier != run.state.completed_by.end() && earlier->second != run.context.actor.id)
        run.emit(CompletionKept{.element = task.element, .actor = earlier->second});
    run.emit(TaskCompleted{.key = *key, .actor = run.context.actor.id});
    run.perform(*key, LifeStep::resume);
    return {};
}

Done on(Interpreter& run, const ClaimTask& command) {
    const auto key = guards::find_task(run.state, command.task, command.element);
    if (!key) return key.error();
    const auto& task = run.state.tasks.at(*key);
    auto allowed = guards::may_work_on(run.context, run.state, task, run.element_of(*key));
    if (!allowed) return allowed;
    run.emit(TaskAssigned{.key = *key, .assignee = run.context.actor.id});
    return {};
}

Done on(Interpreter& run, const ReleaseTask& command) {
    const auto key = guards::find_task(run.state, command.task, command.element);
    if (!key) return key.error();
    const auto& task = run.state.tasks.at(*key);
    if (task.assignee != run.context.actor.id && !guards::may(run.context, run.state, "correct"))
        return fail(errors::task_of_another, {task.name, task.assignee.text()});
    run.emit(TaskAssigned{.key = *key});
    return {};
}

Done on(Interpreter& run, const TransferTask& command) {
    const auto key = guards::find_task(run.state, command.task, command.element);
    if (!key) return key.error();
    const auto& task = run.state.tasks.at(*key);
    // Whose claimant is gone, a task is handed on by those who may correct the case.
    auto allowed = guards::may_work_on(run.context, run.state, task, run.element_of(*key));
    if (!allowed && !guards::may(run.context, run.state, "correct")) return allowed;
    const auto* successor = run.context.successor;
    if (successor == nullptr || successor->id != command.to)
        return fail(errors::cannot_take_task, {command.to.text(), task.name});
    allowed = guards::can_take(run.context, run.state, task, run.element_of(*key), *successor);
    if (!allowed) return allowed;
    run.emit(TaskAssigned{.key = *key, .assignee = command.to, .reason = command.reason});
    return {};
}

Done on(Interpreter& run, const UrgeTask& command) {
    const auto key = guards::find_task(run.state, command.task, command.element);
    if (!key) return key.error();
    if (run.state.opened_by != run.context.actor.id) {
        auto allowed = guards::may(run.context, run.state, "note");
        if (!allowed) return allowed;
    }
    run.emit(TaskUrged{.key = *key, .text = command.text});
    return {};
}

Done on(Interpreter& run, const CorrectFacts& command) {
    auto allowed = guards::may(run.context, run.state, "correct");
    if (!allowed) return allowed;
    if (is_blank_text(command.reason)) return fail(errors::correction_needs_reason);
    const auto values = guards::accept_fields(run.context, command.values);
    if (!values) return values.error();
    auto entered = guards::may_enter(run.context, run.state, *values);
    if (!entered) return entered;
    return take_values(run, *values, command.reason);
}

Done on(Interpreter& run, const AddNote& command) {
    auto allowed = guards::may(run.context, run.state, "note");
    if (!allowed) return allowed;
    if (is_blank_text(command.text)) return fail(errors::note_without_text);
    run.emit(NoteAdded{.text = command.text});
    return {};
}

Done on(Interpreter& run, const VoidCase& command) {
    auto allowed = guards::may(run.context, run.state, "void");
    if (!allowed) return allowed;
    if (is_blank_text(command.reason)) return fail(errors::correction_needs_reason);
    for (const auto key : run.children_of(0))
        run.stop(key);
    run.emit(CaseVoided{.at = run.context.now, .reason = command.reason});
    return {};
}

Done fits_form(Interpreter& run, const Subscription& heard, const Document& payload) {
    const auto* process = run.find_process(heard.process);
    const auto& element = process->element(process->find_element(heard.element));
    return guards::meets_entry_form(run, element, payload);
}

Done deliver(
    Interpreter& run,
    SubscriptionKind kind,
    const std::string& name,
    const std::string* correlation,
    const Document& payload
) {
    std::vector<Key> hit;
    for (const auto& [key, subscription] : run.state.subscriptions) {
        if (subscription.kind != kind || subscription.name != name) continue;
        if (correlation != nullptr && !subscription.correlation.empty() &&
            subscription.correlation != *correlation)
            continue;
        hit.push_back(key);
    }
    if (hit.empty()) return fail(errors::no_such_subscription, {name});
    // A message is consumed once, a signal by all.
    if (kind == SubscriptionKind::message) hit.erase(hit.begin() + 1, hit.end());
    for (const auto key : hit) {
        auto fits = fits_form(run, run.state.subscriptions.at(key), payload);
        if (!fits) return fits;
    }
    run.emit(EventReceived{.name = name, .payload = payload});
    for (const auto key : hit) {
        const auto subscription = run.state.subscriptions.at(key);
        const auto* process = run.find_process(subscription.process);
        run.queue_trigger(
            subscription.instance, process->find_element(subscription.element), payload
        );
    }
    return {};
}

Done on(Interpreter& run, const DeliverMessage& command) {
    auto allowed = guards::may(run.context, run.state, "message");
    if (!allowed) return allowed;
    const auto payload = guards::accept_fields(run.context, command.payload);
    if (!payload) return payload.error();
    return deliver(run, SubscriptionKind::message, command.name, &command.correlation, *payload);
}

Done on(Interpreter& run, const DeliverSignal& command) {
    auto allowed = guards::may(run.context, run.state, "message");
    if (!allowed) return allowed;
    const auto payload = guards::accept_fields(run.context, command.payload);
    if (!payload) return payload.error();
    return deliver(run, SubscriptionKind::signal, command.name, nullptr, *payload);
}

Done on(Interpreter& run, const FireTimer& command) {
    auto allowed = guards::is_engine(run.context, "fire_timer");
    if (!allowed) return allowed;
    const auto found = run.state.timers.find(command.timer);
    if (found == run.state.timers.end())
        return fail(errors::no_such_timer, {std::to_string(command.timer)});
    const auto timer = found->second;
    if (timer.due_at > run.context.now) {
        return fail(errors::timer_not_due, {std::to_string(command.timer), to_text(timer.due_at)});
    }
    const auto next = run.next_of_cycle(timer);
    if (!next) return next.error();
    run.emit(TimerFired{.key = command.timer, .next_due_at = *next});
    const auto* process = run.find_process(timer.process);
    run.queue_trigger(timer.instance, process->find_element(timer.element), DocumentObject{});
    return {};
}

Done on(Interpreter& run, const FinishWork& command) {
    auto allowed = guards::is_engine(run.context, "finish_work");
    if (!allowed) return allowed;
    const auto found = run.state.work.find(command.work);
    if (found == run.state.work.end())
        return fail(errors::no_such_work, {std::to_string(command.work)});
    const auto waiting = found->second.instance;
    run.emit(WorkFinished{.key = command.work, .result = command.result});
    if (waiting == 0 || !run.exists(waiting)) return {};
    if (command.result.is_object()) {
        auto kept = run.keep_outcome(waiting, command.result);
        if (!kept) return kept;
    }
    run.perform(waiting, LifeStep::resume);
    return {};
}

Done on(Interpreter& run, const FailWork& command) {
    auto allowed = guards::is_engine(run.context, "fail_work");
    if (!allowed) return allowed;
    return fail_work(run, command);
}

Done on(Interpreter& run, const ResolveIncident& command) {
    if (!run.state.incidents.contains(command.incident))
        return fail(errors::no_such_incident, {std::to_string(command.incident)});
    auto allowed = guards::may(run.context, run.state, "resolve");
    if (!allowed) return allowed;
    return resolve_incident(run, command);
}

Done on(Interpreter& run, const RecomputeDeadlines&) {
    auto allowed = guards::is_engine(run.context, "recompute_deadlines");
    if (!allowed) return allowed;
    run.move_deadlines(true);
    return {};
}

} // namespace

Outcome decide(
    const CaseState& state,
    const CaseCommand& command,
    const Context& context,
    const TransitionTable& table
) {
    // What a case sent out may be answered after it has ended, and be sent once more.
    const bool answers_work = std::holds_alternative<FinishWork>(command) ||
                              std::holds_alternative<FailWork>(command) ||
                              std::holds_alternative<ResolveIncident>(command);
    const bool ended = state.status == CaseStatus::completed || state.status == CaseStatus::voided;
    if (!std::holds_alternative<OpenCase>(command) && !(answers_work && ended)) {
        const auto open = guards::is_open(state);
        if (!open) return open.error();
    }
    Interpreter run{state, context, table};
    auto done = std::visit([&](const auto& given) { return on(run, given); }, command);
    if (done && !run.need) done = run.run_to_quiescence();
    if (run.need) return *run.need;
    if (!done) return done.error();
    retitle(run);
    return Accepted{.state = std::move(run.state), .events = std::move(run.events)};
}

} // namespace gongdao
