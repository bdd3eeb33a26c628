#include "core/model/bpmn_builder.hpp"
#include "core/model/errors.hpp"
#include "core/model/names.hpp"

#include <boost/property_tree/ptree.hpp>

#include <algorithm>
#include <unordered_map>

namespace gongdao {

namespace {

const std::unordered_map<std::string_view, ElementKind>& kinds() {
    static const std::unordered_map<std::string_view, ElementKind> table{
        {"startEvent", ElementKind::start_event},
        {"endEvent", ElementKind::end_event},
        {"intermediateCatchEvent", ElementKind::catch_event},
        {"intermediateThrowEvent", ElementKind::throw_event},
        {"boundaryEvent", ElementKind::boundary_event},
        {"userTask", ElementKind::user_task},
        {"serviceTask", ElementKind::service_task},
        {"scriptTask", ElementKind::script_task},
        {"businessRuleTask", ElementKind::rule_task},
        {"sendTask", ElementKind::send_task},
        {"receiveTask", ElementKind::receive_task},
        {"manualTask", ElementKind::manual_task},
        {"task", ElementKind::manual_task},
        {"exclusiveGateway", ElementKind::exclusive_gateway},
        {"parallelGateway", ElementKind::parallel_gateway},
        {"inclusiveGateway", ElementKind::inclusive_gateway},
        {"eventBasedGateway", ElementKind::event_gateway},
        {"subProcess", ElementKind::subprocess},
        {"callActivity", ElementKind::call_activity},
    };
    return table;
}

const ErrorKind* refusal_of(std::string_view tag) {
    if (tag == "transaction") return &errors::no_transaction;
    if (tag == "adHocSubProcess") return &errors::no_ad_hoc;
    if (tag == "complexGateway") return &errors::no_complex_gateway;
    return nullptr;
}

void check_gateway(const Source& source) {
    const auto type = source.text("eventGatewayType");
    const bool starts = source.yes("instantiate") || (!type.empty() && type != "Exclusive");
    if (starts) source.fault(errors::no_instantiate);
}

void read_node(ProcessBuilder& builder, const Source& source, ElementKind kind, int scope) {
    Element element;
    element.id = builder.file.claim_id(source.tag, source.node);
    element.name = source.text("name");
    element.kind = kind;
    element.line = source.line();
    element.scope = scope;
    if (kind == ElementKind::subprocess && source.yes("triggeredByEvent")) {
        element.kind = ElementKind::event_subprocess;
    }
    check_words(source);
    read_extensions(source, element);
    if (is_gateway(kind)) check_gateway(source);
    if (is_activity(kind)) read_activity(builder, source, element);
    const bool is_event = kind >= ElementKind::start_event && kind <= ElementKind::boundary_event;
    if (is_event) read_event(builder, source, element);

    const auto index = builder.add(std::move(element), scope);
    const auto default_flow = source.text("default");
    const bool may_choose = is_activity(kind) || kind == ElementKind::exclusive_gateway ||
                            kind == ElementKind::inclusive_gateway;
    if (!default_flow.empty() && !may_choose)
        source.fault(errors::unknown_attribute, {source.tag, "default"});
    if (!default_flow.empty()) builder.default_flows[index] = default_flow;
    if (kind == ElementKind::boundary_event)
        builder.attached_to[index] = source.text("attachedToRef");
    if (kind == ElementKind::subprocess) read_scope(builder, source.node, index);
}

void refuse(ProcessBuilder& builder, const Source& source, const ErrorKind& kind) {
    builder.incomplete = true;
    builder.file.refused.insert(source.id());
    source.fault(kind);
}

void read_flow(ProcessBuilder& builder, const Source& source, int scope) {
    Flow flow;
    flow.id = builder.file.claim_id(source.tag, source.node);
    flow.name = source.text("name");
    flow.line = source.line();
    check_words(source);
    for (const auto* const end : {"sourceRef", "targetRef"}) {
        if (source.text(end).empty()) source.fault(errors::missing_attribute, {source.tag, end});
    }
    if (const auto* condition = find_child(source.node, "conditionExpression")) {
        flow.condition = expression_in(source, "conditionExpression", *condition);
    }
    builder.process.flow_by_id.emplace(flow.id, static_cast<int>(builder.process.flows.size()));
    builder.process.flows.push_back(std::move(flow));
    builder.pending_flows.push_back(
        {.source = local_name(source.text("sourceRef")),
         .target = local_name(source.text("targetRef")),
         .scope = scope}
    );
}

void read_lanes(ProcessBuilder& builder, const LineTree& lane_set) {
    static const std::string tag = "lane";
    for (const auto& [key, node] : lane_set) {
        if (key != tag) continue;
        const Source source{.file = builder.file, .tag = tag, .node = node};
        ProcessBuilder::Lane lane;
        check_attributes(source);
        lane.roles = words_of(source.text("gongdao:role"));
        if (lane.roles.empty() && !source.text("name").empty()) lane.roles = {source.text("name")};
        for (const auto& [inner, child] : node) {
            if (inner == "flowNodeRef")
                lane.elements.push_back(local_name(trimmed(child.data().text)));
        }
        builder.lanes.push_back(std::move(lane));
        if (const auto* children = find_child(node, "childLaneSet")) read_lanes(builder, *children);
    }
}

/// A data object is a variable by its own name, else by a reference's, else by its id, whichever
/// Lua can read.
void read_data_objects(ProcessBuilder& builder, const LineTree& scope_node, int scope) {
    std::map<std::string, std::string> names;
    for (const auto& [key, node] : scope_node) {
        if (key != "dataObject") continue;
        const auto id = std::string{attribute_of(node, "id")};
        const auto name = std::string{attribute_of(node, "name")};
        names[id] = is_field_id(name) ? name : id;
    }
    for (const auto& [key, node] : scope_node) {
        if (key != "dataObjectReference") continue;
        const auto target = local_name(attribute_of(node, "dataObjectRef"));
        const auto name = std::string{attribute_of(node, "name")};
        const auto found = names.find(target);
        if (found != names.end() && found->second == target && is_field_id(name))
            found->second = name;
        if (found != names.end())
            builder.data_names[std::string{attribute_of(node, "id")}] = found->second;
    }
    for (const auto& [id, name] : names) {
        builder.data_names[id] = name;
        if (is_field_id(name))
            builder.element(scope).variables.push_back({.name = name, .initial = {}});
    }
}

} // namespace

void read_scope(ProcessBuilder& builder, const LineTree& node, int scope) {
    read_data_objects(builder, node, scope);
    for (const auto& [tag, child] : node) {
        const Source source{.file = builder.file, .tag = tag, .node = child};
        const auto kind = kinds().find(tag);
        if (kind != kinds().end()) {
            read_node(builder, source, kind->second, scope);
        } else if (const auto* refusal = refusal_of(tag)) {
            refuse(builder, source, *refusal);
        } else if (tag == "sequenceFlow") {
            read_flow(builder, source, scope);
        } else if (tag == "laneSet") {
            read_lanes(builder, child);
        }
    }
}

} // namespace gongdao
