#include "core/runtime/start_timers.hpp"

#include "core/engine/timer_dues.hpp"
#include "core/runtime/node.hpp"
#include "core/values/ensure.hpp"

#include <boost/json/object.hpp>

namespace gongdao {

namespace {

constexpr std::size_t versions_max = 10'000;

std::vector<const Element*> timed_starts(const Process& process) {
    std::vector<const Element*> starts;
    for (const auto child : process.element(0).children) {
        const auto& element = process.element(child);
        if (element.kind == ElementKind::start_event && element.trigger == Trigger::timer)
            starts.push_back(&element);
    }
    return starts;
}

Command planning_command(const StreamId& stream, const std::string& cause, std::string kind) {
    return {
        .id = CommandId{cause + ">" + stream.text() + "#" + kind},
        .actor = system_actor,
        .kind = std::move(kind),
        .target = stream.text()};
}

/// Why a start opened nothing; empty where it opened a case.
struct Opening {
    StreamId opened;
    std::string sentence;
};

Result<Opening> open_planned(
    Node& node,
    const PackState& pack,
    const PlannedStart& planned,
    const std::string& id,
    Instant now
) {
    Command command{.id = CommandId{id}, .actor = system_actor, .kind = "open_case"};
    command.pack = pack.id;
    command.members = DocumentObject{
        {"process", planned.process},
        {"message", planned.element},
        {"owner", node.org().text()},
        {"facts", DocumentObject{}}};
    const auto reply = node.execute(command, now);
    if (reply) return Opening{.opened = reply->stream, .sentence = {}};
    if (const auto* stopped = node.stopped_by()) return *stopped;
    return Opening{.opened = {}, .sentence = sentence(reply.error(), Language::chinese)};
}

Result<Element> element_of(Node& node, const PackState& pack, const PlannedStart& planned) {
    const auto deployed = node.packs().version(pack.id, pack.version);
    if (!deployed) return deployed.error();
    const auto& processes = (*deployed)->pack.definitions.processes;
    const auto process = processes.find(planned.process);
    ensure(process != processes.end(), "a planned start belongs to a process of its pack");
    const auto element = process->second->find_element(planned.element);
    ensure(element >= 0, "a planned start belongs to an element of its process");
    return process->second->element(element);
}

/// After the firing at `planned.due_at`; nothing where that was the last.
Result<std::optional<Instant>>
due_after(Node& node, const PackState& pack, const PlannedStart& planned, Instant now) {
    if (planned.remaining == 0) return std::optional<Instant>{};
    const auto element = element_of(node, pack, planned);
    if (!element) return element.error();
    const auto next =
        next_due(*element, element->timer->text, planned.due_at, now, node.calendar());
    if (!next) return next.error();
    return std::optional{*next};
}

} // namespace

Result<std::vector<StreamEvent>>
planned_starts(const Pack& pack, const WorkingCalendar& calendar, Instant now) {
    std::vector<StreamEvent> events;
    std::int64_t start = 0;
    for (const auto& [reference, process] : pack.definitions.processes) {
        if (reference.find('/') != std::string::npos) continue; // imported
        for (const auto* element : timed_starts(*process)) {
            ++start;
            const auto due = first_due(*element, element->timer->text, now, now, calendar);
            if (!due) return due.error();
            if (due->at < now) continue; // a date that is past
            events.emplace_back(StartPlanned{
                .start = start,
                .planned = PlannedStart{
                    .process = reference,
                    .element = element->id,
                    .due_at = due->at,
                    .remaining = due->remaining,
                    .provisional = due->provisional}});
        }
    }
    return events;
}

Result<void>
cancel_other_starts(Node& node, const Command& cause, const PackState& deployed, Instant now) {
    const auto versions = node.store().select(
        {.table = "pack",
         .where = {{"org", "=", {node.org().text()}}, {"id", "=", {deployed.id}}},
         .limit = versions_max}
    );
    if (!versions) return versions.error();
    for (const auto& row : *versions) {
        const StreamId stream{std::get<std::string>(row.cells[1])};
        const auto state = node.load_stream(stream);
        if (!state) return state.error();
        const auto& pack = std::get<PackState>(*state);
        if (pack.version == deployed.version || pack.starts.empty()) continue;
        std::vector<StreamEvent> events;
        for (const auto& [start, planned] : pack.starts)
            events.emplace_back(StartCancelled{.start = start});
        const auto recorded = node.record_stream(
            stream, planning_command(stream, cause.id.text(), "cancel_starts"), now, events
        );
        if (!recorded) return recorded.error();
    }
    return {};
}

Result<void> fire_start(Node& node, const Record& timer, Instant now) {
    const StreamId stream{std::get<std::string>(timer.cells[1])};
    const auto start = std::get<std::int64_t>(timer.cells[2]);
    const auto state = node.load_stream(stream);
    if (!state) return state.error();
    const auto& pack = std::get<PackState>(*state);
    const auto planned = pack.starts.find(start);
    ensure(planned != pack.starts.end(), "a start that is due is planned");
    const auto firing =
        "start" + std::to_string(start) + "@" + std::to_string(planned->second.due_at.milliseconds);
    const auto opening =
        open_planned(node, pack, planned->second, stream.text() + "#" + firing, now);
    if (!opening) return opening.error();
    const auto next = due_after(node, pack, planned->second, now);
    if (!next) return next.error();
    const auto recorded = node.record_stream(
        stream,
        planning_command(stream, firing, "fire_start"),
        now,
        {StartFired{
            .start = start,
            .opened = opening->opened,
            .sentence = opening->sentence,
            .next_due_at = *next}}
    );
    if (!recorded) return recorded.error();
    return {};
}

Result<std::vector<StreamEvent>> starts_of_current(Node& node, const Pack& pack) {
    std::vector<StreamEvent> events;
    const auto state = node.load_stream(StreamId{"pack:" + pack.id.text() + ":" + pack.version});
    if (!state) return state.error();
    for (const auto& [start, planned] : std::get<PackState>(*state).starts)
        events.emplace_back(StartPlanned{.start = start, .planned = planned});
    return events;
}

Result<void> recount_starts(Node& node, const StreamId& stream, const Command& cause, Instant now) {
    const auto state = node.load_stream(stream);
    if (!state) return state.error();
    const auto& pack = std::get<PackState>(*state);
    std::vector<StreamEvent> events;
    for (const auto& [start, planned] : pack.starts) {
        const auto element = element_of(node, pack, planned);
        if (!element) return element.error();
        // What a later firing of a cycle counts from is the firing before; it counts anew by
        // itself.
        if (!planned.provisional || element->timer->kind != TimerRule::Kind::duration) continue;
        const auto due =
            first_due(*element, element->timer->text, pack.deployed_at, now, node.calendar());
        if (!due) return due.error();
        auto moved = planned;
        moved.due_at = std::max(due->at, now);
        moved.provisional = due->provisional;
        events.emplace_back(StartPlanned{.start = start, .planned = std::move(moved)});
    }
    if (events.empty()) return {};
    const auto recorded = node.record_stream(
        stream, planning_command(stream, cause.id.text(), "recount_starts"), now, events
    );
    if (!recorded) return recorded.error();
    return {};
}

} // namespace gongdao
