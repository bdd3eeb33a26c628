#pragma once

#include "core/values/error.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>

namespace gongdao {

/// The same words in both languages.
struct Wording {
    std::string_view chinese;
    std::string_view english;

    [[nodiscard]] constexpr std::string_view in(Language language) const {
        return language == Language::chinese ? chinese : english;
    }
};

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
