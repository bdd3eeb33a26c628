#pragma once

#include "core/engine/command.hpp"
#include "core/engine/interpreter.hpp"

namespace gongdao {

/// Numbers, titles and starts a case. Asks for a serial where the pack numbers its cases.
[[nodiscard]] Result<void> open_case(Interpreter& run, const OpenCase& command);

/// A case goes by what its facts say: another title where those that it is made of have changed.
void retitle(Interpreter& run);

/// Retries with growing pauses, gives up with an incident, or throws the error the work named.
[[nodiscard]] Result<void> fail_work(Interpreter& run, const FailWork& command);

/// Does again what an incident stopped.
[[nodiscard]] Result<void> repeat_step(Interpreter& run, const Incident& incident);

} // namespace gongdao
