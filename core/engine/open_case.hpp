#pragma once

#include "core/engine/command.hpp"
#include "core/engine/interpreter.hpp"

namespace gongdao {

/// Numbers, titles and starts a case. Asks for a serial where the pack numbers its cases.
[[nodiscard]] Result<void> open_case(Interpreter& run, const OpenCase& command);

/// A case goes by what its facts say: another title where those that it is made of have changed.
void retitle(Interpreter& run);

} // namespace gongdao
