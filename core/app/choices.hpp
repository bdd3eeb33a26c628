#pragma once

#include "core/app/wording.hpp"
#include "core/runtime/node.hpp"

#include <string>
#include <vector>

namespace gongdao {

/// Fails with `no_such_choice`, which names what there is, unless `word` is among `known`.
[[nodiscard]] Result<void>
among(Wording what, const std::string& word, const std::vector<std::string>& known);

/// The pack is deployed.
[[nodiscard]] Result<void> is_pack(Node& node, const std::string& id);
/// The register is built in or belongs to a deployed pack.
[[nodiscard]] Result<void> is_register(Node& node, const std::string& id);
/// The register has an active or retired entry of this key; `organisation` and `user` are not
/// listed where it has not, being too many.
[[nodiscard]] Result<void>
is_entry(Node& node, const std::string& register_id, const std::string& key);

} // namespace gongdao
