#pragma once

#include "core/values/document.hpp"
#include "core/values/result.hpp"

#include <string>

namespace gongdao {

class Node;

// What the registers `user` and `organisation` must hold so that roles and jurisdictions mean
// something. Other registers are not looked at.

/// Refuses what an entry must not say: an organisation that is not there or in a circle of parents,
/// a role that no deployed pack knows or that names no organisation, the program's own id. Only
/// what `values` gives is looked at; all faults at once.
[[nodiscard]] Result<void> check_directory_entry(
    Node& node, const std::string& register_id, const std::string& key, const Document& values
);

/// Refuses while the person has open tasks that no role may do, naming them.
[[nodiscard]] Result<void> check_own_tasks(Node& node, const std::string& person);

/// Refuses to retire an organisation that something hangs on, or a person with open tasks, naming
/// them.
[[nodiscard]] Result<void>
check_directory_retirement(Node& node, const std::string& register_id, const std::string& key);

} // namespace gongdao
