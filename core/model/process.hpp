#pragma once

#include "core/model/element.hpp"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gongdao {

/// One process as an immutable graph. Element 0 is the process itself, the root scope.
/// Shared between threads once built.
struct Process {
    std::string id;
    std::string name;
    std::vector<Element> elements;
    std::vector<Flow> flows;
    std::unordered_map<std::string, int> element_by_id;
    std::unordered_map<std::string, int> flow_by_id;

    [[nodiscard]] const Element& element(int index) const { return elements[static_cast<std::size_t>(index)]; }

    [[nodiscard]] const Flow& flow(int index) const { return flows[static_cast<std::size_t>(index)]; }

    /// -1 where there is none.
    [[nodiscard]] int find_element(std::string_view element_id) const;
    [[nodiscard]] int find_flow(std::string_view flow_id) const;

    /// True where a token at element `from` can reach flow `to` without passing element `avoiding`,
    /// within their scope; the paths of boundary events of elements on the way count. Precomputed
    /// where the scope holds an inclusive join.
    [[nodiscard]] bool reaches(int from, int to, int avoiding) const;
};

/// All processes of one BPMN file, by id, and the text they were read from.
struct Definitions {
    std::map<std::string, std::shared_ptr<const Process>> processes;
    std::string source;
};

} // namespace gongdao
