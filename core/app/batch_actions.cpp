#include "core/app/batch_actions.hpp"

#include "core/app/batch_errors.hpp"
#include "core/runtime/batch_chunks.hpp"
#include "core/runtime/batch_errors.hpp"
#include "core/runtime/errors.hpp"

#include <boost/json/object.hpp>

#include <algorithm>

namespace gongdao {

namespace {

/// A chain of tasks that only ask for confirmation is never longer.
constexpr int confirmations_max = 20;

const Form* form_of(const BatchTarget& target, const Task& task) {
    const auto found = target.pack().forms.find(task.form);
    return found == target.pack().forms.end() ? nullptr : &found->second;
}

/// Whether the form asks for nothing that is not known already.
bool only_confirms(const BatchTarget& target, const Task& task) {
    const auto* form = form_of(target, task);
    if (form == nullptr) return true;
    return std::all_of(form->entries.begin(), form->entries.end(), [&](const Form::Entry& entry) {
        return !entry.required || find(target.driver->facts, entry.field) != nullptr;
    });
}

Result<Document>
complete(BatchDesk& desk, const BatchTarget& target, const ActorId& actor, Key task) {
    return desk.act(
        {.actor = actor,
         .kind = "complete_task",
         .target = target.driver->stream.text(),
         .members = DocumentObject{{"task", task}}}
    );
}

/// True where one more task was completed.
Result<bool> confirm_one(BatchDesk& desk, const BatchTarget& target, const ActorId& actor) {
    for (const auto& [key, task] : target.driver->tasks) {
        if (!only_confirms(target, task)) continue;
        const auto done = complete(desk, target, actor, key);
        if (done) return true;
        if (done.error().kind->error_class == ErrorClass::environment) return done.error();
    }
    return false;
}

Result<std::string>
period_of(const BatchDefinition& definition, const BatchStart& start, Instant now) {
    const bool monthly = definition.cycle != "year";
    const auto today = to_text(date_of(now));
    if (start.period.empty()) return today.substr(0, monthly ? 7 : 4);
    const bool fits =
        start.period.size() == (monthly ? 7U : 4U) && read_batch_period(start.period).has_value();
    if (fits) return start.period;
    return fail(errors::batch_period_written, {start.period, monthly ? "2025-01" : "2025"});
}

Result<void> open_driver(BatchDesk& desk, const BatchTarget& target, const ActorId& actor) {
    const auto shape = find_batch_process(target.pack(), target.definition_id);
    if (!shape || shape->period_field.empty()) {
        return fail(errors::batch_without_process, {target.pack().id.text(), target.definition_id});
    }
    const auto opened = desk.act(
        {.actor = actor,
         .kind = "open_case",
         .pack = target.pack().id.text(),
         .members =
             DocumentObject{
                 {"process", shape->process},
                 {"facts", DocumentObject{{shape->period_field, target.period}}}}}
    );
    if (!opened) return opened.error();
    return {};
}

const Form::Entry* entry_that_decides(const Pack& pack, const Form& form) {
    for (const auto& entry : form.entries) {
        const auto* field = pack.fields.find(entry.field);
        if (!entry.required || field == nullptr || field->type != FieldType::choice) continue;
        const auto has = [&](std::string_view word) {
            return std::find(field->choices.begin(), field->choices.end(), word) !=
                   field->choices.end();
        };
        if (has("agree") && (has("return") || has("refuse"))) return &entry;
    }
    return nullptr;
}

std::string note_of(const Pack& pack, const Form& form) {
    for (const auto& entry : form.entries) {
        const auto* field = pack.fields.find(entry.field);
        const bool is_text = field != nullptr && field->type == FieldType::text;
        if (is_text && !entry.read_only && !entry.required) return entry.field;
    }
    return {};
}

/// Where several tasks wait, the one that is this person's.
Result<DecisionTask>
choose(Node& node, const BatchTarget& target, const ActorId& actor, Instant now) {
    const auto tasks = decision_tasks(target);
    if (tasks.empty())
        return fail(
            errors::batch_decides_nothing, {target.stream.text(), both_languages(waits_for(target))}
        );
    if (tasks.size() == 1) return tasks.front();
    std::vector<DecisionTask> own;
    for (const auto& task : tasks) {
        if (node.may_work_on(actor, target.driver->stream, task.task, now)) own.push_back(task);
    }
    if (own.size() > 1)
        return fail(errors::batch_decides_several, {target.stream.text(), actor.text()});
    return own.empty() ? tasks.front() : own.front();
}

} // namespace

Result<BatchTarget> run_batch(BatchDesk& desk, const BatchStart& start) {
    auto& node = desk.node();
    const auto deployed = node.packs().current(start.pack);
    if (!deployed) return deployed.error();
    const auto definition = (*deployed)->pack.batches.find(start.batch);
    if (definition == (*deployed)->pack.batches.end())
        return fail(errors::no_such_batch, {start.pack + "/" + start.batch});
    const auto period = period_of(definition->second, start, desk.now());
    if (!period) return period.error();
    auto target = batch_of_period(node, start.pack, start.batch, *period);
    if (!target) return target;
    if (!target->driver) {
        const auto opened = open_driver(desk, *target, start.actor);
        if (!opened) return opened.error();
        target = batch_of_period(node, start.pack, start.batch, *period);
    }
    for (int round = 0; round < confirmations_max; ++round) {
        if (!target || !target->driver || !target->state.status.empty()) return target;
        const auto confirmed = confirm_one(desk, *target, start.actor);
        if (!confirmed) return confirmed.error();
        if (!*confirmed) return target;
        target = batch_of_period(node, start.pack, start.batch, *period);
    }
    return target;
}

std::vector<DecisionTask> decision_tasks(const BatchTarget& target) {
    std::vector<DecisionTask> decisions;
    if (!target.driver) return decisions;
    for (const auto& [key, task] : target.driver->tasks) {
        const auto* form = form_of(target, task);
        const auto* entry = form == nullptr ? nullptr : entry_that_decides(target.pack(), *form);
        if (entry == nullptr) continue;
        const auto& choices = target.pack().fields.find(entry->field)->choices;
        const bool returns = std::find(choices.begin(), choices.end(), "return") != choices.end();
        decisions.push_back(
            {.task = key,
             .field = entry->field,
             .refusal = returns ? "return" : "refuse",
             .note = note_of(target.pack(), *form)}
        );
    }
    return decisions;
}

Result<void>
decide_batch(BatchDesk& desk, const BatchTarget& target, const BatchDecision& decision) {
    if (decision.refuse && decision.reason.empty()) return fail(errors::refusal_needs_reason);
    const auto chosen = choose(desk.node(), target, decision.actor, desk.now());
    if (!chosen) return chosen.error();
    const auto digest = digest_of(target.state);
    if (!digest.starts_with(decision.digest))
        return fail(errors::batch_digest_differs, {digest, decision.digest});
    DocumentObject members{{"task", chosen->task}};
    // The batch may be computed again before this arrives.
    if (const auto* known = find(target.driver->facts, "batch_hash"))
        members["expect"] = DocumentObject{{"batch_hash", *known}};
    Document values = decision.others;
    auto& object = values.as_object();
    object[chosen->field] = decision.refuse ? chosen->refusal : "agree";
    if (!decision.reason.empty() && !chosen->note.empty()) object[chosen->note] = decision.reason;
    members["values"] = std::move(values);
    const auto done = desk.act(
        {.actor = decision.actor,
         .kind = "complete_task",
         .target = target.driver->stream.text(),
         .members = std::move(members)}
    );
    if (!done) return done.error();
    return {};
}

namespace {

Bilingual named(const Wording& what, const std::vector<std::string>& names) {
    const auto list = listed_in_both(names);
    return {std::string{what.chinese} + list.chinese, std::string{what.english} + list.english};
}

} // namespace

Bilingual waits_for(const BatchTarget& target) {
    if (!target.driver) return {"批次还没有启动", "the batch has not begun"};
    std::vector<std::string> names;
    for (const auto& [key, task] : target.driver->tasks)
        names.push_back(task.name);
    if (!names.empty()) return named({"等待办理：", "open tasks: "}, names);
    for (const auto& [key, incident] : target.driver->incidents)
        names.push_back(incident.sentence);
    if (!names.empty()) return named({"有异常：", "incidents: "}, names);
    for (const auto& [key, timer] : target.driver->timers)
        names.push_back(to_text(timer.due_at).substr(0, 16));
    if (!names.empty()) return named({"等到 ", "until "}, names);
    return target.driver->status == CaseStatus::open ? Bilingual{"正在处理", "being worked on"}
                                                     : Bilingual{"已经结束", "closed"};
}

} // namespace gongdao
