#include "core/engine/behaviours.hpp"
#include "core/engine/errors.hpp"
#include "core/engine/interpreter.hpp"

#include <algorithm>
#include <set>

namespace gongdao {

namespace {

bool is_join(const Element& element) {
    const bool gateway = element.kind == ElementKind::parallel_gateway ||
                         element.kind == ElementKind::inclusive_gateway;
    return gateway && element.incoming.size() > 1;
}

bool has_arrived(const ElementInstance& scope, const Process& process, int flow) {
    return scope.arrived.contains(process.flow(flow).id);
}

/// Exclusive gateways take the first flow that holds, in document order; all others take every one.
/// The default is taken where there are conditions and none of them holds.
bool takes_first_only(const Element& element) {
    return element.kind == ElementKind::exclusive_gateway;
}

} // namespace

Result<std::vector<int>> Interpreter::choose_flows(Key key) {
    const auto& process = process_of(key);
    const auto& element = element_of(key);
    std::vector<int> chosen;
    bool has_condition = false;
    bool any_held = false;
    for (const auto index : element.outgoing) {
        const auto& flow = process.flow(index);
        if (index == element.default_flow) continue;
        if (flow.condition.empty() || element.kind == ElementKind::parallel_gateway) {
            chosen.push_back(index);
            if (takes_first_only(element)) return chosen;
            continue;
        }
        has_condition = true;
        const auto held = holds(flow.condition, key);
        if (!held) return held.error();
        if (!*held) continue;
        any_held = true;
        chosen.push_back(index);
        if (takes_first_only(element)) return chosen;
    }
    const bool wants_default =
        element.default_flow >= 0 && !any_held && (has_condition || chosen.empty());
    if (wants_default) chosen.push_back(element.default_flow);
    if (chosen.empty() && !element.outgoing.empty() && is_gateway(element.kind)) {
        return fail(
            errors::no_flow_chosen,
            {element.name.empty() ? element.id : element.name},
            {.line = element.line, .element = element.id}
        );
    }
    return chosen;
}

void Interpreter::take_flow(Key scope, const Process& process, int index) {
    const auto& flow = process.flow(index);
    const auto& target = process.element(flow.target);
    emit(FlowTaken{.scope = scope, .flow = flow.id, .waits = is_join(target)});
    if (!is_join(target)) {
        queue_activation(scope, flow.target);
        return;
    }
    if (target.kind != ElementKind::parallel_gateway) return; // inclusive joins wait for quiescence
    const auto& here = instance(scope);
    const bool full =
        std::all_of(target.incoming.begin(), target.incoming.end(), [&](int incoming) {
            return has_arrived(here, process, incoming);
        });
    if (!full) return;
    TokensJoined joined{.scope = scope};
    for (const auto incoming : target.incoming)
        joined.flows.push_back(process.flow(incoming).id);
    emit(std::move(joined));
    queue_activation(scope, flow.target);
}

namespace {

/// Where the live tokens of a scope stand: running elements, and joins at which tokens wait.
std::set<int> token_positions(const Interpreter& run, Key scope, const Process& process) {
    std::set<int> positions;
    for (const auto child : run.children_of(scope)) {
        positions.insert(process.find_element(run.state.instances.at(child).element));
    }
    for (const auto& [flow, count] : run.state.instances.at(scope).arrived) {
        positions.insert(process.flow(process.find_flow(flow)).target);
    }
    return positions;
}

/// BPMN 2.0.2, 13.4.3: the join waits for a token that can reach an empty incoming flow without
/// passing the gateway, unless that token can also reach a flow that is filled already.
bool must_wait(
    const Process& process,
    const Element& join,
    int join_index,
    const ElementInstance& scope,
    const std::set<int>& positions
) {
    for (const auto position : positions) {
        if (position == join_index) continue;
        bool reaches_empty = false;
        bool reaches_filled = false;
        for (const auto flow : join.incoming) {
            if (!process.reaches(position, flow, join_index)) continue;
            (has_arrived(scope, process, flow) ? reaches_filled : reaches_empty) = true;
        }
        if (reaches_empty && !reaches_filled) return true;
    }
    return false;
}

struct WaitingJoin {
    Key scope = 0;
    int element = -1;
    bool blocked = false;
    bool has_running_neighbours = false;
};

std::vector<WaitingJoin> waiting_inclusive_joins(const Interpreter& run) {
    std::vector<WaitingJoin> joins;
    for (const auto& [key, instance] : run.state.instances) {
        if (instance.arrived.empty()) continue;
        const auto& process = run.process_of(key);
        const auto positions = token_positions(run, key, process);
        std::set<int> targets;
        for (const auto& [flow, count] : instance.arrived)
            targets.insert(process.flow(process.find_flow(flow)).target);
        for (const auto target : targets) {
            const auto& join = process.element(target);
            if (join.kind != ElementKind::inclusive_gateway) continue;
            joins.push_back(
                {.scope = key,
                 .element = target,
                 .blocked = must_wait(process, join, target, instance, positions),
                 .has_running_neighbours = !run.children_of(key).empty()}
            );
        }
    }
    return joins;
}

void fire(Interpreter& run, const WaitingJoin& waiting) {
    const auto& process = run.process_of(waiting.scope);
    TokensJoined joined{.scope = waiting.scope};
    for (const auto flow : process.element(waiting.element).incoming) {
        if (has_arrived(run.instance(waiting.scope), process, flow))
            joined.flows.push_back(process.flow(flow).id);
    }
    run.emit(std::move(joined));
    run.queue_activation(waiting.scope, waiting.element);
}

} // namespace

bool Interpreter::fire_inclusive_joins() {
    const auto joins = waiting_inclusive_joins(*this);
    for (const auto& waiting : joins) {
        if (waiting.blocked) continue;
        fire(*this, waiting);
        return true;
    }
    // Joins that wait only for one another: the first in document order goes (ADR 2).
    for (const auto& waiting : joins) {
        if (waiting.has_running_neighbours) continue;
        fire(*this, waiting);
        return true;
    }
    return false;
}

void Interpreter::report_deadlocks() {
    std::vector<Key> stuck;
    for (const auto& [key, instance] : state.instances) {
        if (!instance.arrived.empty() && children_of(key).empty()) stuck.push_back(key);
    }
    for (const auto key : stuck) {
        const bool known =
            std::any_of(state.incidents.begin(), state.incidents.end(), [&](const auto& item) {
                return item.second.instance == key;
            });
        if (!known)
            raise_incident(
                key,
                LifeStep::child_ended,
                fail(errors::deadlock, {}, {.element = instance(key).element})
            );
    }
}

namespace behaviours {

Result<void> pass(Interpreter& run, Key key) {
    run.emit(ElementActivated{.key = key});
    run.perform(key, LifeStep::leave);
    return {};
}

/// Everything that can fail is asked before the element is gone, so that a retry finds it as it
/// was.
Result<void> leave_by_flows(Interpreter& run, Key key) {
    if (run.instance(key).phase != Phase::completing) run.emit(ElementCompleting{.key = key});
    auto mapped = run.map_outputs(key);
    if (!mapped) return mapped;
    const bool repeated = run.instance(key).loop_counter > 0;
    auto collected = collect_output(run, key);
    if (!collected) return collected;
    const auto chosen =
        repeated ? Result<std::vector<int>>{std::vector<int>{}} : run.choose_flows(key);
    if (!chosen) return chosen.error();
    const auto scope = run.instance(key).parent;
    const auto& process = run.process_of(key);
    run.disarm(key);
    run.emit(ElementCompleted{.key = key});
    for (const auto flow : *chosen) {
        if (run.exists(scope)) run.take_flow(scope, process, flow);
    }
    if (run.exists(scope)) run.queue_step(scope, LifeStep::child_ended);
    return {};
}

} // namespace behaviours

} // namespace gongdao
