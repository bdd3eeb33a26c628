#include "core/access/sealed_fields.hpp"
#include "core/access/unsealed_numbers.hpp"
#include "core/engine/codec.hpp"
#include "core/engine/errors.hpp"
#include "core/engine/guards.hpp"
#include "core/model/field_doubts.hpp"
#include "core/runtime/errors.hpp"
#include "core/runtime/messages.hpp"
#include "core/runtime/node.hpp"
#include "core/runtime/people.hpp"
#include "core/values/ensure.hpp"
#include "core/values/two_languages.hpp"

#include <boost/json/object.hpp>

namespace gongdao {

namespace {

/// A process that asks more than this loops.
constexpr int questions_max = 64;

/// The member that holds what people entered, and so may hold personal values.
std::string_view entered_member(std::string_view kind) {
    if (kind == "open_case") return "facts";
    if (kind == "complete_task" || kind == "correct_facts") return "values";
    if (kind == "deliver_message" || kind == "deliver_signal") return "payload";
    return {};
}

/// Numbers of people in what stays readable: fields, notes and reasons.
Faults
warnings_of(const Pack& pack, std::string_view entered, const Document& members, CivilDate today) {
    Faults warnings;
    if (const auto* values = find(members, entered))
        warnings = unsealed_numbers(pack.fields, *values, today);
    for (const auto& [member, title] :
         {std::pair{"text", Wording{"备注", "note"}},
          std::pair{"reason", Wording{"理由", "reason"}}}) {
        const auto text = find_text(members, member).value_or("");
        const auto found = unsealed_numbers(text, both_languages(title), today);
        warnings.insert(warnings.end(), found.begin(), found.end());
    }
    return warnings;
}

struct Duty {
    const Actor& actor;
    const CaseState& state;
    const Task& task;
    const Element& element;
    const DeployedPack& deployed;
};

Result<void> may_do(Node& node, const Duty& duty, Instant now) {
    const Answers no_answers;
    const Context context{
        .now = now,
        .occurred_at = now,
        .actor = duty.actor,
        .pack = duty.deployed.pack,
        .owner_path = node.directory().path_of(duty.state.owner),
        .rules = *duty.deployed.rules,
        .expressions = node.parts().expressions,
        .functions = node.parts().functions,
        .calendar = node.calendar(),
        .answers = no_answers};
    return guards::may_work_on(context, duty.state, duty.task, duty.element);
}

/// The same of a command that was read; null where it enters nothing.
const Document* entered_values(const CaseCommand& command) {
    if (const auto* opens = std::get_if<OpenCase>(&command)) return &opens->facts;
    if (const auto* completes = std::get_if<CompleteTask>(&command)) return &completes->values;
    if (const auto* corrects = std::get_if<CorrectFacts>(&command)) return &corrects->values;
    return nullptr;
}

} // namespace

Result<StreamId> Node::stream_for(const Command& command) {
    if (command.kind != "open_case") return find_case(command.target);
    const auto reference = find_text(command.members, "reference");
    if (reference && !reference->empty()) {
        const auto rows = parts_.store.select(
            {.table = "case_index",
             .where =
                 {{"org", "=", {org_.text()}},
                  {"reference", "=", {std::string{*reference}}},
                  {"pack", "=", {command.pack}}},
             .limit = 1}
        );
        if (!rows) return rows.error();
        if (!rows->empty()) {
            return fail(
                errors::reference_taken,
                {std::string{*reference}, std::get<std::string>(rows->front().cells[4])}
            );
        }
    }
    return stream_named_by("case", command.id);
}

Result<Reply> Node::execute_case_command(const Command& command, Instant now) {
    auto members = command.members;
    const auto stream = stream_for(command);
    if (!stream) return stream.error();
    if (const auto banned = banned_.find(*stream); banned != banned_.end()) {
        return fail(errors::case_banned, {stream->text(), banned->second});
    }
    const auto found = cached(*stream);
    if (!found) return found.error();
    const auto& state = (*found)->state;
    const bool opens = command.kind == "open_case";
    const auto deployed = opens ? packs_.current(command.pack)
                                : packs_.version(state.pack.text(), state.pack_version);
    if (!deployed)
        return opens                              ? deployed.error()
               : state.status == CaseStatus::none ? fail(errors::no_such_case, {command.target})
                                                  : deployed.error();
    const auto entered = entered_member(command.kind);
    Faults doubts;
    if (const auto* values = find(members, entered))
        doubts = doubts_about((*deployed)->pack.fields, *values);
    if (const auto* values = find(members, entered); values != nullptr && parts_.vault != nullptr) {
        auto sealed = seal_fields((*deployed)->pack.fields, *values, date_of(now), *parts_.vault);
        if (!sealed) return sealed.error();
        members.as_object()[entered] = std::move(*sealed);
    }
    const auto read = read_command(command.kind, members);
    if (!read) return read.error();
    try {
        auto outcome = decided(state, *read, command, now);
        if (auto* refused = std::get_if<Error>(&outcome)) return *refused;
        auto reply = record_case(*stream, command, now, std::move(std::get<Accepted>(outcome)));
        if (!reply || command.actor == system_actor) return reply;
        reply->warnings = std::move(doubts);
        for (auto& warning : warnings_of((*deployed)->pack, entered, members, date_of(now)))
            reply->warnings.push_back(std::move(warning));
        return reply;
    } catch (const BrokenInvariant& broken) {
        banned_[*stream] = broken.what();
        return fail(errors::case_banned, {stream->text(), broken.what()});
    }
}

Outcome Node::decided(
    const CaseState& state, const CaseCommand& command, const Command& envelope, Instant now
) {
    const auto actor = directory_.actor(envelope.actor);
    if (!actor) return actor.error();
    const bool opens = state.status == CaseStatus::none;
    const auto deployed = opens ? packs_.current(envelope.pack)
                                : packs_.version(state.pack.text(), state.pack_version);
    if (!deployed) return deployed.error();
    auto owner = state.owner;
    if (opens) {
        const auto* opening = std::get_if<OpenCase>(&command);
        owner = opening == nullptr || opening->owner.empty() ? actor->organisation : opening->owner;
    }
    if (const auto* values = entered_values(command); values != nullptr && !actor->is_system) {
        const auto& pack = (*deployed)->pack;
        const auto named = check_people(directory_, pack.fields, pack.roles, *values, owner);
        if (!named) return named.error();
    }
    Result<Actor> successor = Actor{};
    if (const auto* transfer = std::get_if<TransferTask>(&command)) {
        successor = directory_.actor(transfer->to);
        if (!successor) return successor.error();
    }
    Answers answers;
    Context context{
        .now = now,
        .occurred_at = envelope.occurred_at.value_or(now),
        .actor = *actor,
        .pack = (*deployed)->pack,
        .owner_path = directory_.path_of(owner),
        .rules = *(*deployed)->rules,
        .expressions = parts_.expressions,
        .functions = parts_.functions,
        .calendar = *calendar_,
        .answers = answers,
        .successor = &*successor};
    for (int asked = 0; asked < questions_max; ++asked) {
        auto outcome = decide(state, command, context);
        const auto* ask = std::get_if<Ask>(&outcome);
        if (ask == nullptr) return outcome;
        auto answer = ask->person.empty() ? questions_.answer(*ask)
                                          : standing_of(directory_, ask->person, owner);
        if (!answer) return answer.error();
        answers[ask->text()] = std::move(*answer);
    }
    return fail(errors::endless_questions, {std::to_string(questions_max)});
}

Result<void>
Node::may_work_on(const ActorId& person, const StreamId& stream, Key task, Instant now) {
    const auto state = load_case(stream);
    if (!state) return state.error();
    const auto actor = directory_.actor(person);
    if (!actor) return actor.error();
    const auto open = guards::find_task(*state, task, {});
    if (!open) return open.error();
    const auto& instance = state->instances.at(*open);
    const auto deployed = packs_.version(state->pack.text(), state->pack_version);
    if (!deployed) return deployed.error();
    const auto& processes = (*deployed)->pack.definitions.processes;
    const auto process = processes.find(instance.process);
    ensure(process != processes.end(), "a task belongs to a known process");
    const auto element = process->second->find_element(instance.element);
    ensure(element >= 0, "a task belongs to a known element");
    return may_do(
        *this,
        {.actor = *actor,
         .state = *state,
         .task = state->tasks.at(*open),
         .element = process->second->element(element),
         .deployed = **deployed},
        now
    );
}

Result<void> Node::may_work_on_element(
    const ActorId& person, const StreamId& stream, const std::string& element, Instant now
) {
    const auto state = load_case(stream);
    if (!state) return state.error();
    const auto actor = directory_.actor(person);
    if (!actor) return actor.error();
    const auto deployed = packs_.version(state->pack.text(), state->pack_version);
    if (!deployed) return deployed.error();
    for (const auto& [reference, process] : (*deployed)->pack.definitions.processes) {
        const auto index = process->find_element(element);
        if (index < 0 || !process->element(index).assignment) continue;
        const auto& found = process->element(index);
        const Task as_if_open{
            .element = element, .name = found.name, .roles = found.assignment->roles};
        return may_do(
            *this,
            {.actor = *actor,
             .state = *state,
             .task = as_if_open,
             .element = found,
             .deployed = **deployed},
            now
        );
    }
    return fail(errors::no_such_task, {element});
}

Result<Reply>
Node::record_case(const StreamId& stream, const Command& command, Instant now, Accepted accepted) {
    auto& kept = cases_.at(stream);
    auto head = kept.head;
    auto appended = append(stream, head, command, now, encode_events(accepted.events));
    if (!appended) return appended.error();
    const StreamPosition position{
        .org = org_, .stream = stream, .seq = head.seq, .position = head.position};
    auto changes = changed_rows(position, accepted.state, accepted.events);
    for (const auto& removal : changes.remove) {
        auto removed = parts_.store.remove(removal.table, removal.key);
        if (!removed) return removed.error();
    }
    auto put = put_rows(std::move(changes.put));
    if (!put) return put.error();
    kept = {.state = std::move(accepted.state), .head = head};
    Reply reply{.stream = stream, .seq = head.seq, .number = kept.state.number};
    // A message that came before anybody waited is handed over as soon as somebody does.
    for (const auto& event : accepted.events) {
        const auto* opened = std::get_if<SubscriptionOpened>(&event);
        if (opened == nullptr) continue;
        auto delivered = deliver_kept(*this, stream, opened->subscription, now);
        if (!delivered) return delivered.error();
    }
    return reply;
}

} // namespace gongdao
