#include "core/model/bpmn_builder.hpp"
#include "core/model/errors.hpp"
#include "core/model/names.hpp"

#include <boost/property_tree/ptree.hpp>

#include <algorithm>

namespace gongdao {

namespace {

void check_extension_words(
    const Source& source,
    const LineTree& node,
    const std::string& key,
    std::initializer_list<std::string_view> allowed
) {
    const auto* attributes = find_child(node, "<xmlattr>");
    if (attributes == nullptr) return;
    for (const auto& [name, value] : *attributes) {
        if (std::find(allowed.begin(), allowed.end(), name) != allowed.end()) continue;
        source.file.fault(errors::unknown_attribute, {key, name}, value.data().line, source.id());
    }
}

void need_variable(
    const Source& source, const LineTree& node, const std::string& key, const std::string& attribute
) {
    const auto name = std::string{attribute_of(node, attribute)};
    if (name.empty()) {
        source.file.fault(
            errors::missing_attribute, {key, attribute}, node.data().line, source.id()
        );
    } else if (!is_field_id(name)) {
        source.file.fault(errors::bad_variable, {name}, node.data().line, source.id());
    }
}

Mapping read_mapping(const Source& source, const LineTree& node, const std::string& key) {
    check_extension_words(source, node, key, {"target", "source"});
    need_variable(source, node, key, "target");
    Mapping mapping;
    mapping.target = attribute_of(node, "target");
    mapping.source = expression_of(attribute_of(node, "source"));
    mapping.line = node.data().line;
    if (mapping.source.empty()) {
        source.file.fault(
            errors::missing_attribute, {key, "source"}, node.data().line, source.id()
        );
    }
    return mapping;
}

ScopeVariable read_variable(const Source& source, const LineTree& node, const std::string& key) {
    check_extension_words(source, node, key, {"name", "initial"});
    need_variable(source, node, key, "name");
    ScopeVariable variable;
    variable.name = attribute_of(node, "name");
    variable.initial = expression_of(attribute_of(node, "initial"));
    return variable;
}

/// Modellers put a place holder with two underscores into tasks that data objects are drawn to.
void read_property(const LineTree& node, Element& element) {
    ScopeVariable variable;
    variable.name = attribute_of(node, "name");
    if (variable.name.rfind("__", 0) == 0) return;
    if (!is_field_id(variable.name)) variable.name = attribute_of(node, "id");
    if (is_field_id(variable.name)) element.variables.push_back(std::move(variable));
}

void check_association(const Source& source, const LineTree& node) {
    for (const auto& [key, child] : node) {
        if (key != "assignment" && key != "transformation") continue;
        source.file.fault(errors::no_data_assignment, {}, child.data().line, source.id());
    }
}

void read_extension(
    const Source& source, const std::string& key, const LineTree& node, Element& element
) {
    if (key == "gongdao:input") {
        element.inputs.push_back(read_mapping(source, node, key));
    } else if (key == "gongdao:output") {
        element.outputs.push_back(read_mapping(source, node, key));
    } else if (key == "gongdao:variable") {
        element.variables.push_back(read_variable(source, node, key));
    } else if (key != "camunda:properties" && key.front() != '{' && key.front() != '<') {
        source.file.fault(
            errors::unknown_element, {"extensionElements", key}, node.data().line, source.id()
        );
    }
}

} // namespace

void read_extensions(const Source& source, Element& element) {
    for (const auto& [key, child] : source.node) {
        if (key == "property") read_property(child, element);
        if (key == "dataInputAssociation" || key == "dataOutputAssociation")
            check_association(source, child);
        if (key != "extensionElements") continue;
        for (const auto& [inner, node] : child)
            read_extension(source, inner, node, element);
    }
}

} // namespace gongdao
