#include "core/engine/stream_events.hpp"
#include "core/values/ensure.hpp"

#include <boost/json/object.hpp>

namespace gongdao {

namespace {

template <class State>
State& as(StreamState& state) {
    auto* typed = std::get_if<State>(&state);
    ensure(typed != nullptr, "an event belongs to another kind of stream");
    return *typed;
}

void on(StreamState& state, const EntrySet& event) {
    auto& entry = as<EntryState>(state);
    entry.register_id = event.register_id;
    entry.key = event.key;
    entry.status = "active";
    entry.updated_at = event.at;
    for (const auto& [name, value] : event.values.as_object()) {
        if (value.is_null()) {
            entry.data.as_object().erase(name);
        } else {
            entry.data.as_object()[name] = value;
        }
    }
}

void on(StreamState& state, const EntryRetired& event) {
    as<EntryState>(state).status = "retired";
    as<EntryState>(state).updated_at = event.at;
}

void on(StreamState& state, const EntryReinstated& event) {
    as<EntryState>(state).status = "active";
    as<EntryState>(state).updated_at = event.at;
}

/// Opening again means computing again from scratch: nothing of the earlier run is kept.
void on(StreamState& state, const BatchOpened& event) {
    state = BatchState{
        .pack = event.pack,
        .definition = event.definition,
        .period = event.period,
        .status = "opened",
        .entries = event.entries,
        .frozen = event.frozen,
        .driver = event.driver,
        .opened_at = event.at};
}

void on(StreamState& state, const ChunkRecorded& event) {
    as<BatchState>(state).chunks[event.chunk] = event;
}

void on(StreamState& state, const BatchComputed& event) {
    auto& batch = as<BatchState>(state);
    batch.status = "computed";
    batch.items = event.items;
    batch.amount_fen = event.amount_fen;
    batch.exceptions = event.exceptions;
    batch.held = event.held;
    batch.held_fen = event.held_fen;
    batch.phases = event.phases;
}

void on(StreamState& state, const BatchReleased& event) {
    auto& batch = as<BatchState>(state);
    batch.status = "released";
    batch.pay_list = event.pay_list;
    batch.closed_at = event.at;
}

void on(StreamState& state, const ReturnRecorded& event) {
    auto& batch = as<BatchState>(state);
    for (const auto& [line, answer] : event.answers)
        batch.answers[line] = answer;
    batch.bank_on = event.bank_on;
}

void on(StreamState& state, const PaymentsSettled& event) {
    for (const auto& key : event.keys)
        as<BatchState>(state).settled[key] = {.into = event.into, .reason = event.reason};
}

void on(StreamState& state, const PackDeployed& event) {
    state = PackState{
        .id = event.id,
        .version = event.version,
        .title = event.title,
        .files = event.files,
        .deployed_at = event.at};
}

void on(StreamState& state, const StartPlanned& event) {
    std::get<PackState>(state).starts[event.start] = event.planned;
}

void on(StreamState& state, const StartFired& event) {
    auto& pack = std::get<PackState>(state);
    pack.failed_starts.erase(event.start);
    if (!event.sentence.empty()) pack.failed_starts[event.start] = event.sentence;
    if (!event.next_due_at) {
        pack.starts.erase(event.start);
        return;
    }
    auto& planned = pack.starts.at(event.start);
    planned.due_at = *event.next_due_at;
    if (planned.remaining > 0) --planned.remaining;
}

void on(StreamState& state, const StartCancelled& event) {
    auto& pack = std::get<PackState>(state);
    pack.starts.erase(event.start);
    pack.failed_starts.erase(event.start);
}

void on(StreamState& state, const MessageBuffered& event) {
    state = MessageState{
        .name = event.name,
        .correlation = event.correlation,
        .payload = event.payload,
        .expires_at = event.expires_at};
}

void on(StreamState& state, const MessageTaken&) { as<MessageState>(state).taken = true; }

void on(StreamState& state, const SignalSent& event) {
    state = MessageState{.name = event.name, .payload = event.payload, .taken = true};
}

void on(StreamState& state, const OfficeHoursSet& event) {
    as<NodeState>(state).office_hours = event.hours;
}

void on(StreamState& state, const HolidaysLoaded& event) {
    as<NodeState>(state).holidays.push_back(event.csv);
}

void on(StreamState& state, const ClockSet& event) { as<NodeState>(state).virtual_now = event.at; }

} // namespace

void apply(StreamState& state, const StreamEvent& event) {
    std::visit([&](const auto& happened) { on(state, happened); }, event);
}

std::string_view kind_of(const StreamId& stream) {
    const std::string_view text = stream.text();
    return text.substr(0, text.find(':'));
}

std::optional<StreamState> empty_stream_state(const StreamId& stream) {
    const auto kind = kind_of(stream);
    if (kind == "entry") return EntryState{};
    if (kind == "batch") return BatchState{};
    if (kind == "pack") return PackState{};
    if (kind == "message") return MessageState{};
    if (kind == "node") return NodeState{};
    return std::nullopt;
}

} // namespace gongdao
