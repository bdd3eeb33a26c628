#pragma once

#include "core/engine/rule_book.hpp"
#include "core/engine/state.hpp"

#include <variant>

namespace gongdao {

// Events are past tense and say everything that `apply` and the projections need. A released event
// never changes: a new version gets a new struct and a new name.

struct CaseOpened {
    PackId pack;
    std::string pack_version;
    std::string process;
    std::string number;
    std::string reference;
    std::string title;
    std::string owner;
    ActorId opened_by;
    Instant opened_at;
    Document facts;
};
BOOST_DESCRIBE_STRUCT(
    CaseOpened,
    (),
    (pack, pack_version, process, number, reference, title, owner, opened_by, opened_at, facts)
)

struct CaseRetitled {
    std::string title;
};
BOOST_DESCRIBE_STRUCT(CaseRetitled, (), (title))

struct CaseCompleted {
    Instant at;
};
BOOST_DESCRIBE_STRUCT(CaseCompleted, (), (at))

struct CaseVoided {
    Instant at;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(CaseVoided, (), (at, reason))

struct NoteAdded {
    std::string text;
};
BOOST_DESCRIBE_STRUCT(NoteAdded, (), (text))

/// Variables written in a scope; `scope` 0 writes the case's facts. Null clears.
struct VariablesSet {
    Key scope = 0;
    Document values;
    std::string reason; ///< of a correction
};
BOOST_DESCRIBE_STRUCT(VariablesSet, (), (scope, values, reason))

struct ElementActivating {
    Key key = 0;
    std::string element;
    std::string process;
    Key parent = 0;
    std::int64_t loop_counter = 0;
    bool triggered = false;
    Document variables;
};
BOOST_DESCRIBE_STRUCT(
    ElementActivating, (), (key, element, process, parent, loop_counter, triggered, variables)
)

struct ElementActivated {
    Key key = 0;
};
BOOST_DESCRIBE_STRUCT(ElementActivated, (), (key))

struct ElementCompleting {
    Key key = 0;
};
BOOST_DESCRIBE_STRUCT(ElementCompleting, (), (key))

struct ElementCompleted {
    Key key = 0;
};
BOOST_DESCRIBE_STRUCT(ElementCompleted, (), (key))

struct ElementTerminating {
    Key key = 0;
};
BOOST_DESCRIBE_STRUCT(ElementTerminating, (), (key))

struct ElementTerminated {
    Key key = 0;
};
BOOST_DESCRIBE_STRUCT(ElementTerminated, (), (key))

/// A token moved over a flow; `waits` where the target is a join.
struct FlowTaken {
    Key scope = 0;
    std::string flow;
    bool waits = false;
};
BOOST_DESCRIBE_STRUCT(FlowTaken, (), (scope, flow, waits))

/// A join fired and consumed one token of each flow named.
struct TokensJoined {
    Key scope = 0;
    std::vector<std::string> flows;
};
BOOST_DESCRIBE_STRUCT(TokensJoined, (), (scope, flows))

struct RepetitionStarted {
    Key key = 0;
    std::int64_t total = 0;
    Document items;
};
BOOST_DESCRIBE_STRUCT(RepetitionStarted, (), (key, total, items))

struct RepetitionCollected {
    Key key = 0;
    std::int64_t position = 0; ///< 1 …
    Document value;
};
BOOST_DESCRIBE_STRUCT(RepetitionCollected, (), (key, position, value))

struct RepetitionFinished {
    Key key = 0;
};
BOOST_DESCRIBE_STRUCT(RepetitionFinished, (), (key))

struct ScopeInterrupted {
    Key key = 0;
};
BOOST_DESCRIBE_STRUCT(ScopeInterrupted, (), (key))

struct TaskOpened {
    Key key = 0;
    Task task;
};
BOOST_DESCRIBE_STRUCT(TaskOpened, (), (key, task))

struct TaskAssigned {
    Key key = 0;
    ActorId assignee; ///< empty: given back to its roles
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(TaskAssigned, (), (key, assignee, reason))

struct TaskUrged {
    Key key = 0;
    std::string text;
};
BOOST_DESCRIBE_STRUCT(TaskUrged, (), (key, text))

struct TaskDueMoved {
    Key key = 0;
    std::optional<Instant> due_at;
    bool provisional = false;
};
BOOST_DESCRIBE_STRUCT(TaskDueMoved, (), (key, due_at, provisional))

/// Somebody else completes a task that `actor` completed before; both are kept apart from what is.
struct CompletionKept {
    std::string element;
    ActorId actor;
};
BOOST_DESCRIBE_STRUCT(CompletionKept, (), (element, actor))

struct TaskCompleted {
    Key key = 0;
    ActorId actor;
};
BOOST_DESCRIBE_STRUCT(TaskCompleted, (), (key, actor))

struct TaskWithdrawn {
    Key key = 0;
};
BOOST_DESCRIBE_STRUCT(TaskWithdrawn, (), (key))

struct TimerStarted {
    Key key = 0;
    Timer timer;
};
BOOST_DESCRIBE_STRUCT(TimerStarted, (), (key, timer))

struct TimerMoved {
    Key key = 0;
    Instant due_at;
    bool provisional = false;
    std::string calendar;
};
BOOST_DESCRIBE_STRUCT(TimerMoved, (), (key, due_at, provisional, calendar))

/// `next_due_at` where a cycle goes on.
struct TimerFired {
    Key key = 0;
    std::optional<Instant> next_due_at;
};
BOOST_DESCRIBE_STRUCT(TimerFired, (), (key, next_due_at))

struct TimerCancelled {
    Key key = 0;
};
BOOST_DESCRIBE_STRUCT(TimerCancelled, (), (key))

struct SubscriptionOpened {
    Key key = 0;
    Subscription subscription;
};
BOOST_DESCRIBE_STRUCT(SubscriptionOpened, (), (key, subscription))

struct ConditionChanged {
    Key key = 0;
    bool holds = false;
};
BOOST_DESCRIBE_STRUCT(ConditionChanged, (), (key, holds))

struct SubscriptionClosed {
    Key key = 0;
};
BOOST_DESCRIBE_STRUCT(SubscriptionClosed, (), (key))

struct EventReceived {
    std::string name;
    Document payload;
};
BOOST_DESCRIBE_STRUCT(EventReceived, (), (name, payload))

struct SignalBroadcast {
    Key key = 0; ///< of the work that tells other cases; not emitted any more
    std::string name;
    Document payload;
};
BOOST_DESCRIBE_STRUCT(SignalBroadcast, (), (key, name, payload))

/// An error or escalation was thrown; `caught_by` names the catching event, empty if nobody did.
struct ErrorThrown {
    std::string kind; ///< error | escalation
    std::string code;
    std::string caught_by;
};
BOOST_DESCRIBE_STRUCT(ErrorThrown, (), (kind, code, caught_by))

struct RuleDecided {
    Key instance = 0;
    std::string rule;
    std::string version;
    Document inputs;
    Document outcome;
    std::vector<Reason> reasons;
};
BOOST_DESCRIBE_STRUCT(RuleDecided, (), (instance, rule, version, inputs, outcome, reasons))

struct FunctionAnswered {
    Key instance = 0;
    std::string function;
    Document input;
    Document output;
};
BOOST_DESCRIBE_STRUCT(FunctionAnswered, (), (instance, function, input, output))

struct QueryAnswered {
    Key instance = 0;
    std::string query;
    Document answer;
};
BOOST_DESCRIBE_STRUCT(QueryAnswered, (), (instance, query, answer))

struct WorkRequested {
    Key key = 0;
    PendingWork work;
};
BOOST_DESCRIBE_STRUCT(WorkRequested, (), (key, work))

struct WorkFinished {
    Key key = 0;
    Document result;
};
BOOST_DESCRIBE_STRUCT(WorkFinished, (), (key, result))

/// `retry_at` where it is tried again by itself.
struct WorkFailed {
    Key key = 0;
    std::string code;
    std::string sentence;
    std::optional<Instant> retry_at;
};
BOOST_DESCRIBE_STRUCT(WorkFailed, (), (key, code, sentence, retry_at))

/// It failed for good and nobody in the case waits for it. It is kept under the incident of the
/// same key, and requested once more when that is resolved.
struct WorkStopped {
    Key key = 0;
    std::string code;
    std::string sentence;
};
BOOST_DESCRIBE_STRUCT(WorkStopped, (), (key, code, sentence))

struct WorkWithdrawn {
    Key key = 0;
};
BOOST_DESCRIBE_STRUCT(WorkWithdrawn, (), (key))

struct IncidentRaised {
    Key key = 0;
    Incident incident;
};
BOOST_DESCRIBE_STRUCT(IncidentRaised, (), (key, incident))

struct IncidentResolved {
    Key key = 0;
};
BOOST_DESCRIBE_STRUCT(IncidentResolved, (), (key))

struct RankProposed {
    std::string profile;
    std::int64_t rank = 0;
    std::string rule;
    std::string version;
    std::vector<Reason> reasons;
    Instant at;
};
BOOST_DESCRIBE_STRUCT(RankProposed, (), (profile, rank, rule, version, reasons, at))

struct RankConfirmed {
    std::string profile;
    std::int64_t rank = 0;
    ActorId actor;
    Instant at;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(RankConfirmed, (), (profile, rank, actor, at, reason))

using Event = std::variant<
    CaseOpened,
    CaseRetitled,
    CaseCompleted,
    CaseVoided,
    NoteAdded,
    VariablesSet,
    ElementActivating,
    ElementActivated,
    ElementCompleting,
    ElementCompleted,
    ElementTerminating,
    ElementTerminated,
    FlowTaken,
    TokensJoined,
    RepetitionStarted,
    RepetitionCollected,
    RepetitionFinished,
    ScopeInterrupted,
    TaskOpened,
    TaskAssigned,
    TaskUrged,
    TaskDueMoved,
    CompletionKept,
    TaskCompleted,
    TaskWithdrawn,
    TimerStarted,
    TimerMoved,
    TimerFired,
    TimerCancelled,
    SubscriptionOpened,
    ConditionChanged,
    SubscriptionClosed,
    EventReceived,
    SignalBroadcast,
    ErrorThrown,
    RuleDecided,
    FunctionAnswered,
    QueryAnswered,
    WorkRequested,
    WorkFinished,
    WorkFailed,
    WorkStopped,
    WorkWithdrawn,
    IncidentRaised,
    IncidentResolved,
    RankProposed,
    RankConfirmed>;

} // namespace gongdao
