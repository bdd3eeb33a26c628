#include "core/runtime/projector.hpp"

#include "core/engine/codec.hpp"

#include <boost/describe/enum_to_string.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <set>
#include <type_traits>

namespace gongdao {

namespace {

Cell cell_of(const std::optional<Instant>& instant) {
    return instant ? Cell{instant->milliseconds} : Cell{};
}

std::string words(const std::vector<std::string>& items) {
    std::string out = " "; // so that ` role ` is found as a whole word
    for (const auto& item : items)
        out += item + " ";
    return out;
}

Record case_row(const StreamPosition& position, const CaseState& state) {
    const auto& warning = state.warning;
    const bool confirmed = warning && warning->confirmed;
    return {
        "case_index",
        {position.org.text(),
         position.stream.text(),
         state.pack.text(),
         state.pack_version,
         state.number,
         state.reference,
         state.title,
         std::string{boost::describe::enum_to_string(state.status, "")},
         state.tasks.empty() ? std::string{} : state.tasks.begin()->second.name,
         state.owner,
         state.opened_at.milliseconds,
         cell_of(state.closed_at),
         confirmed ? Cell{*warning->confirmed} : Cell{},
         warning ? Cell{warning->proposed} : Cell{},
         confirmed ? Cell{warning->confirmed_by.text()} : Cell{},
         warning ? Cell{warning->proposed_at.milliseconds} : Cell{},
         static_cast<std::int64_t>(state.incidents.size()),
         canonical_text(open_facts(state.facts))}};
}

Record task_row(const StreamPosition& position, const CaseState& state, Key key, const Task& task) {
    return {
        "task",
        {position.org.text(),
         position.stream.text(),
         key,
         state.pack.text(),
         state.number,
         task.element,
         task.name,
         words(task.roles),
         task.assignee.text(),
         state.owner,
         task.form,
         task.opened_at.milliseconds,
         cell_of(task.due_at),
         task.priority,
         std::int64_t{task.provisional ? 1 : 0}}};
}

Record timer_row(const StreamPosition& position, Key key, const Timer& timer) {
    return {
        "timer",
        {position.org.text(),
         position.stream.text(),
         key,
         timer.due_at.milliseconds,
         timer.element,
         std::int64_t{timer.provisional ? 1 : 0}}};
}

Record subscription_row(const StreamPosition& position, Key key, const Subscription& subscription) {
    return {
        "subscription",
        {position.org.text(),
         position.stream.text(),
         key,
         std::string{boost::describe::enum_to_string(subscription.kind, "")},
         subscription.name,
         subscription.correlation}};
}

Record work_row(const StreamPosition& position, Key key, const PendingWork& work) {
    return {
        "outbox",
        {position.org.text(),
         position.stream.text(),
         key,
         std::string{boost::describe::enum_to_string(work.kind, "")},
         work.name,
         work.idempotency_key,
         canonical_text(work.payload),
         work.not_before.milliseconds,
         work.attempts}};
}

Record state_row(const StreamPosition& position, std::string_view kind, std::string state) {
    return {
        "stream_state",
        {position.org.text(),
         position.stream.text(),
         std::string{kind},
         position.seq,
         position.position,
         std::move(state)}};
}

/// Which waits a command touched; what they are now is read from the state.
struct Touched {
    std::set<Key> tasks;
    std::set<Key> timers;
    std::set<Key> subscriptions;
    std::set<Key> work;

