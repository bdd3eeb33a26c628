#include "core/model/element.hpp"

#include <array>

namespace gongdao {

namespace {

constexpr std::array<std::string_view, 20> kind_names{
    "process",           "start_event",   "end_event",    "catch_event",       "throw_event",
    "boundary_event",    "user_task",     "service_task", "script_task",       "rule_task",
    "send_task",         "receive_task",  "manual_task",  "exclusive_gateway", "parallel_gateway",
    "inclusive_gateway", "event_gateway", "subprocess",   "event_subprocess",  "call_activity",
};
static_assert(kind_names.size() == static_cast<std::size_t>(ElementKind::call_activity) + 1);

constexpr std::array<std::string_view, 9> trigger_names{
    "none",
    "message",
    "timer",
    "signal",
    "conditional",
    "error",
    "escalation",
    "link",
    "terminate",
};
static_assert(trigger_names.size() == static_cast<std::size_t>(Trigger::terminate) + 1);

} // namespace

std::string_view name_of(ElementKind kind) { return kind_names.at(static_cast<std::size_t>(kind)); }

std::string_view name_of(Trigger trigger) {
    return trigger_names.at(static_cast<std::size_t>(trigger));
}

} // namespace gongdao
