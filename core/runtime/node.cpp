#include "core/runtime/node.hpp"

#include "core/engine/codec.hpp"
#include "core/engine/errors.hpp"
#include "core/runtime/errors.hpp"
#include "core/runtime/messages.hpp"
#include "core/runtime/own_offers.hpp"
#include "core/runtime/record_commands.hpp"
#include "core/runtime/replay.hpp"
#include "core/values/text_encoding.hpp"

#include <boost/json/object.hpp>

#include <utility>

namespace gongdao {

namespace {

const StreamId node_stream{"node:county"};

/// Cases kept decoded; the store answers for all others.
constexpr std::size_t cached_cases_max = 20'000;

NodeParts with_store(const NodeParts& parts, StoreWriter& store) {
    return {
        .store = store,
        .rules = parts.rules,
        .expressions = parts.expressions,
        .functions = parts.functions,
        .jobs = parts.jobs,
        .effects = parts.effects,
        .vault = parts.vault,
        .function_names = parts.function_names,
        .job_names = parts.job_names};
}

} // namespace

StreamId stream_named_by(std::string_view kind, const CommandId& command) {
    return StreamId{std::string{kind} + ":" + to_hex(sha256(command.text())).substr(0, 20)};
}

Node::Node(OrgId org, const NodeParts& parts)
    : org_{std::move(org)},
      store_{parts.store},
      rows_{store_},
      parts_{with_store(parts, rows_)},
      directory_{org_, parts_.store},
      packs_{org_, parts_.store, parts_.rules, parts_.expressions},
      questions_{org_, parts_.store},
      calendar_{std::make_unique<WorkingCalendar>(built_in_holidays())} {}

Offers Node::offers() const {
    return with_own_offers(
        {.functions = parts_.function_names, .jobs = parts_.job_names, .effects = {}}
    );
}

Result<void> Node::reload_calendar() {
    const auto state = load_stream(node_stream);
    if (!state) return state.error();
    const auto& county = std::get<NodeState>(*state);
    auto table = built_in_holidays();
    for (const auto& csv : county.holidays) {
        const auto faults = table.merge(csv);
        if (!faults.empty()) return faults.front();
    }
    const auto hours = county.office_hours.empty() ? Result<OfficeHours>{OfficeHours{}}
                                                   : OfficeHours::parse(county.office_hours);
    if (!hours) return hours.error();
    calendar_ = std::make_unique<WorkingCalendar>(std::move(table), *hours);
    return {};
}

Result<void> Node::recover() {
    auto recovered = recover_derived(parts_.store);
    if (!recovered) return recovered;
    const auto last = parts_.store.last_position();
    if (!last) return last.error();
    last_position_ = committed_position_ = *last;
    return reload_calendar();
}

Result<void> Node::begin_group() { return parts_.store.begin(); }

Result<void> Node::commit_group() {
    if (poisoned_ && stopped_by() == nullptr) {
        abandon_group();
        return fail(errors::group_failed);
    }
    auto marked = parts_.store.set_watermarks(last_position_);
    if (marked) marked = parts_.store.commit();
    if (const auto* stopped = stopped_by()) {
        abandon_group();
        return *stopped;
    }
    if (!marked) {
        abandon_group();
        return marked;
    }
    has_uncommitted_ = false;
    committed_position_ = last_position_;
    forget_unused_cases();
    return {};
}

void Node::abandon_group() {
    parts_.store.rollback();
    poisoned_ = false;
    last_position_ = committed_position_;
    has_uncommitted_ = false;
    due_from_ = anything_may_be_due;
    cases_.clear();
    cached_order_.clear();
    directory_.forget();
    packs_.forget_current();
    questions_.forget();
}

Result<StreamState> Node::load_stream(const StreamId& stream) {
    const auto row = parts_.store.find("stream_state", {org_.text(), stream.text()});
    if (!row) return row.error();
    if (*row) return decode_stream_state(stream, state_in(**row));
    auto empty = empty_stream_state(stream);
    if (!empty) return fail(errors::no_such_case, {stream.text()});
    return std::move(*empty);
}

Result<void> Node::append(
    const StreamId& stream,
    StreamHead& head,
    const Command& command,
    Instant now,
    std::string events
) {
    // What cannot be read back as it was written must never be written.
    if (!is_valid_utf8(events) || !is_valid_utf8(command.id.text()))
        return fail(errors::text_not_utf8, {stream.text()});
    JournalRow row{
        .org = org_,
        .stream = stream,
        .seq = head.seq + 1,
        .before = head.position,
        .command_id = command.id,
        .actor = command.actor,
        .occurred_at = command.occurred_at.value_or(now),
        .recorded_at = now,
        .kind = command.kind,
        .events = std::move(events),
        .previous = head.hash};
    row.hash = hash_of(row);
    const auto position = parts_.store.append(row);
    poisoned_ = poisoned_ || !position;
    if (!position) return position.error();
    row.position = last_position_ = *position;
    has_uncommitted_ = true;
    head = {.seq = row.seq, .hash = row.hash, .position = row.position};
    return note_command(row);
}

/// A command that writes several rows is found by the first.
Result<void> Node::note_command(const JournalRow& row) {
    const auto known = parts_.store.find("command", {org_.text(), row.command_id.text()});
    if (!known) return known.error();
    if (*known) return {};
    return put_rows({command_row(row)});
}

namespace {

/// When a row of the tables that `next_due` asks calls for work.
std::optional<Instant> due_of(const Record& row) {
    const auto column = row.table == "timer"     ? 3U
                        : row.table == "message" ? 5U
                        : row.table == "outbox"  ? 7U
                                                 : 0U;
    if (column == 0) return {};
    return Instant{std::get<std::int64_t>(row.cells[column])};
}

} // namespace

Result<void> Node::put_rows(std::vector<Record> rows) {
    for (auto& row : rows) {
        if (const auto due = due_of(row)) due_from_ = std::min(due_from_, *due);
        auto put = rows_.put(std::move(row));
        poisoned_ = poisoned_ || !put;
        if (!put) return put;
    }
    return {};
}

Result<Reply> Node::record_stream(
    const StreamId& stream, const Command& command, Instant now, std::vector<StreamEvent> events
) {
    auto state = load_stream(stream);
    if (!state) return state.error();
    auto head = parts_.store.head(org_, stream);
    if (!head) return head.error();
    for (const auto& event : events)
        apply(*state, event);
    auto appended = append(stream, *head, command, now, encode_stream_events(events));
    if (!appended) return appended.error();
    const StreamPosition position{
        .org = org_, .stream = stream, .seq = head->seq, .position = head->position};
    for (const auto& gone : gone_rows(position, *state, events)) {
        auto removed = parts_.store.remove(gone.table, gone.key);
        poisoned_ = poisoned_ || !removed;
        if (!removed) return removed.error();
    }
    auto put = put_rows(all_rows(position, *state));
    if (!put) return put.error();
    return Reply{.stream = stream, .seq = head->seq};
}

Result<Node::CachedCase*> Node::cached(const StreamId& stream) {
    const auto known = cases_.find(stream);
    if (known != cases_.end()) {
        known->second.used = true;
        return &known->second;
    }
    const auto row = parts_.store.find("stream_state", {org_.text(), stream.text()});
    if (!row) return row.error();
    CachedCase loaded;
    if (*row) {
        auto state = decode_state(state_in(**row));
        if (!state) return state.error();
        loaded.state = std::move(*state);
        const auto head = parts_.store.head_at(org_, stream, position_in(**row));
        if (!head) return head.error();
        // A chain must not go on from a wrong place.
        if (Cell{head->seq} != (*row)->cells[3])
            return fail(errors::derived_differs, {"stream_state", stream.text()});
        loaded.head = *head;
    } else {
        loaded.state.org = org_;
        loaded.state.stream = stream;
    }
    cached_order_.push_back(stream);
    return &cases_.emplace(stream, std::move(loaded)).first->second;
}

/// Who was not asked for since his last turn goes, a few after each group.
void Node::forget_unused_cases() {
    while (cases_.size() > cached_cases_max) {
        const auto found = cases_.find(cached_order_.front());
        const bool stays = std::exchange(found->second.used, false);
        if (stays)
            cached_order_.push_back(cached_order_.front());
        else
            cases_.erase(found);
        cached_order_.pop_front();
    }
}

Result<CaseState> Node::load_case(const StreamId& stream) {
    const auto found = cached(stream);
    if (!found) return found.error();
    if ((*found)->state.status == CaseStatus::none)
        return fail(errors::no_such_case, {stream.text()});
    return (*found)->state;
}

Result<StreamId> Node::find_case(const std::string& target) {
    if (target.starts_with("case:")) return StreamId{target};
    for (const auto* column : {"number", "reference"}) {
        const auto rows = parts_.store.select(
            {.table = "case_index",
             .where = {{"org", "=", {org_.text()}}, {column, "=", {target}}},
             .limit = 2}
        );
        if (!rows) return rows.error();
        if (rows->size() > 1) return fail(errors::case_ambiguous, {target});
        if (rows->size() == 1) return StreamId{std::get<std::string>(rows->front().cells[1])};
    }
    return fail(errors::no_such_case, {target});
}

Result<Reply> Node::execute(const Command& command, Instant now) {
    const auto before = parts_.store.find_command(org_, command.id);
    if (!before) return before.error();
    if (*before && ((*before)->kind != command.kind || (*before)->actor != command.actor)) {
        return fail(
            errors::command_id_taken, {command.id.text(), (*before)->kind, (*before)->actor.text()}
        );
    }
    if (*before) {
        Reply reply{.stream = (*before)->stream, .seq = (*before)->seq, .repeated = true};
        if (reply.stream.text().starts_with("case:")) {
            const auto state = load_case(reply.stream);
            if (state) reply.number = state->number;
        } else if (reply.stream.text().starts_with("message:")) {
            recall(*this, **before, reply);
        }
        return reply;
    }
    if (command.occurred_at && *command.occurred_at > now)
        return fail(errors::not_yet_happened, {to_text(*command.occurred_at), to_text(now)});
    const auto position = last_position_;
    auto reply = dispatch(command, now);
    // What is refused must have written nothing.
    poisoned_ = poisoned_ || (!reply && last_position_ != position);
    return reply;
}

Result<Reply> Node::dispatch(const Command& command, Instant now) {
    if (const auto* handler = find_record_command(command.kind))
        return handler->carry_out(*this, command, now);
    return execute_case_command(command, now);
}

} // namespace gongdao
