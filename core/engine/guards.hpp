#pragma once

#include "core/engine/context.hpp"
#include "core/engine/state.hpp"

namespace gongdao::guards {

/// `调解员、受理人`, as people know the roles.
[[nodiscard]] std::string role_titles(const Pack& pack, const std::vector<std::string>& roles);

/// Whether the actor holds one of `roles` over the case's owner. The system may do everything.
[[nodiscard]] Result<void>
holds_role(const Context& context, const CaseState& state, const std::vector<std::string>& roles);

/// Whether one of the actor's roles may give commands of this kind in the pack.
[[nodiscard]] Result<void>
may(const Context& context, const CaseState& state, std::string_view act);

[[nodiscard]] Result<void> is_open(const CaseState& state);

/// By number, or by element where only one is open.
[[nodiscard]] Result<Key> find_task(const CaseState& state, Key task, const std::string& element);

/// Whether a correction may touch these fields: only what this person may enter somewhere, on the
/// form of an opening, a message or a task. Results and confirmations come about in their own way.
[[nodiscard]] Result<void>
may_enter(const Context& context, const CaseState& state, const Document& values);

/// What the engine does by itself nobody else may.
[[nodiscard]] Result<void> is_engine(const Context& context, std::string_view act);

/// Whether somebody else holds a role of the task and may do it besides what they did before.
[[nodiscard]] Result<void> can_take(
    const Context& context,
    const CaseState& state,
    const Task& task,
    const Element& element,
    const Actor& other
);

/// Role or assignee, and segregation of duties.
[[nodiscard]] Result<void> may_work_on(
    const Context& context, const CaseState& state, const Task& task, const Element& element
);

/// Values brought into the stored form; all faults in one refusal.
[[nodiscard]] Result<Document> accept_fields(const Context& context, const Document& values);

/// What a case of the pack must have from its opening on.
[[nodiscard]] Result<void> has_required(const Context& context, const Document& facts);

/// Whether the case's facts are what the person saw, where they say what that was.
[[nodiscard]] Result<void>
has_facts(const Context& context, const CaseState& state, const Document& expected);

/// What the form asks for and allows.
[[nodiscard]] Result<void> meets_form(
    const Context& context, const CaseState& state, const Task& task, const Document& values
);

} // namespace gongdao::guards
