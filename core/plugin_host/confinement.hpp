#pragma once

#include "core/plugin_host/isolation.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace gongdao {

/// Limits this process for good: memory, files, no core, no privileges gained by executing, and no
/// other process started, signalled or traced. A guard against mistakes of a plugin; what the
/// user of the node may read, write or reach over the network, the plugin may too. What failed, in
/// the system's words, or nothing. To be called before any code of a plugin runs.
[[nodiscard]] std::optional<std::string> confine(const IsolationLimits& limits);

/// Lets this process compute as long as a call may take, counted from now; then SIGXCPU.
void allow_computing_for(std::int64_t milliseconds);

} // namespace gongdao
