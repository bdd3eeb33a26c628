#pragma once

#include "core/model/pack.hpp"

namespace gongdao {

/// `organisation` and `user`: the registers that every county has before any pack is deployed.
/// Only administrators write them. An organisation has a name, a parent and a type; a user a name,
/// an organisation and `roles`, a text `role@organisation;role@organisation`.
[[nodiscard]] const std::map<std::string, RegisterDefinition>& built_in_registers();

} // namespace gongdao
