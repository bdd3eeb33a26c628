#pragma once

#include "core/app/invocation.hpp"

#include <string>

namespace gongdao {

/// Every verb, by subject; with a noun only the verbs of that.
[[nodiscard]] std::string
help_on_all(const std::vector<Verb>& verbs, const std::string& noun, Language language);
/// One verb: how it is written, its arguments and options.
[[nodiscard]] std::string help_on(const Verb& verb, Language language);
/// The man page, in troff.
[[nodiscard]] std::string man_page(const std::vector<Verb>& verbs, Language language);

/// `case open <pack> [values…]`
[[nodiscard]] std::string written(const Verb& verb);

} // namespace gongdao
