#pragma once

#include "core/engine/interpreter.hpp"
#include "core/engine/timer_dues.hpp"

#include <string>

/// How the times that elements ask for are read from a case.
namespace gongdao::timing {

[[nodiscard]] bool is_expression(const std::string& text);

/// The instant in a field, which a period counts from.
[[nodiscard]] Result<Instant>
base_in(Interpreter& run, const std::string& field, const Element& element, Key key);
/// A text as it stands, or the value of the expression that it is.
[[nodiscard]] Result<std::string>
text_of(Interpreter& run, const std::string& text, const Element& element, Key key);

} // namespace gongdao::timing
