#include "core/runtime/messages.hpp"

#include "core/access/sealed_fields.hpp"
#include "core/runtime/errors.hpp"
#include "core/runtime/node.hpp"
#include "core/values/ensure.hpp"

#include <boost/json/object.hpp>

#include <algorithm>

namespace gongdao {

namespace {

/// A message waits this long for somebody to want it.
constexpr std::int64_t message_life_days = 30;
constexpr std::size_t subscribers_max = 10'000;
constexpr std::size_t kept_tried_max = 100;

using Deployed = std::shared_ptr<const DeployedPack>;

/// Which deployed packs have an element that waits for a name, and which process it opens.
struct Reception {
    struct Opening {
        std::string pack;
        std::string process;
    };

    std::vector<Deployed> packs;
    std::vector<Opening> openings; ///< processes that start with it
};

bool hears(const Element& element, Trigger trigger, const std::string& name) {
    const bool message_task =
        element.kind == ElementKind::receive_task && trigger == Trigger::message;
    return (element.trigger == trigger || message_task) && element.event_name == name;
}

void note_process(
    Reception& reception,
    const Deployed& deployed,
    const std::pair<const std::string, std::shared_ptr<const Process>>& entry,
    std::pair<Trigger, const std::string&> heard
) {
    const auto& [reference, process] = entry;
    const auto& elements = process->elements;
    const bool known = std::any_of(elements.begin(), elements.end(), [&](const Element& element) {
        return hears(element, heard.first, heard.second);
    });
    if (!known) return;
    if (reception.packs.empty() || reception.packs.back() != deployed)
        reception.packs.push_back(deployed);
    // An imported process opens under its own pack.
    if (reference.find('/') != std::string::npos) return;
    const auto& starts = process->element(0).children;
    const bool opens = std::any_of(starts.begin(), starts.end(), [&](int child) {
        const auto& element = process->element(child);
        return element.kind == ElementKind::start_event &&
               hears(element, heard.first, heard.second);
    });
    if (!opens) return;
    reception.openings.push_back({deployed->pack.id.text(), reference});
}

Result<Reception> reception_of(Node& node, Trigger trigger, const std::string& name) {
    const auto ids = node.packs().ids();
    if (!ids) return ids.error();
    Reception reception;
    for (const auto& id : *ids) {
        const auto deployed = node.packs().current(id);
        if (!deployed) return deployed.error();
        for (const auto& entry : (*deployed)->pack.definitions.processes)
            note_process(reception, *deployed, entry, {trigger, name});
    }
    return reception;
}

/// A person sends only what one of their roles may, in a pack that would hear it. Whether the role
/// covers the case is asked when it is handed over. A case may send what no pack hears yet.
Result<void>
may_send(Node& node, const Command& command, const std::string& name, const Reception& reception) {
    const auto actor = node.directory().actor(command.actor);
    if (!actor) return actor.error();
    if (actor->is_system) return {};
    if (reception.packs.empty()) return fail(errors::nobody_knows_message, {name});
    for (const auto& deployed : reception.packs) {
        for (const auto& [id, role] : deployed->pack.roles) {
            const bool sends =
                std::find(role.may.begin(), role.may.end(), "message") != role.may.end();
            const bool held = std::any_of(
                actor->grants.begin(),
                actor->grants.end(),
                [&id = id](const Grant& grant) { return grant.role == id; }
            );
            if (sends && held) return {};
        }
    }
    return fail(errors::may_not_send, {command.actor.text(), reception.packs.front()->pack.title});
}

/// Personal values are sealed before the message is kept, as the pack that hears it declares them.
Result<Document>
sealed_payload(Node& node, const Command& command, const Reception& reception, Instant now) {
    const auto* given = find(command.members, "payload");
    Document payload = given == nullptr || given->is_null() ? Document(DocumentObject{}) : *given;
    if (node.parts().vault == nullptr) return payload;
    for (const auto& deployed : reception.packs) {
        auto sealed =
            seal_fields(deployed->pack.fields, payload, date_of(now), *node.parts().vault);
        if (!sealed) return sealed.error();
        payload = std::move(*sealed);
    }
    return payload;
}

Result<std::vector<Record>> subscribers(
    Node& node, const std::string& kind, const std::string& name, const std::string* correlation
) {
    std::vector<Where> where{
        {"org", "=", {node.org().text()}}, {"kind", "=", {kind}}, {"name", "=", {name}}};
    if (correlation != nullptr) where.push_back({"correlation", "=", {*correlation}});
    return node.store().select({.table = "subscription", .where = where, .limit = subscribers_max});
}

/// What a message or signal makes happen elsewhere is done in the name of who sent it.
Command follow_up(
    const Command& cause, std::string kind, const std::string& stream, DocumentObject members
) {
    return {
        .id = CommandId{cause.id.text() + ">" + stream},
        .actor = cause.actor,
        .occurred_at = cause.occurred_at,
        .kind = std::move(kind),
        .target = stream,
        .members = std::move(members)};
}

struct Message {
    std::string name;
    std::string correlation;
    Document payload;
};

/// Opens a case with what came; a case's own message opens it for the county.
Command opening_command(
    Node& node, const Command& cause, const Message& heard, const Reception::Opening& opening
) {
    const auto owner = find_text(cause.members, "owner");
    const bool from_case = cause.actor == system_actor;
    auto open = follow_up(
        cause,
        "open_case",
        opening.pack + "/" + opening.process,
        {{"process", opening.process},
         {"message", heard.name},
         {"owner", std::string{owner.value_or(from_case ? node.org().text() : "")}},
         {"facts", heard.payload}}
    );
    open.target.clear();
    open.pack = opening.pack;
    return open;
}

/// The case that took the message, or nothing where nobody waits for it.
Result<std::optional<Reply>> hand_over(
    Node& node,
    const Command& command,
    const Message& message,
    const Reception& reception,
    Instant now
) {
    const auto waiting = subscribers(node, "message", message.name, &message.correlation);
    if (!waiting) return waiting.error();
    Command next;
    if (!waiting->empty()) {
        next = follow_up(
            command,
            "deliver_message",
            std::get<std::string>(waiting->front().cells[1]),
            {{"name", message.name},
             {"correlation", message.correlation},
             {"payload", message.payload}}
        );
    } else if (!reception.openings.empty()) {
        // A message is consumed once: it opens one case.
        next = opening_command(node, command, message, reception.openings.front());
        next.id = CommandId{command.id.text() + ">"};
    } else {
        return std::optional<Reply>{};
    }
    auto reply = node.execute(next, now);
    if (!reply) return reply.error();
    return std::optional{std::move(*reply)};
}

Result<void> close(Node& node, const StreamId& message, MessageTaken taken, Instant now) {
    const Command take{
        .id = CommandId{message.text() + "<taken"}, .actor = system_actor, .kind = "take_message"};
    auto recorded = node.record_stream(message, take, now, {std::move(taken)});
    if (!recorded) return recorded.error();
    return {};
}

} // namespace

Result<Reply> publish_message(Node& node, const Command& command, Instant now) {
    Message message{
        .name = std::string{find_text(command.members, "name").value_or("")},
        .correlation = std::string{find_text(command.members, "correlation").value_or("")}};
    if (message.name.empty()) return fail(errors::command_member_missing, {command.kind, "name"});
    const auto reception = reception_of(node, Trigger::message, message.name);
    if (!reception) return reception.error();
    auto allowed = may_send(node, command, message.name, *reception);
    if (!allowed) return allowed.error();
    auto payload = sealed_payload(node, command, *reception, now);
    if (!payload) return payload.error();
    message.payload = std::move(*payload);
    const auto taken = hand_over(node, command, message, *reception, now);
    if (!taken) return taken.error();
    std::vector<StreamEvent> events{MessageBuffered{
        .name = message.name,
        .correlation = message.correlation,
        .payload = message.payload,
        .expires_at = Instant{now.milliseconds + message_life_days * milliseconds_per_day}}};
    if (*taken) events.push_back(MessageTaken{.by = (*taken)->stream});
    auto reply =
        node.record_stream(stream_named_by("message", command.id), command, now, std::move(events));
    if (reply && *taken) reply->number = (*taken)->number;
    return reply;
}

Result<Reply> broadcast_signal(Node& node, const Command& command, Instant now) {
    const std::string name{find_text(command.members, "name").value_or("")};
    if (name.empty()) return fail(errors::command_member_missing, {command.kind, "name"});
    const auto reception = reception_of(node, Trigger::signal, name);
    if (!reception) return reception.error();
    auto allowed = may_send(node, command, name, *reception);
    if (!allowed) return allowed.error();
    auto payload = sealed_payload(node, command, *reception, now);
    if (!payload) return payload.error();
    const auto waiting = subscribers(node, "signal", name, nullptr);
    if (!waiting) return waiting.error();
    std::int64_t reached = 0;
    std::optional<Error> refusal;
    const auto note = [&](const Result<Reply>& taken) {
        if (taken && !taken->repeated) ++reached;
        if (!taken) refusal = taken.error();
    };
    for (const auto& row : *waiting) {
        const auto stream = std::get<std::string>(row.cells[1]);
        note(node.execute(
            follow_up(command, "deliver_signal", stream, {{"name", name}, {"payload", *payload}}),
            now
        ));
    }
    for (const auto& opening : reception->openings) {
        const Message heard{.name = name, .correlation = {}, .payload = *payload};
        note(node.execute(opening_command(node, command, heard, opening), now));
    }
    // Whoever sends what nobody takes learns why; a case that throws a signal goes on.
    if (reached == 0 && refusal && command.actor != system_actor) return *refusal;
    auto reply = node.record_stream(
        stream_named_by("message", command.id),
        command,
        now,
        {SignalSent{.name = name, .payload = *payload, .reached = reached}}
    );
    if (reply) reply->details = DocumentObject{{"reached", reached}};
    return reply;
}

void recall(Node& node, const JournalRow& first, Reply& reply) {
    const auto events = decode_stream_events(first.events);
    if (!events) return;
    for (const auto& event : *events) {
        if (const auto* sent = std::get_if<SignalSent>(&event))
            reply.details = DocumentObject{{"reached", sent->reached}};
        const auto* taken = std::get_if<MessageTaken>(&event);
        if (taken == nullptr || taken->by.empty()) continue;
        const auto state = node.load_case(taken->by);
        if (state) reply.number = state->number;
    }
}

namespace {

Result<std::vector<Record>> kept_for(Node& node, const Subscription& subscription) {
    return node.store().select(
        {.table = "message",
         .where =
             {{"org", "=", {node.org().text()}},
              {"name", "=", {subscription.name}},
              {"correlation", "=", {subscription.correlation}}},
         .order = {{"expires_at", false}},
         .limit = kept_tried_max}
    );
}

/// False where the case does not take it, or no more.
Result<bool> hand_over_kept(
    Node& node,
    const Record& kept,
    const StreamId& stream,
    const Subscription& subscription,
    Instant now
) {
    const StreamId message{std::get<std::string>(kept.cells[1])};
    const auto payload = parse_document(std::get<std::string>(kept.cells[4]));
    if (!payload) return payload.error();
    const auto sent = node.store().journal_of(node.org(), message);
    if (!sent) return sent.error();
    ensure(!sent->empty(), "a kept message has a journal");
    const Command deliver{
        .id = CommandId{message.text() + ">" + stream.text()},
        .actor = sent->front().actor, // who may send what is asked when it arrives
        .kind = "deliver_message",
        .target = stream.text(),
        .members = DocumentObject{
            {"name", subscription.name},
            {"correlation", subscription.correlation},
            {"payload", *payload}}};
    const auto delivered = node.execute(deliver, now);
    // What was handed over before is closed by whoever did so.
    if (!delivered || delivered->repeated) return false;
    auto closed = close(node, message, {.by = stream}, now);
    if (!closed) return closed.error();
    return true;
}

} // namespace

Result<void>
deliver_kept(Node& node, const StreamId& stream, const Subscription& subscription, Instant now) {
    if (subscription.kind != SubscriptionKind::message) return {};
    const auto kept = kept_for(node, subscription);
    if (!kept) return kept.error();
    for (const auto& row : *kept) {
        // One that does not fit stays kept and does not stand in the way of the next.
        const auto taken = hand_over_kept(node, row, stream, subscription, now);
        if (!taken) return taken.error();
    }
    return {};
}

Result<std::optional<Instant>> next_expiry(Node& node) {
    const auto rows = node.store().select(
        {.table = "message",
         .where = {{"org", "=", {node.org().text()}}},
         .order = {{"expires_at", false}},
         .limit = 1}
    );
    if (!rows) return rows.error();
    if (rows->empty()) return std::optional<Instant>{};
    return std::optional{Instant{std::get<std::int64_t>(rows->front().cells[5])}};
}

Result<int> drop_expired(Node& node, Instant now, int limit) {
    const auto rows = node.store().select(
        {.table = "message",
         .where = {{"org", "=", {node.org().text()}}, {"expires_at", "<=", {now.milliseconds}}},
         .order = {{"expires_at", false}},
         .limit = static_cast<std::size_t>(limit)}
    );
    if (!rows) return rows.error();
    for (const auto& row : *rows) {
        auto closed = close(node, StreamId{std::get<std::string>(row.cells[1])}, {}, now);
        if (!closed) return closed.error();
    }
    return static_cast<int>(rows->size());
}

} // namespace gongdao
