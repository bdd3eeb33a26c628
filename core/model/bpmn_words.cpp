#include "core/model/bpmn_builder.hpp"
#include "core/model/errors.hpp"

#include <boost/property_tree/ptree.hpp>

#include <algorithm>
#include <array>
#include <unordered_map>

namespace gongdao {

namespace {

using Words = std::vector<std::string_view>;
using WordsByTag = std::unordered_map<std::string_view, Words>;

bool holds(const Words& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr std::string_view ours = "gongdao:";
constexpr std::string_view camundas = "camunda:";

/// Where our attributes may stand.
const WordsByTag& our_attributes() {
    static const WordsByTag table{
        {"userTask",
         {"role", "assignee", "form", "due", "dueFrom", "priority", "separateFrom", "warning"}},
        {"globalUserTask", {"role", "assignee", "form", "due", "dueFrom", "priority", "warning"}},
        {"businessRuleTask", {"rule", "result", "warning", "retries"}},
        {"globalBusinessRuleTask", {"rule", "result", "warning", "retries"}},
        {"serviceTask",
         {"function", "job", "effect", "rule", "query", "result", "warning", "retries"}},
        {"scriptTask", {"job", "result", "retries"}},
        {"globalScriptTask", {"job", "result", "retries"}},
        {"sendTask", {"message", "effect", "correlation", "result", "retries"}},
        {"receiveTask", {"message", "correlation", "form"}},
        {"startEvent", {"message", "correlation", "form"}},
        {"endEvent", {"message", "correlation"}},
        {"intermediateCatchEvent", {"message", "correlation", "form"}},
        {"intermediateThrowEvent", {"message", "correlation"}},
        {"boundaryEvent", {"message", "correlation", "form"}},
        {"lane", {"role"}},
        {"timerEventDefinition", {"from"}},
        {"multiInstanceLoopCharacteristics", {"collection", "item", "output", "outputItem"}},
    };
    return table;
}

const WordsByTag& camunda_attributes() {
    static const WordsByTag table{
        {"userTask", {"assignee", "candidateGroups", "formKey", "dueDate", "priority"}},
        {"globalUserTask", {"assignee", "candidateGroups", "formKey", "dueDate", "priority"}},
        {"businessRuleTask", {"decisionRef", "resultVariable"}},
        {"serviceTask", {"type", "topic", "resultVariable"}},
        {"sendTask", {"type", "topic", "resultVariable"}},
        {"scriptTask", {"resultVariable"}},
        {"multiInstanceLoopCharacteristics", {"collection", "elementVariable"}},
    };
    return table;
}

/// Camunda's attributes that change nothing here.
const Words& idle_camunda_attributes() {
    static const Words words{
        "asyncBefore",
        "asyncAfter",
        "exclusive",
        "historyTimeToLive",
        "versionTag",
        "jobPriority",
        "modelerTemplate",
        "isStartableInTasklist",
        "diagramRelationId"};
    return words;
}

/// All attributes of the standard that we read or that have no effect; a typing error is not among
/// them.
const Words& plain_attributes() {
    static const Words words{
        "id",
        "name",
        "isExecutable",
        "isClosed",
        "processType",
        "definitionalCollaborationRef",
        "sourceRef",
        "targetRef",
        "default",
        "attachedToRef",
        "cancelActivity",
        "isInterrupting",
        "parallelMultiple",
        "triggeredByEvent",
        "calledElement",
        "messageRef",
        "signalRef",
        "errorRef",
        "escalationRef",
        "operationRef",
        "implementation",
        "scriptFormat",
        "language",
        "evaluatesToTypeRef",
        "isSequential",
        "behavior",
        "testBefore",
        "loopMaximum",
        "gatewayDirection",
        "instantiate",
        "eventGatewayType",
        "startQuantity",
        "completionQuantity",
        "isForCompensation",
        "isImmediate",
        "dataObjectRef",
        "dataStoreRef",
        "itemSubjectRef",
        "isCollection",
        "partitionElementRef",
        "textFormat",
        "associationDirection",
        "categoryValueRef",
        "waitForCompletion",
        "activityRef",
        "isReference",
    };
    return words;
}

/// Children that every element may have, and that are read elsewhere or have no effect.
const Words& common_children() {
    static const Words words{
        "documentation", "extensionElements", "ioSpecification", "auditing", "monitoring"};
    return words;
}

const Words& scope_children() {
    static const Words words{
        "startEvent",
        "endEvent",
        "intermediateCatchEvent",
        "intermediateThrowEvent",
        "boundaryEvent",
        "userTask",
        "serviceTask",
        "scriptTask",
        "businessRuleTask",
        "sendTask",
        "receiveTask",
        "manualTask",
        "task",
        "exclusiveGateway",
        "parallelGateway",
        "inclusiveGateway",
        "eventBasedGateway",
        "subProcess",
        "callActivity",
        "sequenceFlow",
        "laneSet",
        "dataObject",
        "dataObjectReference",
        "dataStoreReference",
        "property",
        "textAnnotation",
        "association",
        "group",
        "supports",
        "supportedInterfaceRef",
        "ioBinding",
        // Refused where they are read, with a sentence of their own.
        "transaction",
        "adHocSubProcess",
        "complexGateway",
    };
    return words;
}

const Words& event_children() {
    static const Words words{
        "messageEventDefinition",
        "timerEventDefinition",
        "signalEventDefinition",
        "errorEventDefinition",
        "escalationEventDefinition",
        "conditionalEventDefinition",
        "linkEventDefinition",
        "terminateEventDefinition",
        "compensateEventDefinition",
        "cancelEventDefinition",
        "eventDefinitionRef",
        "property",
        "dataOutput",
        "dataInput",
        "outputSet",
        "inputSet",
        "dataOutputAssociation",
        "dataInputAssociation",
    };
    return words;
}

const Words& activity_children() {
    static const Words words{
        "multiInstanceLoopCharacteristics",
        "standardLoopCharacteristics",
        "property",
        "dataInputAssociation",
        "dataOutputAssociation",
        "rendering",
        // Refused where they are read.
        "potentialOwner",
        "humanPerformer",
        "performer",
        "resourceRole",
    };
    return words;
}

/// Elements with children of their own, beside the common ones.
const WordsByTag& special_children() {
    static const WordsByTag table{
        {"sequenceFlow", {"conditionExpression"}},
        {"multiInstanceLoopCharacteristics",
         {"loopCardinality",
          "loopDataInputRef",
          "loopDataOutputRef",
          "inputDataItem",
          "outputDataItem",
          "completionCondition"}},
        {"standardLoopCharacteristics", {"loopCondition"}},
    };
    return table;
}

bool is_event(std::string_view tag) {
    return tag.size() > 5 && tag.substr(tag.size() - 5) == "Event";
}

bool is_scope_tag(std::string_view tag) { return tag == "process" || tag == "subProcess"; }

bool is_gateway_tag(std::string_view tag) {
    return tag.size() > 7 && tag.substr(tag.size() - 7) == "Gateway";
}

bool child_allowed(std::string_view tag, std::string_view child) {
    if (holds(common_children(), child)) return true;
    if (is_event(tag)) return holds(event_children(), child);
    if (is_gateway_tag(tag)) return false;
    const auto special = special_children().find(tag);
    if (special != special_children().end()) return holds(special->second, child);
    if (is_scope_tag(tag) && holds(scope_children(), child)) return true;
    if ((tag == "scriptTask" || tag == "globalScriptTask") && child == "script") return true;
    return holds(activity_children(), child);
}

void check_attribute(const Source& source, const std::string& key, int line) {
    const std::string_view word = key;
    const auto allowed_in = [&](const WordsByTag& table, std::string_view local) {
        const auto found = table.find(source.tag);
        return found != table.end() && holds(found->second, local);
    };
    bool known = true;
    if (word.substr(0, ours.size()) == ours) {
        known = allowed_in(our_attributes(), word.substr(ours.size()));
    } else if (word.substr(0, camundas.size()) == camundas) {
        const auto local = word.substr(camundas.size());
        known = allowed_in(camunda_attributes(), local) || holds(idle_camunda_attributes(), local);
    } else if (word.front() != '{') {
        known = holds(plain_attributes(), word);
    }
    if (!known) source.file.fault(errors::unknown_attribute, {source.tag, key}, line, source.id());
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
}

/// What an author of other engines meant, in Lua.
std::string lua_form(std::string_view foreign) {
    const auto from = foreign.find('{');
    const auto to = foreign.rfind('}');
    const bool closed = from != std::string_view::npos && to != std::string_view::npos && to > from;
    std::string out{closed ? trimmed(foreign.substr(from + 1, to - from - 1)) : foreign.substr(2)};
    replace_all(out, "&&", " and ");
    replace_all(out, "||", " or ");
    replace_all(out, "!=", "~=");
    replace_all(out, "!", "not ");
    replace_all(out, " eq ", " == ");
    replace_all(out, " gt ", " > ");
    replace_all(out, " lt ", " < ");
    replace_all(out, "null", "nil");
    replace_all(out, "  ", " ");
    return out;
}

bool is_foreign(std::string_view text) {
    return text.find("${") != std::string_view::npos || text.find("#{") != std::string_view::npos;
}

void refuse_in(BpmnFile& file, const LineTree& node, const std::string& element) {
    for (const auto& [key, child] : node) {
        const bool free_text =
            key == "documentation" || key == "textAnnotation" || key == "name" || key == "script";
        if (free_text) continue;
        const auto own_id = std::string{attribute_of(child, "id")};
        const auto& nearest = own_id.empty() ? element : own_id;
        const std::string_view text = trimmed(child.data().text);
        if (is_foreign(text)) {
            file.fault(
                errors::foreign_expression,
                {std::string{text}, lua_form(text)},
                child.data().line,
                nearest
            );
        }
        refuse_in(file, child, nearest);
    }
}

} // namespace

void check_attributes(const Source& source) {
    const auto* attributes = find_child(source.node, "<xmlattr>");
    if (attributes == nullptr) return;
    for (const auto& [key, value] : *attributes)
        check_attribute(source, key, value.data().line);
}

void check_words(const Source& source) {
    check_attributes(source);
    for (const auto& [key, child] : source.node) {
        const bool of_bpmn = key.find(':') == std::string::npos && key != "<xmlattr>";
        const bool of_ours = key.rfind(ours, 0) == 0 || key.rfind(camundas, 0) == 0;
        if (of_ours || (of_bpmn && !child_allowed(source.tag, key))) {
            source.file.fault(
                errors::unknown_element, {source.tag, key}, child.data().line, source.id()
            );
        }
    }
}

void refuse_foreign_expressions(BpmnFile& file, const LineTree& root) { refuse_in(file, root, {}); }

std::string expression_of(std::string_view text) {
    auto lua = trimmed(text);
    const bool marked = lua.size() > 1 && lua[0] == '=' && lua[1] != '=';
    if (marked) lua = trimmed(lua.substr(1));
    return std::string{lua};
}

std::string expression_in(const Source& owner, const std::string& tag, const LineTree& node) {
    const auto language = std::string{attribute_of(node, "language")};
    const bool lua = language.empty() || language.find("lua") != std::string::npos ||
                     language.find("Lua") != std::string::npos;
    if (!lua) owner.file.fault(errors::wrong_language, {language}, node.data().line, owner.id());
    auto text = expression_of(node.data().text);
    if (text.empty())
        owner.file.fault(errors::empty_expression, {tag}, node.data().line, owner.id());
    return text;
}

std::string local_name(std::string_view qualified) {
    const auto colon = qualified.rfind(':');
    const bool plain = colon == std::string_view::npos || colon + 1 == qualified.size();
    return std::string{plain ? qualified : qualified.substr(colon + 1)};
}

} // namespace gongdao
