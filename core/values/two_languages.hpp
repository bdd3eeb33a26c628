#pragma once

#include "core/values/error.hpp"

#include <string>
#include <string_view>

namespace gongdao {

/// An argument of an error that is a sentence itself. `sentence()` takes the one of its language;
/// whatever else reads the argument finds the Chinese one first.
[[nodiscard]] std::string both_languages(std::string_view chinese, std::string_view english);
/// The same, of what another error says.
[[nodiscard]] std::string both_languages(const Error& error);

} // namespace gongdao
