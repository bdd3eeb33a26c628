#pragma once

#include "core/engine/context.hpp"
#include "core/engine/events.hpp"
#include "core/engine/timer_dues.hpp"
#include "core/engine/transition_table.hpp"

#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace gongdao {

/// Carries one command to the next wait states. Everything it does to the case, it does by emitting
/// events, which it applies to its own copy at once: live run and replay share one path.
/// Lives for one decision, on one thread.
class Interpreter {
public:
    Interpreter(CaseState state, const Context& context, const TransitionTable& table);

    CaseState state;
    const Context& context;
    std::vector<Event> events;
    /// Set where an answer is missing; the decision is then given up and asked again.
    std::optional<Ask> need;

    /// Applies and records.
    void emit(Event event);

    Key next_key() { return state.last_key + 1; }

    // -- agenda.cpp: the FIFO of inner steps --
    /// A token reaches `element` in `scope`; nothing happens if the scope is gone by then.
    void queue_activation(Key scope, int element, bool triggered = false);
    void queue_step(Key key, LifeStep step);
    void queue_trigger(Key host, int element, Document payload);
    [[nodiscard]] bool has_queued(Key scope) const;
    void forget_queued(Key scope);
    /// Runs until nothing moves: agenda, conditions, inclusive joins, in this order.
    /// Fails with `too_many_steps`.
    [[nodiscard]] Result<void> run_to_quiescence();
    /// One step at once; a failure becomes an incident of the element.
    void perform(Key key, LifeStep step);
    /// A new instance of `element` in `scope`, entered at once.
    Key activate(
        Key scope,
        int element,
        bool triggered,
        std::int64_t loop_counter = 0,
        Document variables = {}
    );

    // -- looking around --
    [[nodiscard]] bool exists(Key key) const { return state.instances.contains(key); }

    [[nodiscard]] ElementInstance& instance(Key key);
    [[nodiscard]] const Process& process_of(Key key) const;
    [[nodiscard]] const Element& element_of(Key key) const;
    [[nodiscard]] std::vector<Key> children_of(Key key) const;
    [[nodiscard]] const Process* find_process(const std::string& reference) const;

    // -- variables.cpp --
    /// What an element sees: the facts, overlaid by the variables of its scopes. `scratch` holds
    /// the merged object where one is needed.
    [[nodiscard]] const Document& visible(Key key, Document& scratch) const;
    /// What an element's inputs are made of: what stands around it, and what its repetition gave
    /// it; not its own inputs of an earlier attempt.
    [[nodiscard]] const Document& surroundings(Key key, Document& scratch) const;
    /// Writes each value to the innermost scope that declares its name, else to the facts.
    void write(Key from, const Document& values);
    [[nodiscard]] Result<Document> evaluate(const std::string& expression, Key key);
    /// The key of a message that `element` sends or awaits; empty without an expression. Besides
    /// what the instance sees, the expression knows `number`, the case's own.
    [[nodiscard]] Result<std::string> correlation_of(const Element& element, Key key);
    [[nodiscard]] Result<bool> holds(const std::string& condition, Key key);
    /// Merges an automatic task's outcome: into `result`, or field by field.
    [[nodiscard]] Result<void> keep_outcome(Key key, const Document& outcome);
    [[nodiscard]] Result<void> map_inputs(Key key);
    [[nodiscard]] Result<void> map_outputs(Key key);
    [[nodiscard]] Result<void> declare_variables(Key key);
    [[nodiscard]] Result<void> check_size() const;

    // -- flows.cpp --
    [[nodiscard]] Result<std::vector<int>> choose_flows(Key key);
    void take_flow(Key scope, const Process& process, int flow);
    bool fire_inclusive_joins();
    void report_deadlocks();

    // -- waits.cpp --
    /// Opens the wait of event `element`, whose occurrence befalls `host`.
    [[nodiscard]] Result<void> arm(Key host, int element);
    [[nodiscard]] Result<void> arm_boundary_events(Key host);
    [[nodiscard]] Result<void> arm_event_subprocesses(Key scope);
    /// Cancels everything that waits on behalf of `host`.
    void disarm(Key host);
    /// The event `element` has happened to `host`.
    void trigger(Key host, int element, const Document& payload);
    /// Ends an instance and everything in it, innermost last to go.
    void stop(Key key);
    void check_conditions();

    // -- timing.cpp --
    [[nodiscard]] Result<TimerDue> due_of(const TimerRule& rule, const Element& element, Key key);
    /// Nothing where the task has no deadline; `counted_from` serves a period without a field.
    [[nodiscard]] Result<std::optional<TimerDue>>
    task_due(const Element& element, Key key, Instant counted_from);
    [[nodiscard]] Result<std::optional<Instant>> next_of_cycle(const Timer& timer);
    /// Timers and task deadlines whose data changed are moved.
    void move_deadlines(bool only_provisional = false);

    // -- throwing.cpp --
    /// True where something caught it. `from` is the throwing instance.
    bool throw_error(Key from, const std::string& code, const Document& payload);
    bool throw_escalation(Key from, const std::string& code);
    void broadcast(const std::string& name, const Document& payload);
    [[nodiscard]] Result<void> send_message(Key from, const Element& element);
    void raise_incident(Key key, LifeStep step, const Error& error);

private:
    struct AgendaItem {
        enum class What { activate, step, trigger };

        What what = What::step;
        Key key = 0; ///< the scope, the instance, or the host
        int element = -1;
        LifeStep step = LifeStep::enter;
        bool triggered = false;
        Document payload;
    };

    void carry_out(const AgendaItem& item);

    const TransitionTable& table_;
    std::deque<AgendaItem> agenda_;
    bool facts_changed_ = false;
    int steps_ = 0;
};

} // namespace gongdao
