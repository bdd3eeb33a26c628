#pragma once

#include "core/runtime/command.hpp"

#include <filesystem>

namespace gongdao {

/// Sends one command to the node at this socket and waits for its reply. Fails with `no_node` where
/// nobody listens, and with the node's own refusal otherwise.
[[nodiscard]] Result<Document>
ask_node(const std::filesystem::path& socket, const Command& command);

/// One JSON line as `gongdao run` reads it.
[[nodiscard]] Document to_line(const Command& command);

} // namespace gongdao
