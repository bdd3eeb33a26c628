#pragma once

#include "core/engine/interpreter.hpp"

namespace gongdao::guards {

/// What a form asks beyond its single fields: what other values make necessary, and what its rules
/// say to all of them together. `key` is the task, whose scopes the rules see with `values` on top.
/// Nothing of it is recorded: a refusal leaves no trace, and a replay asks nobody.
[[nodiscard]] Result<void>
meets_conditions(const Interpreter& run, Key key, const Task& task, const Document& values);

} // namespace gongdao::guards
