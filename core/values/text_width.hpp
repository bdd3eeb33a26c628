#pragma once

#include <string>
#include <string_view>

namespace gongdao {

enum class Align { left, right, center };

/// Columns that a text takes on a terminal: East Asian wide and full-width characters 2, combining
/// marks, invisible format characters and controls 0, all others (the ambiguous ones too) 1. A byte
/// that is not UTF-8 counts 1.
[[nodiscard]] int display_width(std::string_view utf8);

/// Filled with blanks to `width` columns; a text that is wider stays as it is.
[[nodiscard]] std::string padded(std::string_view utf8, int width, Align align = Align::left);

/// At most `width` columns; where something had to go, the last column is `…`. Marks stay with
/// their base character.
[[nodiscard]] std::string cut(std::string_view utf8, int width);

} // namespace gongdao
