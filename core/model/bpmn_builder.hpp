#pragma once

#include "core/model/process.hpp"
#include "core/model/xml_tree.hpp"
#include "core/values/error.hpp"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gongdao {

/// What all parts of one BPMN file share while it is read.
struct BpmnFile {
    std::string name;
    Faults& faults;
    std::map<std::string, std::string> messages;    ///< id → name
    std::map<std::string, std::string> signals;     ///< id → name
    std::map<std::string, std::string> errors;      ///< id → code
    std::map<std::string, std::string> escalations; ///< id → code
    std::map<std::string, std::pair<std::string, const LineTree*>>
        event_definitions; ///< id → tag, element
    std::map<std::string, int> lines_of_ids;
    /// Elements that were refused: references to them are no further faults.
    std::set<std::string> refused;

    void fault(
        const ErrorKind& kind,
        std::vector<std::string> arguments,
        int line,
        std::string element = {}
    );
    /// Keeps the place of the file and adds line and element.
    void fault(Error error, int line, std::string element);
    /// The id of an element; reports a missing or repeated one.
    std::string claim_id(const std::string& tag, const LineTree& node);
};

/// One process while it is built: references are kept as texts until all elements are known.
struct ProcessBuilder {
    struct PendingFlow {
        std::string source;
        std::string target;
        int scope = -1;
    };

    struct Lane {
        std::vector<std::string> roles;
        std::vector<std::string> elements;
    };

    BpmnFile& file;
    Process process;
    std::vector<PendingFlow> pending_flows;        ///< beside process.flows
    std::map<int, std::string> attached_to;        ///< boundary event → id of its activity
    std::map<int, std::string> default_flows;      ///< element → id of its default flow
    std::vector<Lane> lanes;                       ///< outer before inner
    std::map<std::string, std::string> data_names; ///< id of a data object → variable
    bool incomplete = false; ///< something was refused, so reachability says nothing

    Element& element(int index) { return process.elements[static_cast<std::size_t>(index)]; }

    int add(Element element, int scope);
};

/// The element under construction with the place it comes from.
struct Source {
    BpmnFile& file;
    const std::string& tag;
    const LineTree& node;
    std::string owner = {}; ///< id of the element that a part without id belongs to

    [[nodiscard]] int line() const;
    [[nodiscard]] std::string text(const std::string& attribute) const;
    [[nodiscard]] std::string id() const;
    [[nodiscard]] bool yes(const std::string& attribute, bool otherwise = false) const;
    void fault(const ErrorKind& kind, std::vector<std::string> arguments = {}) const;
};

// bpmn_words.cpp: attributes, children and expressions that may stand where.

/// Faults for attributes and child elements that `source.tag` cannot carry.
void check_words(const Source& source);
/// The first half of it.
void check_attributes(const Source& source);
/// `${…}` anywhere in the tree.
void refuse_foreign_expressions(BpmnFile& file, const LineTree& root);
/// The Lua text of an expression element such as `conditionExpression`; reports an empty one.
[[nodiscard]] std::string
expression_in(const Source& owner, const std::string& tag, const LineTree& node);
/// Trimmed, without one leading `=`.
[[nodiscard]] std::string expression_of(std::string_view text);
/// `tns:collect` → `collect`; whole where nothing stands behind the prefix
[[nodiscard]] std::string local_name(std::string_view qualified);

// bpmn_graph.cpp

/// Reads everything inside a process or subprocess into scope `scope`.
void read_scope(ProcessBuilder& builder, const LineTree& node, int scope);
/// Resolves flows, boundary events, defaults and lanes.
void link(ProcessBuilder& builder);

// bpmn_events.cpp

void read_event(ProcessBuilder& builder, const Source& source, Element& element);

// bpmn_activities.cpp

void read_activity(ProcessBuilder& builder, const Source& source, Element& element);

// bpmn_work.cpp

void read_assignment(const Source& source, Element& element);
/// What an automatic task does, with result, retries and warning.
void read_work(const Source& source, Element& element);

// bpmn_extensions.cpp: gongdao:input, output, variable; properties.

void read_extensions(const Source& source, Element& element);

} // namespace gongdao
