#include "core/engine/apply.hpp"
#include "core/engine/errors.hpp"
#include "core/engine/interpreter.hpp"
#include "core/engine/limits.hpp"
#include "core/values/ensure.hpp"

#include <boost/describe/enum_to_string.hpp>

#include <algorithm>

namespace gongdao {

Interpreter::Interpreter(CaseState state_, const Context& context_, const TransitionTable& table)
    : state{std::move(state_)}, context{context_}, table_{table} {}

void Interpreter::emit(Event event) {
    if (std::holds_alternative<VariablesSet>(event)) facts_changed_ = true;
    gongdao::apply(state, event);
    events.push_back(std::move(event));
}

void Interpreter::queue_activation(Key scope, int element, bool triggered) {
    agenda_.push_back(
        {.what = AgendaItem::What::activate,
         .key = scope,
         .element = element,
         .triggered = triggered}
    );
}

void Interpreter::queue_step(Key key, LifeStep step) {
    agenda_.push_back({.what = AgendaItem::What::step, .key = key, .step = step});
}

void Interpreter::queue_trigger(Key host, int element, Document payload) {
    agenda_.push_back(
        {.what = AgendaItem::What::trigger,
         .key = host,
         .element = element,
         .payload = std::move(payload)}
    );
}

bool Interpreter::has_queued(Key scope) const {
    return std::any_of(agenda_.begin(), agenda_.end(), [&](const AgendaItem& item) {
        return item.key == scope && item.what != AgendaItem::What::step;
    });
}

void Interpreter::forget_queued(Key scope) {
    std::erase_if(agenda_, [&](const AgendaItem& item) {
        return item.key == scope && item.what == AgendaItem::What::activate;
    });
}

Result<void> Interpreter::run_to_quiescence() {
    while (!need) {
        if (!agenda_.empty()) {
            if (++steps_ > limits::steps_per_command_max) {
                return fail(
                    errors::too_many_steps, {std::to_string(limits::steps_per_command_max)}
                );
            }
            const auto item = std::move(agenda_.front());
            agenda_.pop_front();
            carry_out(item);
            continue;
        }
        if (facts_changed_) {
            facts_changed_ = false;
            check_conditions();
            move_deadlines();
            continue;
        }
        if (!fire_inclusive_joins()) break;
    }
    report_deadlocks();
    return check_size();
}

void Interpreter::carry_out(const AgendaItem& item) {
    if (!exists(item.key)) return;
    switch (item.what) {
    case AgendaItem::What::activate:
        // A scope that was taken over starts nothing new but the handler that took over.
        if (instance(item.key).interrupted && !item.triggered) return;
        activate(item.key, item.element, item.triggered);
        return;
    case AgendaItem::What::trigger:
        trigger(item.key, item.element, item.payload);
        // The scope may have run out while this was on its way to it.
        if (exists(item.key) && is_scope(element_of(item.key).kind))
            queue_step(item.key, LifeStep::child_ended);
        return;
    case AgendaItem::What::step:
        perform(item.key, item.step);
        return;
    }
}

void Interpreter::perform(Key key, LifeStep step) {
    const auto handler = table_.find(behaviour_of(element_of(key), instance(key)), step);
    ensure(handler != nullptr, "the transition table has no such cell");
    const auto done = handler(*this, key);
    if (!done && !need) raise_incident(key, step, done.error());
}

Key Interpreter::activate(
    Key scope, int element, bool triggered, std::int64_t loop_counter, Document variables
) {
    const auto& process = process_of(scope);
    const auto key = next_key();
    emit(ElementActivating{
        .key = key,
        .element = process.element(element).id,
        .process = instance(scope).process,
        .parent = scope,
        .loop_counter = loop_counter,
        .triggered = triggered,
        .variables = std::move(variables)});
    perform(key, LifeStep::enter);
    return key;
}

ElementInstance& Interpreter::instance(Key key) {
    const auto found = state.instances.find(key);
    ensure(found != state.instances.end(), "a step concerns an element instance that is gone");
    return found->second;
}

const Process* Interpreter::find_process(const std::string& reference) const {
    const auto& processes = context.pack.definitions.processes;
    const auto found = processes.find(reference);
    return found == processes.end() ? nullptr : found->second.get();
}

const Process& Interpreter::process_of(Key key) const {
    const auto* process = find_process(state.instances.at(key).process);
    ensure(process != nullptr, "a case runs a process that its pack version lacks");
    return *process;
}

const Element& Interpreter::element_of(Key key) const {
    const auto& process = process_of(key);
    const auto index = process.find_element(state.instances.at(key).element);
    ensure(index >= 0, "a case stands at an element that its process lacks");
    return process.element(index);
}

std::vector<Key> Interpreter::children_of(Key key) const {
    std::vector<Key> children;
    for (const auto& [child, instance] : state.instances) {
        if (instance.parent == key) children.push_back(child);
    }
    return children;
}

void Interpreter::raise_incident(Key key, LifeStep step, const Error& error) {
    emit(IncidentRaised{
        .key = next_key(),
        .incident = Incident{
            .instance = key,
            .step = boost::describe::enum_to_string(step, ""),
            .code = std::string{error.kind->code},
            .sentence = sentence(error, Language::chinese),
            .raised_at = context.now}});
}

} // namespace gongdao
