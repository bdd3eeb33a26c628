#pragma once

#include "core/values/two_languages.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>

namespace gongdao {

/// A sentence with its arguments filled in; both are checked when this is compiled.
template <class... Arguments>
[[nodiscard]] std::string worded(
    Language language,
    fmt::format_string<const Arguments&...> chinese,
    fmt::format_string<const Arguments&...> english,
    const Arguments&... arguments
) {
    return fmt::vformat(
        language == Language::chinese ? chinese : english, fmt::make_format_args(arguments...)
    );
}

/// The same, to stdout.
template <class... Arguments>
void say(
    Language language,
    fmt::format_string<const Arguments&...> chinese,
    fmt::format_string<const Arguments&...> english,
    const Arguments&... arguments
) {
    fmt::vprint(
        language == Language::chinese ? chinese : english, fmt::make_format_args(arguments...)
    );
}

} // namespace gongdao
