#include "core/engine/guards.hpp"

#include "core/engine/errors.hpp"
#include "core/values/two_languages.hpp"

#include <boost/json/object.hpp>

#include <algorithm>
#include <set>

namespace gongdao::guards {

namespace {

bool covers(const std::vector<std::string>& owner_path, const std::string& organisation) {
    return std::find(owner_path.begin(), owner_path.end(), organisation) != owner_path.end();
}

std::string joined(const std::vector<std::string>& items, std::string_view separator) {
    std::string out;
    for (const auto& item : items) {
        if (!out.empty()) out += separator;
        out += item;
    }
    return out;
}

/// What `may` of a role grants (docs/formats/pack.md).
std::string title_of_act(std::string_view act) {
    static const std::map<std::string_view, std::pair<std::string_view, std::string_view>> titles{
        {"open", {"立案", "open cases"}},
        {"correct", {"更正案卷", "correct cases"}},
        {"void", {"作废案件", "void cases"}},
        {"note", {"加备注", "add notes"}},
        {"message", {"递交消息", "hand in messages"}}};
    const auto found = titles.find(act);
    return found == titles.end() ? std::string{act}
                                 : both_languages(found->second.first, found->second.second);
}

std::vector<std::string> titles_of(const Pack& pack, const std::vector<std::string>& roles) {
    std::vector<std::string> titles;
    for (const auto& role : roles) {
        const auto found = pack.roles.find(role);
        titles.push_back(
            found != pack.roles.end()    ? found->second.title
            : role == administrator_role ? "系统管理员"
                                         : role
        );
    }
    return titles;
}

bool holds(
    const Context& context, const std::vector<Grant>& grants, const std::vector<std::string>& roles
) {
    return std::any_of(grants.begin(), grants.end(), [&](const Grant& grant) {
        const bool ended =
            !grant.valid_to.empty() && grant.valid_to <= to_text(date_of(context.now));
        return !ended && covers(context.owner_path, grant.organisation) &&
               std::find(roles.begin(), roles.end(), grant.role) != roles.end();
    });
}

/// What people call an element: its name, where the pack's processes still have it.
std::string title_of_element(const Context& context, const std::string& element) {
    for (const auto& [reference, process] : context.pack.definitions.processes) {
        const auto index = process->find_element(element);
        if (index >= 0 && !process->element(index).name.empty())
            return process->element(index).name;
    }
    return element;
}

bool has_completed(const CaseState& state, const std::string& element, const ActorId& actor) {
    const auto last = state.completed_by.find(element);
    if (last != state.completed_by.end() && last->second == actor) return true;
    const auto earlier = state.completed_before.find(element);
    return earlier != state.completed_before.end() &&
           std::find(earlier->second.begin(), earlier->second.end(), actor) !=
               earlier->second.end();
}

/// The earlier act of `actor` that `element` must be kept apart from; empty where there is none.
std::string act_to_keep_apart(
    const Context& context, const CaseState& state, const Element& element, const ActorId& actor
) {
    for (const auto& other : element.assignment->separate_from) {
        if (other == "open") {
            if (state.opened_by == actor) return "立案";
            continue;
        }
        if (has_completed(state, other, actor)) return title_of_element(context, other);
    }
    return {};
}

} // namespace

std::string role_titles(const Pack& pack, const std::vector<std::string>& roles) {
    return joined(titles_of(pack, roles), "、");
}

Result<void>
holds_role(const Context& context, const CaseState& state, const std::vector<std::string>& roles) {
    if (context.actor.is_system || roles.empty()) return {};
    if (holds(context, context.actor.grants, roles)) return {};
    return fail(
        errors::role_missing,
        {context.actor.id.text(), joined(titles_of(context.pack, roles), "、"), state.owner}
    );
}

Result<void> may(const Context& context, const CaseState& state, std::string_view act) {
    if (context.actor.is_system) return {};
    std::vector<std::string> roles;
    for (const auto& [id, role] : context.pack.roles) {
        if (std::find(role.may.begin(), role.may.end(), act) != role.may.end()) roles.push_back(id);
    }
    // Whoever keeps the system going lets a stopped step run again; what it does is the pack's.
    if (act == "resolve") roles.emplace_back(administrator_role);
    if (roles.empty()) return fail(errors::may_not, {context.actor.id.text(), title_of_act(act)});
    return holds_role(context, state, roles);
}

Result<void> is_open(const CaseState& state) {
    if (state.status == CaseStatus::open) return {};
    if (state.status == CaseStatus::none) return fail(errors::no_such_case, {state.stream.text()});
    return fail(errors::case_is_closed, {state.number});
}

Result<Key> find_task(const CaseState& state, Key task, const std::string& element) {
    if (task != 0) {
        if (state.tasks.contains(task)) return task;
        return fail(errors::no_such_task, {std::to_string(task)});
    }
    Key found = 0;
    for (const auto& [key, open] : state.tasks) {
        if (open.element != element) continue;
        if (found != 0) return fail(errors::ambiguous_task, {element});
        found = key;
    }
    if (found == 0) return fail(errors::no_such_task, {element});
    return found;
}

Result<void> may_work_on(
    const Context& context, const CaseState& state, const Task& task, const Element& element
) {
    if (context.actor.is_system) return {};
    if (!task.assignee.empty() && task.assignee != context.actor.id) {
        return fail(errors::task_of_another, {task.name, task.assignee.text()});
    }
    if (task.assignee.empty()) {
        auto held = holds_role(context, state, task.roles);
        if (!held) return held;
    }
    const auto earlier = act_to_keep_apart(context, state, element, context.actor.id);
    if (earlier.empty()) return {};
    return fail(errors::duties_not_separated, {context.actor.id.text(), earlier, task.name});
}

Result<void> can_take(
    const Context& context,
    const CaseState& state,
    const Task& task,
    const Element& element,
    const Actor& other
) {
    const bool fits = task.roles.empty() || holds(context, other.grants, task.roles);
    if (fits && act_to_keep_apart(context, state, element, other.id).empty()) return {};
    return fail(errors::cannot_take_task, {other.id.text(), task.name});
}

Result<void> is_engine(const Context& context, std::string_view act) {
    if (context.actor.is_system) return {};
    return fail(errors::only_the_engine, {context.actor.id.text(), std::string{act}});
}

namespace {

Error all_of(const Faults& faults) {
    if (faults.size() == 1) return faults.front();
    std::vector<std::string> chinese;
    std::vector<std::string> english;
    for (const auto& fault : faults) {
        chinese.push_back(sentence(fault, Language::chinese));
        english.push_back(sentence(fault, Language::english));
    }
    return fail(
        errors::several_faults,
        {std::to_string(faults.size()),
         both_languages(joined(chinese, "；"), joined(english, "; "))}
    );
}

} // namespace

Result<Document> accept_fields(const Context& context, const Document& values) {
    if (values.is_null()) return Document(DocumentObject{});
    Faults faults;
    auto accepted = context.pack.fields.accept(values, date_of(context.now), faults);
    if (!faults.empty()) return all_of(faults);
    return accepted;
}

Result<void> has_required(const Context& context, const Document& facts) {
    Faults faults;
    context.pack.fields.require(facts, faults);
    if (!faults.empty()) return all_of(faults);
    return {};
}

Result<void> has_facts(const Context& context, const CaseState& state, const Document& expected) {
    const auto* members = expected.if_object();
    if (members == nullptr) return {};
    for (const auto& member : *members) {
        const std::string name{std::string_view{member.key()}};
        const auto* fact = find(state.facts, name);
        if (fact != nullptr && *fact == member.value()) continue;
        const auto* field = context.pack.fields.find(name);
        return fail(errors::fact_is_another, {field == nullptr ? name : field->title});
    }
    return {};
}

Result<void> meets_form(
    const Context& context, const CaseState& state, const Task& task, const Document& values
) {
    const auto form = context.pack.forms.find(task.form);
    if (form == context.pack.forms.end()) return {};
    const auto title_of = [&](const std::string& field) {
        const auto* found = context.pack.fields.find(field);
        return found == nullptr ? field : found->title;
    };
    const auto& entries = form->second.entries;
    for (const auto& member : values.get_object()) {
        const std::string_view name = member.key();
        const auto entry =
            std::find_if(entries.begin(), entries.end(), [&](const Form::Entry& candidate) {
                return candidate.field == name;
            });
        if (entry == entries.end() || entry->read_only) {
            return fail(errors::field_not_on_form, {task.name, title_of(std::string{name})});
        }
    }
    for (const auto& entry : entries) {
        if (!entry.required) continue;
        const auto* given = find(values, entry.field);
        const bool present =
            given != nullptr ? !given->is_null() : find(state.facts, entry.field) != nullptr;
        if (!present) return fail(errors::field_required, {task.name, title_of(entry.field)});
    }
    return {};
}

namespace {

/// Whether people enter something at this element that `actor` may enter there: at the beginning of
/// a case and with what comes in anybody who may correct it at all, at a task who may do that task.
/// What a person confirms takes effect only as the act of confirming.
bool may_enter_at(const Context& context, const CaseState& state, const Element& element) {
    if (!element.assignment) {
        const bool hears =
            element.trigger == Trigger::message || element.trigger == Trigger::signal;
        return element.kind == ElementKind::start_event
                   ? element.scope == 0 && element.trigger != Trigger::timer
                   : hears && (element.kind == ElementKind::catch_event ||
                               element.kind == ElementKind::boundary_event ||
                               element.kind == ElementKind::receive_task);
    }
    if (!element.work.warning.empty()) return false;
    const Task task{.element = element.id, .roles = element.assignment->roles};
    return may_work_on(context, state, task, element).has_value();
}

/// The processes that the case is made of, with all that they call.
std::set<std::string> processes_of(const Context& context, const CaseState& state) {
    std::vector<std::string> open;
    for (const auto& [key, instance] : state.instances)
        open.push_back(instance.process);
    std::set<std::string> found;
    while (!open.empty()) {
        const auto reference = open.back();
        open.pop_back();
        const auto process = context.pack.definitions.processes.find(reference);
        if (process == context.pack.definitions.processes.end()) continue;
        if (!found.insert(reference).second) continue;
        for (const auto& element : process->second->elements)
            open.push_back(element.called_process);
    }
    return found;
}

} // namespace

Result<void> may_enter(const Context& context, const CaseState& state, const Document& values) {
    if (context.actor.is_system) return {};
    std::set<std::string> fields;
    for (const auto& reference : processes_of(context, state)) {
        for (const auto& element : context.pack.definitions.processes.at(reference)->elements) {
            if (!may_enter_at(context, state, element)) continue;
            const auto& id = element.assignment ? element.assignment->form : element.form;
            const auto form = context.pack.forms.find(id);
            if (form == context.pack.forms.end()) return {}; // any field may be entered there
            for (const auto& entry : form->second.entries) {
                if (!entry.read_only) fields.insert(entry.field);
            }
        }
    }
    for (const auto& member : values.get_object()) {
        const std::string name{std::string_view{member.key()}};
        if (fields.contains(name)) continue;
        const auto* field = context.pack.fields.find(name);
        return fail(errors::not_correctable, {field == nullptr ? name : field->title});
    }
    return {};
}

} // namespace gongdao::guards
