#pragma once

#include "core/runtime/node.hpp"

#include <map>
#include <optional>
#include <string>

namespace gongdao {

/// The field `id` of what `measure` counts: of the cases of its pack, or of the register behind its
/// entries or batch items. Nothing where it is no declared field.
[[nodiscard]] std::optional<Field>
field_of_measure(Node& node, const Measure& measure, const std::string& id);

/// What people call the groups of a measure: stored value → a choice's title, the label of a rank
/// in the measure's warning profile, the name of an organisation, 是 or 否. Values that have no
/// words of their own are absent.
[[nodiscard]] Result<std::map<std::string, std::string>>
group_titles(Node& node, const Pack& pack, const Measure& measure);

} // namespace gongdao
