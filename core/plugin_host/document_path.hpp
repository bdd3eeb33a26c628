#pragma once

#include "core/values/document.hpp"

#include <string_view>

namespace gongdao {

/// Follows `a.b.0`: a number picks an item where a list stands. The empty path is the document
/// itself. Null where nothing is there.
[[nodiscard]] const Document* find_at(const Document& document, std::string_view path);

/// The value at `path`, made where it is missing: a number as the next part makes a list, anything
/// else an object, and the index one past the end appends. Null where the path leads through a
/// value without members, skips an index or is too deep.
[[nodiscard]] Document* make_at(Document& document, std::string_view path);

/// Well-formed UTF-8: no overlong form, no surrogate, nothing above U+10FFFF.
[[nodiscard]] bool is_utf8(std::string_view text);

} // namespace gongdao
