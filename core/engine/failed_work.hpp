#pragma once

#include "core/engine/command.hpp"
#include "core/engine/interpreter.hpp"

namespace gongdao {

/// Retries with growing pauses, gives up with an incident, or throws the error the work named.
[[nodiscard]] Result<void> fail_work(Interpreter& run, const FailWork& command);

/// Does again what the incident stopped; `command` names one of the case's.
[[nodiscard]] Result<void> resolve_incident(Interpreter& run, const ResolveIncident& command);

} // namespace gongdao
