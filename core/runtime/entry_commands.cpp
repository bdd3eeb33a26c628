#include "core/runtime/entry_commands.hpp"

#include "core/access/sealed_fields.hpp"
#include "core/access/unsealed_numbers.hpp"
#include "core/engine/context.hpp"
#include "core/model/field_doubts.hpp"
#include "core/runtime/built_in_registers.hpp"
#include "core/runtime/directory_checks.hpp"
#include "core/runtime/entry_errors.hpp"
#include "core/runtime/errors.hpp"
#include "core/runtime/node.hpp"
#include "core/runtime/people.hpp"

#include <boost/json/object.hpp>

#include <algorithm>

namespace gongdao {

namespace {

constexpr std::size_t tasks_max = 100'000;

Result<std::string> needed(const Command& command, std::string_view member) {
    const auto text = find_text(command.members, member);
    if (!text || text->empty())
        return fail(errors::command_member_missing, {command.kind, std::string{member}});
    return std::string{*text};
}

Result<void> may_edit(Node& node, const Command& command, const RegisterDefinition& definition) {
    const auto actor = node.directory().actor(command.actor);
    if (!actor) return actor.error();
    auto& directory = node.directory();
    const bool may =
        directory.holds(*actor, administrator_role, node.org().text()) ||
        std::any_of(definition.editors.begin(), definition.editors.end(), [&](const auto& role) {
            return directory.holds(*actor, role, node.org().text());
        });
    if (may) return {};
    return fail(errors::may_not_edit_register, {command.actor.text(), definition.title});
}

Result<Document> entry_values(
    Node& node, const Command& command, const RegisterDefinition& definition, Instant now
) {
    const auto* given = find(command.members, "values");
    Document values = given == nullptr ? Document(DocumentObject{}) : *given;
    if (node.parts().vault != nullptr) {
        auto sealed = seal_fields(definition.fields, values, date_of(now), *node.parts().vault);
        if (!sealed) return sealed.error();
        values = std::move(*sealed);
    }
    Faults faults;
    auto accepted = definition.fields.accept(values, date_of(now), faults);
    if (!faults.empty()) return faults.front();
    return accepted;
}

/// An entry that a person may write, as it stands.
struct Target {
    std::string register_id;
    RegisterDefinition definition;
    std::string key;
    StreamId stream;
    EntryState state; ///< without a status where there is none yet
};

Result<void> load(Node& node, Target& target) {
    target.stream = entry_stream(target.register_id, target.key);
    const auto state = node.load_stream(target.stream);
    if (!state) return state.error();
    target.state = std::get<EntryState>(*state);
    return {};
}

Result<Target> writable(Node& node, const Command& command) {
    const auto id = needed(command, "register");
    if (!id) return id.error();
    auto definition = node.packs().find_register(*id);
    if (!definition) return definition.error();
    auto allowed = may_edit(node, command, *definition);
    if (!allowed) return allowed.error();
    return Target{.register_id = *id, .definition = std::move(*definition)};
}

/// One that must be there, with the reason that is given for changing its standing.
Result<Target> existing(Node& node, const Command& command) {
    const auto key = needed(command, "key");
    if (!key) return key.error();
    auto target = writable(node, command);
    if (!target) return target;
    target->key = *key;
    auto loaded = load(node, *target);
    if (!loaded) return loaded.error();
    if (target->state.status.empty())
        return fail(errors::no_such_entry, {target->register_id, *key});
    if (find_text(command.members, "reason").value_or("").empty())
        return fail(errors::entry_reason_missing);
    return target;
}

/// Checks what the registers of people and organisations, and fields that name people, must hold.
Result<void> check_values(Node& node, const Target& target, const Document& values) {
    auto checked = check_directory_entry(node, target.register_id, target.key, values);
    if (!checked) return checked;
    return check_people(node.directory(), target.definition.fields, {}, values, {});
}

Result<void> check_requirements(const Target& target, const Document& values) {
    if (!target.state.status.empty()) return {};
    Faults missing;
    target.definition.fields.require(values, missing);
    if (!missing.empty()) return missing.front();
    return {};
}

Result<Reply>
recorded(Node& node, const Target& target, const Command& command, Instant now, StreamEvent event) {
    auto reply = node.record_stream(target.stream, command, now, {std::move(event)});
    if (built_in_registers().contains(target.register_id)) node.directory().forget();
    return reply;
}

/// Tasks that a role may do are given back to it; those that are one person's alone stay.
Result<void> release_tasks(Node& node, const Command& command, const Target& target, Instant now) {
    const auto rows = node.store().select(
        {.table = "task",
         .where = {{"org", "=", {node.org().text()}}, {"assignee", "=", {target.key}}},
         .limit = tasks_max}
    );
    if (!rows) return rows.error();
    for (const auto& row : *rows) {
        const bool has_role =
            std::get<std::string>(row.cells[7]).find_first_not_of(' ') != std::string::npos;
        if (!has_role) continue;
        const auto& stream = std::get<std::string>(row.cells[1]);
        const auto task = std::get<std::int64_t>(row.cells[2]);
        const auto released = node.execute(
            {.id = CommandId{command.id.text() + ">" + stream + "." + std::to_string(task)},
             .actor = system_actor,
             .occurred_at = command.occurred_at,
             .kind = "release_task",
             .target = stream,
             .members = DocumentObject{{"task", task}}},
            now
        );
        if (!released) return released.error();
    }
    return {};
}

} // namespace

Result<Reply> set_entry(Node& node, const Command& command, Instant now) {
    auto target = writable(node, command);
    if (!target) return target.error();
    auto values = entry_values(node, command, target->definition, now);
    if (!values) return values.error();
    const auto& key_field = target->definition.key;
    auto key = find_text(command.members, "key");
    if (!key || key->empty()) key = find_text(*values, key_field);
    if (!key) return fail(errors::command_member_missing, {command.kind, key_field});
    target->key = std::string{*key};
    values->as_object()[key_field] = target->key;
    auto checked = load(node, *target);
    if (!checked) return checked.error();
    if (target->state.status == "retired")
        return fail(errors::entry_is_retired, {target->definition.title, target->key});
    checked = check_requirements(*target, *values);
    if (checked) checked = check_values(node, *target, *values);
    if (!checked) return checked.error();
    auto reply = recorded(
        node,
        *target,
        command,
        now,
        EntrySet{
            .register_id = target->register_id, .key = target->key, .values = *values, .at = now}
    );
    if (!reply) return reply;
    const auto& fields = target->definition.fields;
    if (const auto* given = find(command.members, "values"))
        reply->warnings = doubts_about(fields, *given);
    for (auto& warning : unsealed_numbers(fields, *values, date_of(now)))
        reply->warnings.push_back(std::move(warning));
    return reply;
}

Result<Reply> retire_entry(Node& node, const Command& command, Instant now) {
    const auto target = existing(node, command);
    if (!target) return target.error();
    if (target->state.status == "retired")
        return fail(errors::entry_retired_already, {target->definition.title, target->key});
    if (target->register_id == "user" && target->key == command.actor.text())
        return fail(errors::not_oneself, {target->key});
    const bool releases = find_boolean(command.members, "release").value_or(false);
    if (releases && target->register_id == "user") {
        const auto own = check_own_tasks(node, target->key);
        if (!own) return own.error();
        auto released = release_tasks(node, command, *target, now);
        if (!released) return released.error();
    }
    auto free = check_directory_retirement(node, target->register_id, target->key);
    if (!free) return free.error();
    const std::string reason{*find_text(command.members, "reason")};
    return recorded(node, *target, command, now, EntryRetired{.reason = reason, .at = now});
}

Result<Reply> reinstate_entry(Node& node, const Command& command, Instant now) {
    const auto target = existing(node, command);
    if (!target) return target.error();
    if (target->state.status != "retired")
        return fail(errors::entry_not_retired, {target->definition.title, target->key});
    auto checked = check_values(node, *target, target->state.data);
    if (!checked) return checked.error();
    const std::string reason{*find_text(command.members, "reason")};
    return recorded(node, *target, command, now, EntryReinstated{.reason = reason, .at = now});
}

StreamId entry_stream(const std::string& register_id, const std::string& key) {
    return StreamId{"entry:" + register_id + ":" + key};
}

} // namespace gongdao
