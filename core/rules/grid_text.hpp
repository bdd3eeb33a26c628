#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gongdao {

/// A block of lines inside a rule file.
struct TextBlock {
    std::string text;
    int first_line = 0; ///< in the file, from 1; 0 where unknown
};

struct TextLine {
    std::string_view text; ///< trimmed, not empty, no comment
    int number = 0;
};

/// Without blanks around it, the ideographic space included.
[[nodiscard]] std::string_view trimmed_wide(std::string_view text);
/// Lines without empty ones and without those that begin with `--`. Views into `block`.
[[nodiscard]] std::vector<TextLine> lines_of(const TextBlock& block);
/// Trimmed parts.
[[nodiscard]] std::vector<std::string_view> split_cells(std::string_view line, char separator);
[[nodiscard]] std::vector<std::string_view> split_words(std::string_view text);
/// Full-width digits, letters, brackets, comparison signs and stops as their ASCII forms.
[[nodiscard]] std::string half_width(std::string_view text);

} // namespace gongdao
