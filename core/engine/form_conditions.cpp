#include "core/engine/form_conditions.hpp"

#include "core/engine/errors.hpp"
#include "core/engine/guards.hpp"

#include <boost/json/object.hpp>

#include <algorithm>

namespace gongdao::guards {

namespace {

/// The case as it would be if the values were taken.
Document facts_with(const Interpreter& run, Key key, const Document& values) {
    Document scratch;
    Document facts = run.visible(key, scratch);
    for (const auto& [name, value] : values.get_object()) {
        if (value.is_null()) {
            facts.get_object().erase(name);
        } else {
            facts.get_object()[name] = value;
        }
    }
    return facts;
}

bool has_conditions(const Form& form) {
    return !form.checks.empty() || !form.refusals.empty() ||
           std::any_of(form.entries.begin(), form.entries.end(), [](const Form::Entry& entry) {
               return !entry.needed_when.empty();
           });
}

Result<void> has_needed(
    const Context& context,
    const Form& form,
    const Task& task,
    const Document& values,
    const Document& facts
) {
    for (const auto& entry : form.entries) {
        if (entry.needed_when.empty()) continue;
        const auto* given = find(values, entry.field);
        if (given != nullptr && !given->is_null()) continue;
        const auto needed = context.expressions.evaluate(entry.needed_when, facts, context.now);
        if (!needed) return needed.error();
        if (*needed != Document(true)) continue;
        const auto* field = context.pack.fields.find(entry.field);
        return fail(
            errors::field_needed, {task.name, field == nullptr ? entry.field : field->title}
        );
    }
    return {};
}

} // namespace

Result<void>
meets_conditions(const Interpreter& run, Key key, const Task& task, const Document& values) {
    const auto& context = run.context;
    const auto form = context.pack.forms.find(task.form);
    if (form == context.pack.forms.end() || !has_conditions(form->second)) return {};
    const auto facts = facts_with(run, key, values);
    auto complete = has_needed(context, form->second, task, values, facts);
    if (!complete) return complete;
    for (const auto& refusal : form->second.refusals) {
        const auto refused = context.expressions.evaluate(refusal.when, facts, context.now);
        if (!refused) return refused.error();
        if (*refused == Document(true))
            return fail(errors::form_refused, {task.name, refusal.sentence});
    }
    for (const auto& check : form->second.checks) {
        const auto decision = context.rules.decide(check.rule, facts, date_of(context.occurred_at));
        if (!decision) return decision.error();
        const auto refusal = find_text(decision->outcome, "refusal");
        if (refusal) return fail(errors::form_refused, {task.name, std::string{*refusal}});
    }
    return {};
}

Result<void>
meets_entry_form(const Interpreter& run, const Element& element, const Document& values) {
    if (element.form.empty() || run.context.actor.is_system) return {};
    const Task entry{
        .element = element.id,
        .name = element.name.empty() ? element.id : element.name,
        .form = element.form};
    auto fits = meets_form(run.context, run.state, entry, values);
    if (!fits) return fits;
    return meets_conditions(run, 0, entry, values);
}

} // namespace gongdao::guards
