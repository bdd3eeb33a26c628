#include "core/engine/guards.hpp"

#include "core/engine/errors.hpp"

#include <boost/json/object.hpp>

#include <algorithm>

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

std::vector<std::string> titles_of(const Pack& pack, const std::vector<std::string>& roles) {
    std::vector<std::string> titles;
    for (const auto& role : roles) {
        const auto found = pack.roles.find(role);
        titles.push_back(found == pack.roles.end() ? role : found->second.title);
    }
    return titles;
}

} // namespace

Result<void>
holds_role(const Context& context, const CaseState& state, const std::vector<std::string>& roles) {
    if (context.actor.is_system || roles.empty()) return {};
    const auto& grants = context.actor.grants;
    const bool held = std::any_of(grants.begin(), grants.end(), [&](const Grant& grant) {
        return covers(context.owner_path, grant.organisation) &&
               std::find(roles.begin(), roles.end(), grant.role) != roles.end();
    });
    if (held) return {};
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
    if (roles.empty()) return fail(errors::may_not, {context.actor.id.text(), std::string{act}});
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
    for (const auto& other : element.assignment->separate_from) {
        if (other == "open" && state.opened_by == context.actor.id) {
            return fail(errors::duties_not_separated, {context.actor.id.text(), "立案", task.name});
        }
        const auto done = state.completed_by.find(other);
        if (done == state.completed_by.end() || done->second != context.actor.id) continue;
        return fail(errors::duties_not_separated, {context.actor.id.text(), other, task.name});
    }
    return {};
}

Result<Document> accept_fields(const Context& context, const Document& values) {
    if (values.is_null()) return Document(DocumentObject{});
    Faults faults;
    auto accepted = context.pack.fields.accept(values, date_of(context.now), faults);
    if (faults.empty()) return accepted;
    if (faults.size() == 1) return faults.front();
    std::vector<std::string> sentences;
    for (const auto& fault : faults)
        sentences.push_back(sentence(fault, Language::chinese));
    return fail(errors::several_faults, {std::to_string(faults.size()), joined(sentences, "；")});
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
    for (const auto& [name, value] : values.get_object()) {
        const auto entry =
            std::find_if(entries.begin(), entries.end(), [&](const Form::Entry& candidate) {
                return candidate.field == std::string_view{name};
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

} // namespace gongdao::guards
