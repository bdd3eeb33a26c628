#include "core/model/bpmn_builder.hpp"
#include "core/model/errors.hpp"
#include "core/model/names.hpp"

#include <boost/property_tree/ptree.hpp>

namespace gongdao {

namespace {

void check_quantities(const Source& source) {
    for (const auto* const name : {"startQuantity", "completionQuantity"}) {
        const auto value = source.text(name);
        if (!value.empty() && value != "1") source.fault(errors::no_quantity, {name});
    }
    if (source.yes("isForCompensation")) source.fault(errors::no_compensation);
    if (source.yes("instantiate")) source.fault(errors::no_instantiate);
}

void refuse_resource_roles(const Source& source) {
    for (const auto* const role :
         {"potentialOwner", "humanPerformer", "performer", "resourceRole"}) {
        const auto* found = find_child(source.node, role);
        if (found != nullptr)
            source.file.fault(errors::no_resource_role, {role}, found->data().line, source.id());
    }
}

std::string child_expression(const Source& source, const LineTree& node, const std::string& key) {
    const auto* child = find_child(node, key);
    return child == nullptr ? std::string{} : expression_in(source, key, *child);
}

/// A data object's variable, or the text itself.
std::string
variable_behind(const ProcessBuilder& builder, const LineTree& loop, const std::string& key) {
    const auto* reference = find_child(loop, key);
    if (reference == nullptr) return {};
    const auto id = local_name(trimmed(reference->data().text));
    const auto found = builder.data_names.find(id);
    return found == builder.data_names.end() ? id : found->second;
}

std::string item_name(const LineTree& loop, const std::string& key) {
    const auto* item = find_child(loop, key);
    if (item == nullptr) return {};
    const auto name = attribute_of(*item, "name");
    return std::string{name.empty() ? attribute_of(*item, "id") : name};
}

std::string first_of(std::string first, std::string second, std::string third = {}) {
    if (!first.empty()) return first;
    return second.empty() ? third : second;
}

void check_loop_variables(const Source& source, const MultiInstance& loop) {
    for (const auto& name : {loop.collection, loop.item, loop.output}) {
        if (!name.empty() && !is_field_id(name)) source.fault(errors::bad_variable, {name});
    }
}

MultiInstance
read_multi_instance(const ProcessBuilder& builder, const Source& outer, const LineTree& node) {
    static const std::string tag = "multiInstanceLoopCharacteristics";
    const Source source{.file = outer.file, .tag = tag, .node = node, .owner = outer.id()};
    check_words(source);
    const auto behavior = source.text("behavior");
    if (!behavior.empty() && behavior != "All") source.fault(errors::no_behavior);
    MultiInstance loop;
    loop.sequential = source.yes("isSequential");
    loop.cardinality = child_expression(source, node, "loopCardinality");
    loop.completion = child_expression(source, node, "completionCondition");
    loop.collection = first_of(
        source.text("gongdao:collection"),
        source.text("camunda:collection"),
        variable_behind(builder, node, "loopDataInputRef")
    );
    loop.item = first_of(
        source.text("gongdao:item"),
        source.text("camunda:elementVariable"),
        item_name(node, "inputDataItem")
    );
    loop.output = first_of(
        source.text("gongdao:output"), variable_behind(builder, node, "loopDataOutputRef")
    );
    loop.output_item = first_of(
        expression_of(source.text("gongdao:outputItem")), item_name(node, "outputDataItem")
    );
    check_loop_variables(source, loop);
    if (loop.collection.empty() && loop.cardinality.empty()) {
        source.fault(errors::multi_instance_source);
    }
    return loop;
}

StandardLoop read_standard_loop(const Source& outer, const LineTree& node) {
    static const std::string tag = "standardLoopCharacteristics";
    const Source source{.file = outer.file, .tag = tag, .node = node, .owner = outer.id()};
    check_words(source);
    StandardLoop loop;
    loop.test_before = source.yes("testBefore");
    const auto maximum = source.text("loopMaximum");
    const bool counted =
        maximum.empty() || (read_number(maximum, loop.maximum) && loop.maximum > 0);
    if (!counted) source.fault(errors::bad_integer, {"loopMaximum", maximum, "1", "2147483647"});
    loop.condition = child_expression(source, node, "loopCondition");
    if (loop.condition.empty() && loop.maximum == 0)
        source.fault(errors::empty_expression, {"loopCondition"});
    return loop;
}

void read_loops(const ProcessBuilder& builder, const Source& source, Element& element) {
    const auto* many = find_child(source.node, "multiInstanceLoopCharacteristics");
    const auto* again = find_child(source.node, "standardLoopCharacteristics");
    if (many != nullptr && again != nullptr) source.fault(errors::loop_twice);
    if (many != nullptr) element.multi_instance = read_multi_instance(builder, source, *many);
    if (again != nullptr && many == nullptr) element.loop = read_standard_loop(source, *again);
}

} // namespace

void read_activity(ProcessBuilder& builder, const Source& source, Element& element) {
    check_quantities(source);
    refuse_resource_roles(source);
    read_loops(builder, source, element);
    switch (element.kind) {
    case ElementKind::user_task:
        read_assignment(source, element);
        break;
    case ElementKind::call_activity:
        element.called_process = local_name(source.text("calledElement"));
        if (element.called_process.empty())
            source.fault(errors::missing_attribute, {source.tag, "calledElement"});
        break;
    case ElementKind::subprocess:
    case ElementKind::event_subprocess:
    case ElementKind::manual_task:
        break;
    default:
        read_work(source, element);
        break;
    }
}

} // namespace gongdao
