#pragma once

#include "core/model/manifest.hpp"

#include <string>
#include <string_view>

namespace gongdao {

inline constexpr std::size_t xml_bytes_max =
    16U * 1024 * 1024;                          ///< the largest known diagram has 3 MiB
inline constexpr int xml_depth_max = 256;       ///< real files stay below 20
inline constexpr int xml_elements_max = 10'000; ///< a process nobody can draw any more

/// Reads XML into a tree whose only child is the root element. Keys: BPMN elements by their local
/// name, `gongdao:x` and `camunda:x` for these namespaces, `{uri}x` for others; attributes stand
/// under
/// `<xmlattr>`. The diagram and the redundant `incoming`/`outgoing` are left out. Refuses DOCTYPE
/// and whatever exceeds the limits; malformed text gives one fault with line and column.
[[nodiscard]] LineTree read_xml_tree(std::string_view xml, const std::string& file, Faults& faults);

/// The value of an attribute, empty where there is none.
[[nodiscard]] std::string_view attribute_of(const LineTree& element, const std::string& key);
[[nodiscard]] const LineTree* find_attribute(const LineTree& element, const std::string& key);
/// The first child element of that name, or null.
[[nodiscard]] const LineTree* find_child(const LineTree& element, const std::string& key);

/// Without blanks at both ends.
[[nodiscard]] std::string_view trimmed(std::string_view text);

} // namespace gongdao
