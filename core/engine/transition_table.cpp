#include "core/engine/transition_table.hpp"

#include "core/engine/behaviours.hpp"

#include <algorithm>

namespace gongdao {

using namespace behaviours;

const TransitionTable& TransitionTable::standard() {
    using enum Behaviour;
    using enum LifeStep;
    // One row a line, so that the table reads as a table.
    // clang-format off
    static const TransitionTable table{{
        // who               what befalls it  what happens
        {process,            enter,           &enter_process},
        {process,            child_ended,     &scope_child_ended},
        {process,            leave,           &leave_process},
        {subprocess,         enter,           &enter_subprocess},
        {subprocess,         child_ended,     &scope_child_ended},
        {subprocess,         leave,           &leave_by_flows},
        {event_subprocess,   enter,           &enter_event_subprocess},
        {event_subprocess,   child_ended,     &scope_child_ended},
        {event_subprocess,   leave,           &leave_by_flows},
        {call_activity,      enter,           &enter_call},
        {call_activity,      child_ended,     &call_child_ended},
        {call_activity,      leave,           &leave_by_flows},
        {multi_instance,     enter,           &enter_multi_instance},
        {multi_instance,     child_ended,     &multi_instance_child_ended},
        {multi_instance,     leave,           &leave_multi_instance},
        {standard_loop,      enter,           &enter_loop},
        {standard_loop,      child_ended,     &loop_child_ended},
        {standard_loop,      leave,           &leave_by_flows},
        {start_event,        enter,           &pass},
        {start_event,        leave,           &leave_by_flows},
        {end_event,          enter,           &enter_end},
        {end_event,          leave,           &leave_by_flows},
        {catch_event,        enter,           &enter_catch},
        {catch_event,        resume,          &resume_to_leave},
        {catch_event,        leave,           &leave_by_flows},
        {throw_event,        enter,           &enter_throw},
        {throw_event,        leave,           &leave_by_flows},
        {boundary_event,     enter,           &pass},
        {boundary_event,     leave,           &leave_by_flows},
        {user_task,          enter,           &enter_user_task},
        {user_task,          resume,          &resume_to_leave},
        {user_task,          leave,           &leave_by_flows},
        {service_task,       enter,           &enter_automatic},
        {service_task,       resume,          &resume_to_leave},
        {service_task,       leave,           &leave_by_flows},
        {script_task,        enter,           &enter_automatic},
        {script_task,        resume,          &resume_to_leave},
        {script_task,        leave,           &leave_by_flows},
        {rule_task,          enter,           &enter_automatic},
        {rule_task,          leave,           &leave_by_flows},
        {send_task,          enter,           &enter_automatic},
        {send_task,          resume,          &resume_to_leave},
        {send_task,          leave,           &leave_by_flows},
        {receive_task,       enter,           &enter_receive},
        {receive_task,       resume,          &resume_to_leave},
        {receive_task,       leave,           &leave_by_flows},
        {manual_task,        enter,           &enter_manual},
        {manual_task,        leave,           &leave_by_flows},
        {exclusive_gateway,  enter,           &pass},
        {exclusive_gateway,  leave,           &leave_by_flows},
        {parallel_gateway,   enter,           &pass},
        {parallel_gateway,   leave,           &leave_by_flows},
        {inclusive_gateway,  enter,           &pass},
        {inclusive_gateway,  leave,           &leave_by_flows},
        {event_gateway,      enter,           &enter_event_gateway},
    }};
    // clang-format on
    return table;
}

Handler TransitionTable::find(Behaviour behaviour, LifeStep step) const {
    const auto found = std::find_if(rows_.begin(), rows_.end(), [&](const Transition& row) {
        return row.behaviour == behaviour && row.step == step;
    });
    return found == rows_.end() ? nullptr : found->handler;
}

TransitionTable TransitionTable::without(Behaviour behaviour, LifeStep step) const {
    auto rows = rows_;
    std::erase_if(rows, [&](const Transition& row) {
        return row.behaviour == behaviour && row.step == step;
    });
    return TransitionTable{std::move(rows)};
}

Behaviour behaviour_of(const Element& element, const ElementInstance& instance) {
    if (instance.loop_counter == 0) {
        if (element.multi_instance) return Behaviour::multi_instance;
        if (element.loop) return Behaviour::standard_loop;
    }
    return static_cast<Behaviour>(element.kind);
}

// Both enumerations list the element kinds first and in the same order.
static_assert(
    static_cast<int>(Behaviour::call_activity) == static_cast<int>(ElementKind::call_activity)
);
static_assert(static_cast<int>(Behaviour::user_task) == static_cast<int>(ElementKind::user_task));
static_assert(
    static_cast<int>(Behaviour::event_gateway) == static_cast<int>(ElementKind::event_gateway)
);

} // namespace gongdao
