#pragma once

#include "core/runtime/command.hpp"

namespace gongdao {

class Node;

// Commands on entries of registers (docs/formats/command.md).

/// Writes an entry, or makes it. A retired one is refused, not brought back.
[[nodiscard]] Result<Reply> set_entry(Node& node, const Command& command, Instant now);
/// Refused while something hangs on it; with `release`, tasks that a person only claimed go back to
/// their roles first.
[[nodiscard]] Result<Reply> retire_entry(Node& node, const Command& command, Instant now);
/// Brings a retired entry back as it was.
[[nodiscard]] Result<Reply> reinstate_entry(Node& node, const Command& command, Instant now);

/// `entry:<register>:<key>`
[[nodiscard]] StreamId entry_stream(const std::string& register_id, const std::string& key);

} // namespace gongdao
