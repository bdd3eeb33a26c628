#include "core/calendar/lookback.hpp"
#include "core/engine/behaviours.hpp"
#include "core/engine/calendar_functions.hpp"
#include "core/engine/errors.hpp"
#include "core/engine/guards.hpp"
#include "core/engine/interpreter.hpp"
#include "core/engine/person_errors.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>

namespace gongdao::behaviours {

namespace {

/// Inputs of automatic work: what was mapped to it, or else all that it can see.
const Document& inputs_of(Interpreter& run, Key key, Document& scratch) {
    const auto& instance = run.instance(key);
    const bool mapped = !run.element_of(key).inputs.empty() && instance.variables.is_object();
    return mapped ? instance.variables : run.visible(key, scratch);
}

std::vector<Reason> reasons_of(const Decision& decision) {
    std::vector<Reason> reasons;
    for (const auto& row : decision.fired)
        reasons.push_back({.row = row.row, .text = row.reason, .clause = row.clause});
    return reasons;
}

Result<void> propose_rank(Interpreter& run, const std::string& profile, const Decision& decision) {
    const auto rank = find_integer(decision.outcome, "rank");
    if (!rank) return fail(errors::no_rank_in_outcome, {decision.rule});
    const auto& warning = run.state.warning;
    const bool same = warning && warning->profile == profile && warning->proposed == *rank &&
                      warning->version == decision.version;
    if (same) return {};
    run.emit(RankProposed{
        .profile = profile,
        .rank = *rank,
        .rule = decision.rule,
        .version = decision.version,
        .reasons = reasons_of(decision),
        .at = run.context.now});
    return {};
}

Result<void> decide_by_rule(Interpreter& run, Key key, const Work& work) {
    Document scratch;
    const auto on = relevant_date(run.context.pack, run.state.facts, run.context.occurred_at);
    auto decision = run.context.rules.decide(work.name, inputs_of(run, key, scratch), on);
    if (!decision) return decision.error();
    if (decision->reconsider_on) {
        decision->outcome.as_object()["reconsider_on"] = to_text(*decision->reconsider_on);
    }
    if (!work.warning.empty()) {
        auto proposed = propose_rank(run, work.warning, *decision);
        if (!proposed) return proposed;
    }
    run.emit(RuleDecided{
        .instance = key,
        .rule = decision->rule,
        .version = decision->version,
        .inputs = decision->inputs.document(),
        .outcome = decision->outcome,
        .reasons = reasons_of(*decision)});
    return run.keep_outcome(key, decision->outcome);
}

Result<void> call_function(Interpreter& run, Key key, const Work& work) {
    Document scratch;
    const auto& input = inputs_of(run, key, scratch);
    auto output = is_calendar_function(work.name)
                      ? call_calendar_function(run.context.calendar, work.name, input)
                      : run.context.functions.call(work.name, input, run.context.now);
    if (!output) return output.error();
    run.emit(FunctionAnswered{
        .instance = key, .function = work.name, .input = input, .output = *output});
    return run.keep_outcome(key, *output);
}

Result<void> run_script(Interpreter& run, Key key, const Work& work) {
    Document scratch;
    const auto outcome =
        run.context.expressions.run(work.script, run.visible(key, scratch), run.context.now);
    if (!outcome) return outcome.error();
    return outcome->is_null() ? Result<void>{} : run.keep_outcome(key, *outcome);
}

/// Fills the pack's query with the asking case's own values.
Result<Ask> resolved(Interpreter& run, Key key, const Query& query) {
    Document scratch;
    const auto& values = run.visible(key, scratch);
    const auto value_of = [&](const std::string& field) {
        const auto* found = find(values, field);
        return found == nullptr ? Document{} : *found;
    };
    Ask ask{
        .query = query.id,
        .answer = query.answer,
        .pack = query.pack.empty() ? run.state.pack.text() : query.pack};
    if (!query.include_self) ask.except = run.state.stream;
    for (const auto& field : query.match)
        ask.where.push_back({.field = field, .operation = "=", .value = value_of(field)});
    for (const auto& condition : query.where) {
        const bool from_case = condition.value.starts_with('$');
        ask.where.push_back(
            {.field = condition.field,
             .operation = condition.operation,
             .value = from_case ? value_of(condition.value.substr(1)) : Document(condition.value)}
        );
    }
    if (!query.within.empty()) {
        const auto since = days_back(run.context.now, query.within);
        if (!since) return since.error();
        const auto field =
            query.within_field.empty() ? std::string{"opened_at"} : query.within_field;
        const bool is_column = field == "opened_at" || field == "closed_at";
        ask.where.push_back(
            {.field = field,
             .operation = ">=",
             .value = is_column ? Document(at(*since).milliseconds) : Document(to_text(*since))}
        );
    }
    return ask;
}

Result<void> ask_query(Interpreter& run, Key key, const Work& work) {
    const auto found = run.context.pack.queries.find(work.name);
    if (found == run.context.pack.queries.end()) return fail(errors::no_such_query, {work.name});
    auto ask = resolved(run, key, found->second);
    if (!ask) return ask.error();
    const auto answer = run.context.answers.find(ask->text());
    if (answer == run.context.answers.end()) {
        run.need = std::move(*ask);
        return {};
    }
    run.emit(QueryAnswered{.instance = key, .query = work.name, .answer = answer->second});
    return run.keep_outcome(key, answer->second);
}

/// A plugin gets what is mapped to it; a script, with its text, all that it would see in a
/// decision.
Document payload_of(Interpreter& run, Key key, const Work& work) {
    Document scratch;
    if (!work.script.empty())
        return DocumentObject{{"script", work.script}, {"values", run.visible(key, scratch)}};
    if (run.element_of(key).inputs.empty()) return DocumentObject{};
    return inputs_of(run, key, scratch);
}

void request_work(Interpreter& run, Key key, const Work& work, WorkKind kind) {
    run.emit(WorkRequested{
        .key = run.next_key(),
        .work = PendingWork{
            .instance = key,
            .kind = kind,
            .name = work.name,
            .idempotency_key = run.state.stream.text() + "#" + std::to_string(run.next_key()),
            .payload = payload_of(run, key, work),
            .attempts_max = work.retries,
            .not_before = run.context.now}});
}

/// True where the element now waits for an answer.
Result<bool> carry_out(Interpreter& run, Key key) {
    const auto& element = run.element_of(key);
    const auto& work = element.work;
    const auto at_once = [](Result<void> done) -> Result<bool> {
        if (!done) return done.error();
        return false;
    };
    switch (work.kind) {
    case Work::Kind::none:
        return false;
    case Work::Kind::rule:
        return at_once(decide_by_rule(run, key, work));
    case Work::Kind::function:
        return at_once(call_function(run, key, work));
    case Work::Kind::script:
        return at_once(run_script(run, key, work));
    case Work::Kind::query:
        return at_once(ask_query(run, key, work));
    case Work::Kind::message:
        return at_once(run.send_message(key, element));
    case Work::Kind::job:
        request_work(run, key, work, WorkKind::job);
        return true;
    case Work::Kind::effect:
        request_work(run, key, work, WorkKind::effect);
        return true;
    }
    return false;
}

Result<void> begin(Interpreter& run, Key key) {
    auto mapped = run.map_inputs(key);
    if (!mapped) return mapped;
    if (run.instance(key).loop_counter > 0) return {};
    return run.arm_boundary_events(key);
}

/// Nobody else could do what waits for a person who is not there. False where it must be asked
/// first.
Result<bool> can_be_done_by(Interpreter& run, const Task& task) {
    if (task.assignee.empty()) return true;
    const Ask ask{.query = "person", .person = task.assignee};
    const auto answer = run.context.answers.find(ask.text());
    if (answer == run.context.answers.end()) {
        run.need = ask;
        return false;
    }
    const auto& what = task.name.empty() ? task.element : task.name;
    const auto status = find_text(answer->second, "status").value_or("none");
    if (status == "none") return fail(errors::person_unknown, {what, task.assignee.text()});
    if (status != "active") return fail(errors::person_retired, {what, task.assignee.text()});
    const auto* held = find(answer->second, "roles");
    const auto fits = [&](const std::string& role) {
        const auto* roles = held == nullptr ? nullptr : held->if_array();
        return roles != nullptr &&
               std::any_of(roles->begin(), roles->end(), [&](const Document& one) {
                   return one.is_string() && one.get_string() == role;
               });
    };
    if (task.roles.empty() || std::any_of(task.roles.begin(), task.roles.end(), fits)) return true;
    return fail(
        errors::person_without_role,
        {what,
         task.assignee.text(),
         guards::role_titles(run.context.pack, task.roles),
         run.state.owner}
    );
}

} // namespace

Result<void> enter_user_task(Interpreter& run, Key key) {
    auto begun = begin(run, key);
    if (!begun) return begun;
    const auto& element = run.element_of(key);
    const auto& assignment = *element.assignment;
    Task task{
        .element = element.id,
        .name = element.name,
        .roles = assignment.roles,
        .form = assignment.form,
        .opened_at = run.context.now,
        .priority = assignment.priority};
    if (!assignment.assignee.empty()) {
        const auto assignee = run.evaluate(assignment.assignee, key);
        if (!assignee) return assignee.error();
        if (assignee->is_string()) task.assignee = ActorId{std::string{assignee->get_string()}};
    }
    const auto there = can_be_done_by(run, task);
    if (!there) return there.error();
    if (!*there) return {};
    task.counted_from = run.context.occurred_at;
    const auto due = run.task_due(element, key, task.counted_from);
    if (!due) return due.error();
    if (*due) {
        task.due_at = (*due)->at;
        task.provisional = (*due)->provisional;
    }
    run.emit(ElementActivated{.key = key});
    run.emit(TaskOpened{.key = key, .task = std::move(task)});
    return {};
}

Result<void> enter_automatic(Interpreter& run, Key key) {
    auto begun = begin(run, key);
    if (!begun) return begun;
    const auto waits = carry_out(run, key);
    if (!waits) return waits.error();
    if (run.need) return {};
    run.emit(ElementActivated{.key = key});
    if (!*waits) run.perform(key, LifeStep::leave);
    return {};
}

Result<void> enter_receive(Interpreter& run, Key key) {
    auto begun = begin(run, key);
    if (!begun) return begun;
    if (run.instance(key).triggered) return pass(run, key);
    auto armed = run.arm(key, run.process_of(key).find_element(run.element_of(key).id));
    if (!armed) return armed;
    run.emit(ElementActivated{.key = key});
    return {};
}

Result<void> enter_manual(Interpreter& run, Key key) {
    auto begun = begin(run, key);
    if (!begun) return begun;
    return pass(run, key);
}

} // namespace gongdao::behaviours
