#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gongdao {

/// A name that Lua reads as a variable: `a-z`, `0-9`, `_`, first a letter, no word of Lua, not
/// `today`.
[[nodiscard]] bool is_field_id(std::string_view text);
/// A name of a pack, role, form, rule …: `a-z A-Z 0-9 _ - .`, not empty.
[[nodiscard]] bool is_name(std::string_view text);
/// The parts between blanks and commas.
[[nodiscard]] std::vector<std::string> words_of(std::string_view text);
/// A whole decimal number and nothing else.
[[nodiscard]] bool read_number(std::string_view text, int& number);

} // namespace gongdao