    void note(const Event& event) {
        std::visit(
            [&](const auto& happened) {
                using Happened = std::decay_t<decltype(happened)>;
                if constexpr (std::is_same_v<Happened, TaskOpened> || std::is_same_v<Happened, TaskAssigned> || std::is_same_v<Happened, TaskDueMoved> || std::is_same_v<Happened, TaskCompleted> || std::is_same_v<Happened, TaskWithdrawn>) {
                    tasks.insert(happened.key);
                } else if constexpr (std::is_same_v<Happened, TimerStarted> || std::is_same_v<Happened, TimerMoved> || std::is_same_v<Happened, TimerFired> || std::is_same_v<Happened, TimerCancelled>) {
                    timers.insert(happened.key);
                } else if constexpr (std::is_same_v<Happened, SubscriptionOpened> || std::is_same_v<Happened, SubscriptionClosed>) {
                    subscriptions.insert(happened.key);
                } else if constexpr (std::is_same_v<Happened, WorkRequested> || std::is_same_v<Happened, WorkFinished> || std::is_same_v<Happened, WorkFailed> || std::is_same_v<Happened, WorkStopped> || std::is_same_v<Happened, WorkWithdrawn>) {
                    work.insert(happened.key);
                }
            },
            event
        );
    }
};

template <class Wait, class ToRow>
void project(
    RowChanges& changes,
    const StreamPosition& position,
    std::string_view table,
    const std::set<Key>& touched,
    const std::map<Key, Wait>& waits,
    ToRow to_row
) {
    for (const auto key : touched) {
        const auto found = waits.find(key);
        if (found != waits.end()) {
            changes.put.push_back(to_row(key, found->second));
        } else {
            changes.remove.push_back({table, {position.org.text(), position.stream.text(), key}});
        }
    }
}

} // namespace

Document open_facts(const Document& facts) {
    if (const auto* object = facts.if_object()) {
        DocumentObject kept;
        for (const auto& [name, value] : *object) {
            if (find(value, "sealed") == nullptr) kept.emplace(name, open_facts(value));
        }
        return kept;
    }
    if (const auto* array = facts.if_array()) {
        DocumentArray kept;
        for (const auto& item : *array)
            kept.push_back(open_facts(item));
        return kept;
    }
    return facts;
}

RowChanges changed_rows(
    const StreamPosition& position, const CaseState& state, std::span<const Event> events
) {
    Touched touched;
    for (const auto& event : events)
        touched.note(event);
    RowChanges changes;
    changes.put.push_back(state_row(position, "case", encode_state(state)));
    changes.put.push_back(case_row(position, state));
    project(changes, position, "task", touched.tasks, state.tasks, [&](Key key, const Task& task) {
        return task_row(position, state, key, task);
    });
    project(
        changes,
        position,
        "timer",
        touched.timers,
        state.timers,
        [&](Key key, const Timer& timer) { return timer_row(position, key, timer); }
    );
    project(
        changes,
        position,
        "subscription",
        touched.subscriptions,
        state.subscriptions,
        [&](Key key, const Subscription& subscription) {
            return subscription_row(position, key, subscription);
        }
    );
    project(
        changes,
        position,
        "outbox",
        touched.work,
        state.work,
        [&](Key key, const PendingWork& work) { return work_row(position, key, work); }
    );
    return changes;
}

std::vector<Record> all_rows(const StreamPosition& position, const CaseState& state) {
    std::vector<Record> rows{
        state_row(position, "case", encode_state(state)), case_row(position, state)};
    for (const auto& [key, task] : state.tasks)
        rows.push_back(task_row(position, state, key, task));
    for (const auto& [key, timer] : state.timers)
        rows.push_back(timer_row(position, key, timer));
    for (const auto& [key, subscription] : state.subscriptions)
        rows.push_back(subscription_row(position, key, subscription));
    for (const auto& [key, work] : state.work)
        rows.push_back(work_row(position, key, work));
    return rows;
}

Record command_row(const JournalRow& row) {
    return {"command", {row.org.text(), row.command_id.text(), row.position}};
}

Record chunk_row(
    const StreamPosition& position, const BatchState& batch, std::int64_t chunk, std::string items
) {
    return {
        "batch_chunk",
        {position.org.text(),
         position.stream.text(),
         chunk,
         batch.pack + "/" + batch.definition,
         batch.period,
         batch.status,
         std::move(items)}};
}

namespace {

struct StreamRows {
    const StreamPosition& position;
    std::vector<Record>& rows;

    void operator()(const EntryState& entry) const {
        rows.push_back(
            {"entry",
             {position.org.text(),
              entry.register_id,
              entry.key,
              position.stream.text(),
              position.seq,
              entry.status,
              entry.updated_at.milliseconds,
              canonical_text(open_facts(entry.data))}}
        );
    }

    void operator()(const BatchState& batch) const {
        rows.push_back(
            {"batch",
             {position.org.text(),
              position.stream.text(),
              batch.pack + "/" + batch.definition,
              batch.pack,
              batch.period,
              batch.status,
              batch.items,
              batch.amount_fen,
              batch.opened_at.milliseconds,
              cell_of(batch.closed_at),
              canonical_text(batch.phases)}}
        );
    }

    void operator()(const PackState& pack) const {
        for (const auto& [start, planned] : pack.starts) {
            rows.push_back(
                {"timer",
                 {position.org.text(),
                  position.stream.text(),
                  start,
                  planned.due_at.milliseconds,
                  planned.element,
                  std::int64_t{planned.provisional ? 1 : 0}}}
            );
        }
        rows.push_back(
            {"pack",
             {position.org.text(),
              position.stream.text(),
              pack.id,
              pack.version,
              pack.title,
              pack.deployed_at.milliseconds}}
        );
    }

    void operator()(const MessageState& message) const {
        if (message.taken) return;
        rows.push_back(
            {"message",
             {position.org.text(),
              position.stream.text(),
              message.name,
              message.correlation,
              canonical_text(message.payload),
              message.expires_at.milliseconds}}
        );
    }

    void operator()(const NodeState&) const {}
};

} // namespace

std::vector<RowChanges::Removal> gone_rows(
    const StreamPosition& position, const StreamState& state, std::span<const StreamEvent> events
) {
    std::vector<RowChanges::Removal> gone;
    const auto* message = std::get_if<MessageState>(&state);
    if (message != nullptr && message->taken)
        gone.push_back({"message", {position.org.text(), position.stream.text()}});
    const auto drop_start = [&](std::int64_t start) {
        if (!std::get<PackState>(state).starts.contains(start))
            gone.push_back({"timer", {position.org.text(), position.stream.text(), start}});
    };
    for (const auto& event : events) {
        // A version that is deployed again plans its starts anew.
        if (std::holds_alternative<PackDeployed>(event))
            gone.push_back({"timer", {position.org.text(), position.stream.text()}});
        if (const auto* fired = std::get_if<StartFired>(&event)) drop_start(fired->start);
        if (const auto* cancelled = std::get_if<StartCancelled>(&event))
            drop_start(cancelled->start);
    }
    return gone;
}

std::vector<Record> all_rows(const StreamPosition& position, const StreamState& state) {
    std::vector<Record> rows{
        state_row(position, kind_of(position.stream), encode_stream_state(state))};
    std::visit(StreamRows{position, rows}, state);
    return rows;
}

} // namespace gongdao
