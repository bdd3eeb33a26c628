#pragma once

#include "core/values/document.hpp"
#include "core/values/id.hpp"

#include <optional>
#include <string>
#include <vector>

namespace gongdao {

/// What an element of a process is. `process` is the root scope of a definition.
enum class ElementKind {
    process,
    start_event,
    end_event,
    catch_event,
    throw_event,
    boundary_event,
    user_task,
    service_task,
    script_task,
    rule_task,
    send_task,
    receive_task,
    manual_task,
    exclusive_gateway,
    parallel_gateway,
    inclusive_gateway,
    event_gateway,
    subprocess,
    event_subprocess,
    call_activity,
};

/// What an event waits for or throws.
enum class Trigger {
    none,
    message,
    timer,
    signal,
    conditional,
    error,
    escalation,
    link,
    terminate
};

/// When a timer is due. `text` is a literal of the kind's own form, or, behind `=`, a Lua
/// expression over the fields that yields one.
struct TimerRule {
    enum class Kind {
        date,     ///< `2026-03-06`, an instant, or an expression that yields one
        duration, ///< a period of core/calendar: `PT4H`, `P15D`, `15wd`, `4wh`
        cycle,    ///< `R3/PT10H`, `R/P1D`
        cron,     ///< five fields: minute hour day month weekday
    };

    Kind kind = Kind::duration;
    std::string text;
    /// The field a duration is counted from; empty = from the activation.
    std::string from_field;
};

/// `gongdao:input` and `gongdao:output`: `target` is a variable, `source` a Lua expression.
struct Mapping {
    std::string target;
    std::string source;
    int line = 0;
};

/// What a user task asks of people.
struct Assignment {
    std::vector<std::string> roles; ///< any of these roles may claim it (candidateGroups)
    std::string assignee;           ///< Lua expression that yields an actor id, or empty
    std::string form;               ///< form id of the pack, or empty
    std::string due;                ///< period, or `=` expression; empty = no due date
    std::string due_from;           ///< field the due period counts from
    int priority = 0;
    /// Tasks whose completer must be somebody else (segregation of duties).
    std::vector<std::string> separate_from;
};

/// What an automatic task does. Only one of these.
struct Work {
    enum class Kind {
        none,
        function, ///< pure plugin function, called inside decide
        job,      ///< slow or outside work, runs after the commit and answers with a command
        effect,   ///< leaves through the outbox
        rule,     ///< grid or Lua rule
        script,   ///< Lua text in the definition
        query,    ///< a declared question across cases
        message,  ///< a message to another case
    };

    Kind kind = Kind::none;
    std::string name;    ///< function, job, effect, rule, query or message name
    std::string script;  ///< Lua text of a script
    std::string result;  ///< variable for the outcome; empty = merge the outcome's fields
    std::string warning; ///< id of the warning profile whose rank the rule proposes
    int retries = 3;
};

struct MultiInstance {
    bool sequential = false;
    std::string cardinality; ///< Lua expression, or empty
    std::string collection;  ///< variable that holds an array, or empty
    std::string item;        ///< local variable for the current item
    std::string output;      ///< array variable that collects `output_item` of each instance
    std::string output_item; ///< Lua expression
    std::string completion;  ///< Lua condition checked after each instance
};

struct StandardLoop {
    std::string condition; ///< Lua; runs (again) while it holds
    bool test_before = false;
    int maximum = 0; ///< 0 = no maximum
};

/// A data object or property: a variable that lives in a scope. `initial` is a Lua expression.
struct ScopeVariable {
    std::string name;
    std::string initial;
};

struct Flow {
    std::string id;
    std::string name;
    int source = -1;
    int target = -1;
    std::string condition; ///< Lua; empty = unconditional
    int line = 0;
};

/// One element with all that is known about it before any case runs. Indices point into the
/// process's own vectors; -1 means none. Journals and states never hold indices, only ids.
struct Element {
    std::string id;
    std::string name;
    ElementKind kind = ElementKind::manual_task;
    Trigger trigger = Trigger::none;
    int line = 0;

    int scope = -1;
    std::vector<int> children;
    std::vector<int> incoming;
    std::vector<int> outgoing;
    int default_flow = -1;

    bool interrupting = true;
    int attached_to = -1;
    std::vector<int> boundary;
    std::string event_name;  ///< message or signal name, error or escalation code, link name
    std::string correlation; ///< Lua expression that yields the correlation key
    std::string condition;   ///< Lua, of a conditional event
    std::optional<TimerRule> timer;
    /// Of a start event or one that hears a message or signal: the form that people's values must
    /// fit, an id of the pack; empty = any fields.
    std::string form;

    std::optional<Assignment> assignment;
    Work work;
    std::optional<MultiInstance> multi_instance;
    std::optional<StandardLoop> loop;
    std::vector<Mapping> inputs;
    std::vector<Mapping> outputs;
    std::vector<ScopeVariable> variables;
    std::string called_process; ///< call activity: `process` or `pack/process`
};

[[nodiscard]] constexpr bool is_task(ElementKind kind) {
    return kind >= ElementKind::user_task && kind <= ElementKind::manual_task;
}

[[nodiscard]] constexpr bool is_gateway(ElementKind kind) {
    return kind >= ElementKind::exclusive_gateway && kind <= ElementKind::event_gateway;
}

[[nodiscard]] constexpr bool is_scope(ElementKind kind) {
    return kind == ElementKind::process || kind == ElementKind::subprocess ||
           kind == ElementKind::event_subprocess;
}

[[nodiscard]] constexpr bool is_activity(ElementKind kind) {
    return is_task(kind) || kind == ElementKind::subprocess || kind == ElementKind::call_activity;
}

/// `user_task`, `start_event` …: the names in journals, messages and tests.
[[nodiscard]] std::string_view name_of(ElementKind kind);
[[nodiscard]] std::string_view name_of(Trigger trigger);

} // namespace gongdao
