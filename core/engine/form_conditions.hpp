#pragma once

#include "core/engine/interpreter.hpp"

namespace gongdao::guards {

/// What a form asks beyond its single fields: what other values make necessary, and what its rules
/// say to all of them together. `key` is the task, whose scopes the rules see with `values` on top.
/// Nothing of it is recorded: a refusal leaves no trace, and a replay asks nobody.
[[nodiscard]] Result<void>
meets_conditions(const Interpreter& run, Key key, const Task& task, const Document& values);

/// The whole form, conditions included, of an event at which people hand values in: a start, or one
/// that hears a message or signal. What the engine itself hands over fits always.
[[nodiscard]] Result<void>
meets_entry_form(const Interpreter& run, const Element& element, const Document& values);

} // namespace gongdao::guards
