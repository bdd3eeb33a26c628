#include "core/model/bpmn_reader.hpp"

#include "core/model/bpmn_builder.hpp"
#include "core/model/errors.hpp"
#include "core/model/fault_order.hpp"
#include "core/model/graph_check.hpp"

#include <boost/property_tree/ptree.hpp>

#include <algorithm>
#include <array>
#include <memory>

namespace gongdao {

void BpmnFile::fault(
    const ErrorKind& kind, std::vector<std::string> arguments, int line, std::string element
) {
    fault(fail(kind, std::move(arguments)), line, std::move(element));
}

void BpmnFile::fault(Error error, int line, std::string element) {
    error.place.file = name;
    error.place.line = line;
    error.place.column = 0;
    error.place.element = std::move(element);
    faults.push_back(std::move(error));
}

std::string BpmnFile::claim_id(const std::string& tag, const LineTree& node) {
    const int line = node.data().line;
    std::string id{attribute_of(node, "id")};
    if (id.empty()) {
        fault(errors::missing_id, {tag}, line);
        return id;
    }
    const auto [known, fresh] = lines_of_ids.emplace(id, line);
    if (!fresh) fault(errors::duplicate_id, {std::to_string(known->second)}, line, id);
    return id;
}

int Source::line() const { return node.data().line; }

std::string Source::text(const std::string& attribute) const {
    return std::string{attribute_of(node, attribute)};
}

std::string Source::id() const { return owner.empty() ? text("id") : owner; }

void Source::fault(const ErrorKind& kind, std::vector<std::string> arguments) const {
    file.fault(kind, std::move(arguments), line(), id());
}

bool Source::yes(const std::string& attribute, bool otherwise) const {
    const auto value = attribute_of(node, attribute);
    if (value.empty()) return otherwise;
    return value == "true" || value == "1";
}

int ProcessBuilder::add(Element element, int scope) {
    const int index = static_cast<int>(process.elements.size());
    element.scope = scope;
    const bool fresh = process.element_by_id.emplace(element.id, index).second;
    if (!fresh || element.id.empty()) incomplete = true;
    process.elements.push_back(std::move(element));
    if (scope >= 0) this->element(scope).children.push_back(index);
    return index;
}

namespace {

constexpr std::array<std::pair<std::string_view, ElementKind>, 5> global_tasks{{
    {"globalUserTask", ElementKind::user_task},
    {"globalScriptTask", ElementKind::script_task},
    {"globalBusinessRuleTask", ElementKind::rule_task},
    {"globalManualTask", ElementKind::manual_task},
    {"globalTask", ElementKind::manual_task},
}};

/// Children of `definitions` that carry no behaviour.
constexpr std::array<std::string_view, 14> idle_children{
    "<xmlattr>",
    "import",
    "extension",
    "itemDefinition",
    "dataStore",
    "resource",
    "interface",
    "partnerRole",
    "category",
    "endPoint",
    "relationship",
    "documentation",
    "partnerEntity",
    "extensionElements",
};

std::string name_or_id(const LineTree& node, const std::string& attribute) {
    const auto name = attribute_of(node, attribute);
    return std::string{name.empty() ? attribute_of(node, "id") : name};
}

bool ends_with(std::string_view text, std::string_view ending) {
    return text.size() >= ending.size() && text.substr(text.size() - ending.size()) == ending;
}

/// Messages, signals, errors …: what events refer to. False for anything else.
bool read_root_name(BpmnFile& file, const std::string& tag, const LineTree& node) {
    const bool definition = ends_with(tag, "EventDefinition");
    const bool named = tag == "message" || tag == "signal" || tag == "error" || tag == "escalation";
    if (!definition && !named) return false;
    const auto id = file.claim_id(tag, node);
    if (definition) file.event_definitions[id] = {tag, &node};
    if (tag == "message") file.messages[id] = name_or_id(node, "name");
    if (tag == "signal") file.signals[id] = name_or_id(node, "name");
    if (tag == "error") file.errors[id] = name_or_id(node, "errorCode");
    if (tag == "escalation") file.escalations[id] = name_or_id(node, "escalationCode");
    return true;
}

ProcessBuilder new_builder(BpmnFile& file, const Source& source) {
    ProcessBuilder builder{
        .file = file,
        .process = {},
        .pending_flows = {},
        .attached_to = {},
        .default_flows = {},
        .lanes = {},
        .data_names = {}};
    builder.process.id = file.claim_id(source.tag, source.node);
    builder.process.name = source.text("name");
    builder.process.file = file.name;
    Element root;
    root.id = builder.process.id;
    root.name = builder.process.name;
    root.kind = ElementKind::process;
    root.line = source.line();
    builder.add(std::move(root), -1);
    return builder;
}

void finish(ProcessBuilder& builder, Definitions& definitions) {
    link(builder);
    check_graph(
        builder.process,
        builder.incomplete ? Reachability::unknown : Reachability::complete,
        builder.file.faults
    );
    precompute_reachability(builder.process);
    auto process = std::make_shared<const Process>(std::move(builder.process));
    definitions.processes.emplace(process->id, process);
}

void read_process(BpmnFile& file, const Source& source, Definitions& definitions) {
    auto builder = new_builder(file, source);
    check_words(source);
    read_extensions(source, builder.element(0));
    read_scope(builder, source.node, 0);
    finish(builder, definitions);
}

Element plain_event(const std::string& id, ElementKind kind, int line) {
    Element element;
    element.id = id;
    element.kind = kind;
    element.line = line;
    return element;
}

void connect(Process& process, int from, int to) {
    Flow flow;
    flow.id = process.element(from).id + "_flow";
    flow.source = from;
    flow.target = to;
    flow.line = process.element(0).line;
    const int index = static_cast<int>(process.flows.size());
    process.flow_by_id.emplace(flow.id, index);
    process.flows.push_back(std::move(flow));
    process.elements[static_cast<std::size_t>(from)].outgoing.push_back(index);
    process.elements[static_cast<std::size_t>(to)].incoming.push_back(index);
}

/// A task that several processes call becomes a process of its own: start, task, end.
void read_global_task(
    BpmnFile& file, const Source& source, ElementKind kind, Definitions& definitions
) {
    auto builder = new_builder(file, source);
    check_words(source);
    const auto& id = builder.process.id;
    auto task = plain_event(id + "_task", kind, source.line());
    task.name = source.text("name");
    read_extensions(source, task);
    read_activity(builder, source, task);
    const int start =
        builder.add(plain_event(id + "_start", ElementKind::start_event, source.line()), 0);
    const int work = builder.add(std::move(task), 0);
    const int end = builder.add(plain_event(id + "_end", ElementKind::end_event, source.line()), 0);
    connect(builder.process, start, work);
    connect(builder.process, work, end);
    finish(builder, definitions);
}

void read_root_child(BpmnFile& file, const Source& source, Definitions& definitions) {
    if (source.tag == "process") {
        if (source.yes("isExecutable", true)) read_process(file, source, definitions);
        return;
    }
    const auto* const global =
        std::find_if(global_tasks.begin(), global_tasks.end(), [&](const auto& pair) {
            return pair.first == source.tag;
        });
    if (global != global_tasks.end()) read_global_task(file, source, global->second, definitions);
}

bool is_carried_out(std::string_view tag) {
    const bool global =
        std::any_of(global_tasks.begin(), global_tasks.end(), [&](const auto& pair) {
            return pair.first == tag;
        });
    return global || tag == "process";
}

void check_collaboration(BpmnFile& file, const LineTree& node) {
    constexpr std::array<std::string_view, 11> allowed{
        "<xmlattr>",
        "participant",
        "messageFlow",
        "textAnnotation",
        "association",
        "group",
        "documentation",
        "extensionElements",
        "participantAssociation",
        "messageFlowAssociation",
        "artifact"};
    for (const auto& [key, child] : node) {
        const bool foreign = key.find(':') != std::string::npos;
        const bool known = std::find(allowed.begin(), allowed.end(), key) != allowed.end();
        if (!known && !foreign)
            file.fault(errors::unknown_element, {"collaboration", key}, child.data().line);
    }
}

void read_definitions(BpmnFile& file, const LineTree& root, Definitions& definitions) {
    for (const auto& [key, child] : root) {
        const bool idle =
            std::find(idle_children.begin(), idle_children.end(), key) != idle_children.end();
        if (read_root_name(file, key, child) || idle || is_carried_out(key)) continue;
        if (key == "collaboration") {
            check_collaboration(file, child);
        } else if (key.find(':') == std::string::npos) {
            file.fault(errors::unknown_element, {"definitions", key}, child.data().line);
        }
    }
    for (const auto& [key, child] : root) {
        read_root_child(file, {.file = file, .tag = key, .node = child}, definitions);
    }
    if (definitions.processes.empty())
        file.fault(errors::no_executable_process, {}, root.data().line);
}

} // namespace

Definitions read_bpmn(std::string_view xml, const std::string& file_name, Faults& faults) {
    Definitions definitions;
    definitions.source = xml;
    const auto before = faults.size();
    const auto tree = read_xml_tree(xml, file_name, faults);
    if (faults.size() > before || tree.empty()) return definitions;
    BpmnFile file{
        .name = file_name,
        .faults = faults,
        .messages = {},
        .signals = {},
        .errors = {},
        .escalations = {},
        .event_definitions = {},
        .lines_of_ids = {},
        .refused = {},
    };
    const auto& [root_key, root] = tree.front();
    if (root_key != "definitions") {
        file.fault(errors::not_bpmn, {root_key}, root.data().line);
        return definitions;
    }
    refuse_foreign_expressions(file, root);
    read_definitions(file, root, definitions);
    sort_by_place(faults, before);
    return definitions;
}

} // namespace gongdao
