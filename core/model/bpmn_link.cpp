#include "core/model/bpmn_builder.hpp"
#include "core/model/errors.hpp"

#include <boost/property_tree/ptree.hpp>

#include <algorithm>

namespace gongdao {

namespace {

/// The element of that id, or -1 with a fault unless it was refused already.
int resolve(
    ProcessBuilder& builder, const std::string& id, const std::string& attribute, const Place& place
) {
    const int found = builder.process.find_element(id);
    if (found >= 0) return found;
    builder.incomplete = true;
    const bool reported = id.empty() || builder.file.refused.count(id) > 0;
    if (!reported)
        builder.file.fault(
            errors::unresolved_reference, {attribute, id}, place.line, place.element
        );
    return -1;
}

Place place_of(const std::string& id, int line) {
    Place place;
    place.line = line;
    place.element = id;
    return place;
}

/// A flow whose ends do not hold is kept with -1, so that its own faults can still be seen.
void link_flow(ProcessBuilder& builder, int index) {
    const auto at = static_cast<std::size_t>(index);
    auto& flow = builder.process.flows[at];
    const auto& pending = builder.pending_flows[at];
    const auto place = place_of(flow.id, flow.line);
    flow.source = resolve(builder, pending.source, "sourceRef", place);
    flow.target = resolve(builder, pending.target, "targetRef", place);
    if (flow.source < 0 || flow.target < 0) return;
    auto& source = builder.element(flow.source);
    auto& target = builder.element(flow.target);
    if (source.scope != target.scope || source.scope != pending.scope) {
        builder.incomplete = true;
        builder.file.fault(errors::flow_crosses_scope, {}, flow.line, flow.id);
        return;
    }
    source.outgoing.push_back(index);
    target.incoming.push_back(index);
}

void link_boundaries(ProcessBuilder& builder) {
    for (const auto& [index, host_id] : builder.attached_to) {
        auto& event = builder.element(index);
        const int host =
            resolve(builder, local_name(host_id), "attachedToRef", place_of(event.id, event.line));
        if (host < 0) continue;
        auto& activity = builder.element(host);
        if (!is_activity(activity.kind) || activity.scope != event.scope) {
            builder.incomplete = true;
            builder.file.fault(errors::boundary_host, {host_id}, event.line, event.id);
            continue;
        }
        event.attached_to = host;
        activity.boundary.push_back(index);
    }
}

void link_defaults(ProcessBuilder& builder) {
    for (const auto& [index, flow_id] : builder.default_flows) {
        auto& element = builder.element(index);
        const int flow = builder.process.find_flow(local_name(flow_id));
        const auto& leaving = element.outgoing;
        if (std::find(leaving.begin(), leaving.end(), flow) == leaving.end()) {
            builder.file.fault(errors::default_not_own, {flow_id}, element.line, element.id);
            continue;
        }
        element.default_flow = flow;
        const auto& found = builder.process.flow(flow);
        if (!found.condition.empty())
            builder.file.fault(errors::default_conditional, {}, found.line, found.id);
    }
}

/// Inner lanes come later and win, as each replaces what the outer one gave.
void link_lanes(ProcessBuilder& builder) {
    std::map<int, std::vector<std::string>> roles_of;
    for (const auto& lane : builder.lanes) {
        for (const auto& id : lane.elements) {
            const int index = builder.process.find_element(id);
            if (index >= 0 && !lane.roles.empty()) roles_of[index] = lane.roles;
        }
    }
    for (const auto& [index, roles] : roles_of) {
        auto& assignment = builder.element(index).assignment;
        const bool without =
            assignment && assignment->roles.empty() && assignment->assignee.empty();
        if (without) assignment->roles = roles;
    }
}

/// Stands for whoever opened the case.
constexpr std::string_view opening = "open";

void check_separations(ProcessBuilder& builder) {
    for (const auto& element : builder.process.elements) {
        if (!element.assignment) continue;
        for (const auto& id : element.assignment->separate_from) {
            const int other = builder.process.find_element(id);
            const bool is_user_task =
                other >= 0 && builder.element(other).kind == ElementKind::user_task;
            if (is_user_task || id == opening) continue;
            builder.file.fault(
                errors::unresolved_reference, {"gongdao:separateFrom", id}, element.line, element.id
            );
        }
    }
}

} // namespace

void link(ProcessBuilder& builder) {
    for (int i = 0; i < static_cast<int>(builder.pending_flows.size()); ++i)
        link_flow(builder, i);
    link_boundaries(builder);
    link_defaults(builder);
    link_lanes(builder);
    check_separations(builder);
}

} // namespace gongdao
