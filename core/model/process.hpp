#pragma once

#include "core/model/element.hpp"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gongdao {

/// Finds by view without a copy of the key.
struct TextHash {
    using is_transparent = void;

    [[nodiscard]] std::size_t operator()(std::string_view text) const {
        return std::hash<std::string_view>{}(text);
    }
};

using IndexById = std::unordered_map<std::string, int, TextHash, std::equal_to<>>;

/// One process as an immutable graph. Element 0 is the process itself, the root scope.
/// Shared between threads once built.
struct Process {
    std::string id;
    std::string name;
    std::vector<Element> elements;
    std::vector<Flow> flows;
    IndexById element_by_id;
    IndexById flow_by_id;
    std::string file; ///< of the pack, for messages
    /// Per incoming flow of an inclusive join: the elements that reach it without passing the join.
    /// Made by `precompute_reachability`.
    std::map<int, std::vector<bool>> reaching;

    [[nodiscard]] const Element& element(int index) const {
        return elements[static_cast<std::size_t>(index)];
    }

    [[nodiscard]] const Flow& flow(int index) const {
        return flows[static_cast<std::size_t>(index)];
    }

    /// -1 where there is none.
    [[nodiscard]] int find_element(std::string_view element_id) const;
    [[nodiscard]] int find_flow(std::string_view flow_id) const;

    /// True where a token at element `from` can reach flow `to` without passing element `avoiding`,
    /// within their scope; the paths of boundary events of elements on the way count. Precomputed
    /// where the scope holds an inclusive join.
    [[nodiscard]] bool reaches(int from, int to, int avoiding) const;
};

/// Fills `reaching` for every inclusive gateway with more than one incoming flow. `read_bpmn` does
/// it; a process built otherwise works without, only slower.
void precompute_reachability(Process& process);

/// All processes of one BPMN file, by id, and the text they were read from.
struct Definitions {
    std::map<std::string, std::shared_ptr<const Process>> processes;
    std::string source;
};

} // namespace gongdao
