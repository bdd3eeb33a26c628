#pragma once

#include "core/values/document.hpp"
#include "core/values/id.hpp"
#include "core/values/time.hpp"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace gongdao {

/// Names one element instance, task, timer … within its case; given in order from 1, so that replay
/// gives the same ones. 0 means none.
using Key = std::int64_t;

/// Life of an element instance. A completed or terminated one is no longer in the state.
enum class Phase { activating, activated, completing, terminating };
BOOST_DESCRIBE_ENUM(Phase, activating, activated, completing, terminating)

/// What a multi-instance body or a loop has done so far. The collection is frozen at entry.
struct Repetition {
    std::int64_t total = 0; ///< -1: a standard loop, whose end is a condition
    std::int64_t started = 0;
    std::int64_t completed = 0;
    Document items;        ///< array, or null
    Document outputs;      ///< array of collected results, by position, or null
    bool finished = false; ///< the completion condition holds; what still runs is terminated
};
BOOST_DESCRIBE_STRUCT(Repetition, (), (total, started, completed, items, outputs, finished))

/// One running element. A scope, an activity with inputs and each repetition hold variables of
/// their own.
struct ElementInstance {
    std::string element;
    std::string process; ///< the definition that `element` belongs to
    Key parent = 0;      ///< the scope or multi-instance body it runs in; 0 for the case's root
    Phase phase = Phase::activating;
    Document variables;                   ///< object, or null
    std::int64_t loop_counter = 0;        ///< 1 … of an inner instance; 0 = not repeated
    std::optional<Repetition> repetition; ///< of a body
    bool interrupted = false; ///< an interrupting event subprocess has taken over this scope
    bool triggered = false;   ///< its event has happened already (event gateway, event subprocess)
    std::map<std::string, std::int64_t> arrived; ///< of a scope: tokens waiting at joins, per flow
};
BOOST_DESCRIBE_STRUCT(
    ElementInstance,
    (),
    (element,
     process,
     parent,
     phase,
     variables,
     loop_counter,
     repetition,
     interrupted,
     triggered,
     arrived)
)

/// Work that waits for a person. Its key is the key of its element instance.
struct Task {
    std::string element;
    std::string name;
    std::vector<std::string> roles;
    ActorId assignee;
    std::string form;
    Instant opened_at;
    std::optional<Instant> due_at;
    std::int64_t priority = 0;
    Instant counted_from;     ///< where a due period without a field began to count
    bool provisional = false; ///< the due date reaches a year without a holiday notice
};
BOOST_DESCRIBE_STRUCT(
    Task,
    (),
    (element, name, roles, assignee, form, opened_at, due_at, priority, counted_from, provisional)
)

/// A due instant and what made it, so that it can be computed again when its data change.
struct Timer {
    Key instance = 0;    ///< the catch event, the activity it is attached to, or the scope
    std::string element; ///< the timer event
    std::string process;
    Instant due_at;
    Instant based_on;           ///< where a duration or a cycle began to count
    std::int64_t remaining = 0; ///< further firings of a cycle; -1 = without end
    bool provisional = false;   ///< computed without a holiday table (暂按)
    std::string calendar;       ///< version of the calendar, where working time was counted
};
BOOST_DESCRIBE_STRUCT(
    Timer, (), (instance, element, process, due_at, based_on, remaining, provisional, calendar)
)

enum class SubscriptionKind { message, signal, conditional };
BOOST_DESCRIBE_ENUM(SubscriptionKind, message, signal, conditional)

struct Subscription {
    Key instance = 0;
    std::string element;
    std::string process;
    SubscriptionKind kind = SubscriptionKind::message;
    std::string name;
    std::string correlation;
    bool holds = false; ///< of a condition: how it stood when last looked at
};
BOOST_DESCRIBE_STRUCT(
    Subscription, (), (instance, element, process, kind, name, correlation, holds)
)

enum class WorkKind { job, effect, command };
BOOST_DESCRIBE_ENUM(WorkKind, job, effect, command)

/// Work handed out after the commit, whose answer comes back as a command.
struct PendingWork {
    Key instance = 0; ///< the element that waits for it; 0 = nobody waits
    WorkKind kind = WorkKind::job;
    std::string name;
    std::string idempotency_key;
    Document payload;
    std::int64_t attempts = 0;
    std::int64_t attempts_max = 0;
    Instant not_before;
};
BOOST_DESCRIBE_STRUCT(
    PendingWork,
    (),
    (instance, kind, name, idempotency_key, payload, attempts, attempts_max, not_before)
)

/// A step that failed: it stops just its element and is tried again on request.
struct Incident {
    Key instance = 0;
    std::string step; ///< the step that is repeated when it is resolved
    std::string code;
    std::string sentence; ///< Chinese
    Instant raised_at;
};
BOOST_DESCRIBE_STRUCT(Incident, (), (instance, step, code, sentence, raised_at))

struct Reason {
    std::string row;
    std::string text;
    std::string clause;
};
BOOST_DESCRIBE_STRUCT(Reason, (), (row, text, clause))

/// A severity with its reasons. Machines propose, people confirm (个人信息保护法 24).
struct Warning {
    std::string profile;
    std::int64_t proposed = 0;
    std::string rule;
    std::string version;
    std::vector<Reason> reasons;
    Instant proposed_at;
    std::optional<std::int64_t> confirmed;
    ActorId confirmed_by;
    std::optional<Instant> confirmed_at;
    std::string confirm_reason;
};
BOOST_DESCRIBE_STRUCT(
    Warning,
    (),
    (profile,
     proposed,
     rule,
     version,
     reasons,
     proposed_at,
     confirmed,
     confirmed_by,
     confirmed_at,
     confirm_reason)
)

enum class CaseStatus { none, open, completed, voided };
BOOST_DESCRIBE_ENUM(CaseStatus, none, open, completed, voided)

/// Everything that decides how a case goes on, and nothing else: histories live in the journal.
struct CaseState {
    OrgId org;
    StreamId stream;
    PackId pack;
    std::string pack_version;
    CaseStatus status = CaseStatus::none;
    std::string number;
    std::string reference; ///< the name other systems or imports know it by
    std::string title;
    std::string owner; ///< the organisation responsible for it (属地)
    ActorId opened_by;
    Instant opened_at;
    std::optional<Instant> closed_at;
    Key last_key = 0;
    Document facts = DocumentObject{}; ///< object: the pack's fields
    std::map<Key, ElementInstance> instances;
    std::map<Key, Task> tasks;
    std::map<Key, Timer> timers;
    std::map<Key, Subscription> subscriptions;
    std::map<Key, PendingWork> work;
    std::map<Key, PendingWork> stopped_work; ///< by the incident that asks for it
    std::map<Key, Incident> incidents;
    std::map<std::string, ActorId> completed_by; ///< task element → who completed it last
    std::map<std::string, std::vector<ActorId>> completed_before; ///< … and others who did earlier
    std::map<std::string, std::int64_t> flow_counts;              ///< how often each flow was taken
    std::optional<Warning> warning;
};
BOOST_DESCRIBE_STRUCT(
    CaseState,
    (),
    (org,
     stream,
     pack,
     pack_version,
     status,
     number,
     reference,
     title,
     owner,
     opened_by,
     opened_at,
     closed_at,
     last_key,
     facts,
     instances,
     tasks,
     timers,
     subscriptions,
     work,
     stopped_work,
     incidents,
     completed_by,
     completed_before,
     flow_counts,
     warning)
)

} // namespace gongdao
