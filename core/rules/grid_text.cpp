#include "core/rules/grid_text.hpp"

#include "core/values/text_encoding.hpp"

#include <array>
#include <utility>

namespace gongdao {

namespace {

constexpr std::string_view ideographic_space = "\u3000";

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/// The size of the blank at the start of `text`, or 0.
std::size_t blank_size(std::string_view text) {
    if (text.empty()) return 0;
    if (is_blank(text.front())) return 1;
    return text.starts_with(ideographic_space) ? ideographic_space.size() : 0;
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 9> replacements{{
    {"≥", ">="},
    {"≤", "<="},
    {"≠", "!="},
    {"、", ","},
    {"。", "."},
    {"￥", "¥"},
    {"…", ".."},
    {"−", "-"},
    {"\u3000", " "},
}};

/// Full-width forms of ASCII lie at a fixed distance.
constexpr char32_t full_width_first = 0xFF01;
constexpr char32_t full_width_last = 0xFF5E;
constexpr char32_t full_width_distance = 0xFEE0;

} // namespace

std::string_view trimmed_wide(std::string_view text) {
    while (const auto size = blank_size(text))
        text.remove_prefix(size);
    for (;;) {
        if (text.ends_with(ideographic_space)) {
            text.remove_suffix(ideographic_space.size());
        } else if (!text.empty() && is_blank(text.back())) {
            text.remove_suffix(1);
        } else {
            return text;
        }
    }
}

std::vector<TextLine> lines_of(const TextBlock& block) {
    std::vector<TextLine> lines;
    int number = block.first_line;
    std::string_view rest = block.text;
    while (!rest.empty()) {
        const auto end = rest.find('\n');
        const auto line = trimmed_wide(rest.substr(0, end));
        if (!line.empty() && !line.starts_with("--")) lines.push_back({line, number});
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
        if (block.first_line > 0) ++number;
    }
    return lines;
}

std::vector<std::string_view> split_cells(std::string_view line, char separator) {
    std::vector<std::string_view> cells;
    for (;;) {
        const auto end = line.find(separator);
        cells.push_back(trimmed_wide(line.substr(0, end)));
        if (end == std::string_view::npos) return cells;
        line.remove_prefix(end + 1);
    }
}

std::vector<std::string_view> split_words(std::string_view text) {
    std::vector<std::string_view> words;
    text = trimmed_wide(text);
    while (!text.empty()) {
        std::size_t size = 0;
        while (size < text.size() && blank_size(text.substr(size)) == 0)
            ++size;
        words.push_back(text.substr(0, size));
        text = trimmed_wide(text.substr(size));
    }
    return words;
}

std::string half_width(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const auto point = first_code_point(text);
        const std::size_t size = point ? point->length : 1;
        if (point && point->value >= full_width_first && point->value <= full_width_last) {
            out += static_cast<char>(point->value - full_width_distance);
        } else {
            auto piece = text.substr(0, size);
            for (const auto& [wide, narrow] : replacements) {
                if (piece == wide) piece = narrow;
            }
            out += piece;
        }
        text.remove_prefix(size);
    }
    return out;
}

} // namespace gongdao
