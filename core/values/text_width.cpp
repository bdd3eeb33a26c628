#include "core/values/text_width.hpp"

#include "core/values/text_encoding.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace gongdao {

namespace {

struct Range {
    char32_t first;
    char32_t last;
};

// From the Unicode 14 character database, in ascending order; unassigned gaps are bridged.

/// East_Asian_Width W and F.
constexpr std::array<Range, 80> wide_ranges{
    {{0x1100, 0x115F},   {0x231A, 0x231B},   {0x2329, 0x232A},   {0x23E9, 0x23EC},
     {0x23F0, 0x23F0},   {0x23F3, 0x23F3},   {0x25FD, 0x25FE},   {0x2614, 0x2615},
     {0x2648, 0x2653},   {0x267F, 0x267F},   {0x2693, 0x2693},   {0x26A1, 0x26A1},
     {0x26AA, 0x26AB},   {0x26BD, 0x26BE},   {0x26C4, 0x26C5},   {0x26CE, 0x26CE},
     {0x26D4, 0x26D4},   {0x26EA, 0x26EA},   {0x26F2, 0x26F3},   {0x26F5, 0x26F5},
     {0x26FA, 0x26FA},   {0x26FD, 0x26FD},   {0x2705, 0x2705},   {0x270A, 0x270B},
     {0x2728, 0x2728},   {0x274C, 0x274C},   {0x274E, 0x274E},   {0x2753, 0x2755},
     {0x2757, 0x2757},   {0x2795, 0x2797},   {0x27B0, 0x27B0},   {0x27BF, 0x27BF},
     {0x2B1B, 0x2B1C},   {0x2B50, 0x2B50},   {0x2B55, 0x2B55},   {0x2E80, 0x303E},
     {0x3041, 0x3247},   {0x3250, 0x4DBF},   {0x4E00, 0xA4C6},   {0xA960, 0xA97C},
     {0xAC00, 0xD7A3},   {0xF900, 0xFAD9},   {0xFE10, 0xFE6B},   {0xFF01, 0xFF60},
     {0xFFE0, 0xFFE6},   {0x16FE0, 0x1B2FB}, {0x1F004, 0x1F004}, {0x1F0CF, 0x1F0CF},
     {0x1F18E, 0x1F18E}, {0x1F191, 0x1F19A}, {0x1F200, 0x1F320}, {0x1F32D, 0x1F335},
     {0x1F337, 0x1F37C}, {0x1F37E, 0x1F393}, {0x1F3A0, 0x1F3CA}, {0x1F3CF, 0x1F3D3},
     {0x1F3E0, 0x1F3F0}, {0x1F3F4, 0x1F3F4}, {0x1F3F8, 0x1F43E}, {0x1F440, 0x1F440},
     {0x1F442, 0x1F4FC}, {0x1F4FF, 0x1F53D}, {0x1F54B, 0x1F54E}, {0x1F550, 0x1F567},
     {0x1F57A, 0x1F57A}, {0x1F595, 0x1F596}, {0x1F5A4, 0x1F5A4}, {0x1F5FB, 0x1F64F},
     {0x1F680, 0x1F6C5}, {0x1F6CC, 0x1F6CC}, {0x1F6D0, 0x1F6D2}, {0x1F6D5, 0x1F6DF},
     {0x1F6EB, 0x1F6EC}, {0x1F6F4, 0x1F6FC}, {0x1F7E0, 0x1F7F0}, {0x1F90C, 0x1F93A},
     {0x1F93C, 0x1F945}, {0x1F947, 0x1F9FF}, {0x1FA70, 0x1FAF6}, {0x20000, 0x3FFFD}}};

/// Controls, combining marks and format characters of Latin, Cyrillic, Hebrew, Arabic, Tibetan,
/// Mongolian and the symbols and CJK blocks.
constexpr std::array<Range, 44> zero_ranges{
    {{0x0000, 0x001F}, {0x007F, 0x009F}, {0x00AD, 0x00AD}, {0x0300, 0x036F},  {0x0483, 0x0489},
     {0x0591, 0x05BD}, {0x05BF, 0x05BF}, {0x05C1, 0x05C2}, {0x05C4, 0x05C5},  {0x05C7, 0x05C7},
     {0x0600, 0x0605}, {0x0610, 0x061A}, {0x061C, 0x061C}, {0x064B, 0x065F},  {0x0670, 0x0670},
     {0x06D6, 0x06DD}, {0x06DF, 0x06E4}, {0x06E7, 0x06E8}, {0x06EA, 0x06ED},  {0x0F18, 0x0F19},
     {0x0F35, 0x0F35}, {0x0F37, 0x0F37}, {0x0F39, 0x0F39}, {0x0F71, 0x0F7E},  {0x0F80, 0x0F84},
     {0x0F86, 0x0F87}, {0x0F8D, 0x0FBC}, {0x0FC6, 0x0FC6}, {0x180B, 0x180F},  {0x1885, 0x1886},
     {0x18A9, 0x18A9}, {0x1AB0, 0x1ACE}, {0x1DC0, 0x1DFF}, {0x200B, 0x200F},  {0x202A, 0x202E},
     {0x2060, 0x206F}, {0x20D0, 0x20F0}, {0x302A, 0x302D}, {0x3099, 0x309A},  {0xFE00, 0xFE0F},
     {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}, {0xE0000, 0xE0FFF}}};

template <std::size_t Count>
bool contains(const std::array<Range, Count>& ranges, char32_t value) {
    const auto after =
        std::upper_bound(ranges.begin(), ranges.end(), value, [](char32_t v, const Range& r) {
            return v < r.first;
        });
    return after != ranges.begin() && value <= std::prev(after)->last;
}

int width_of(char32_t value) {
    if (value >= 0x20 && value < 0x7F) return 1;
    if (contains(zero_ranges, value)) return 0;
    return contains(wide_ranges, value) ? 2 : 1;
}

struct Character {
    std::size_t bytes = 0;
    int width = 0;
};

Character first_character(std::string_view text) {
    const auto code = first_code_point(text);
    if (!code) return {.bytes = 1, .width = 1};
    return {.bytes = code->length, .width = width_of(code->value)};
}

/// The longest beginning of at most `width` columns, marks on its last character included.
std::string_view fitting(std::string_view text, int width) {
    std::size_t used = 0;
    while (used < text.size()) {
        const auto next = first_character(text.substr(used));
        if (next.width > width) break;
        width -= next.width;
        used += next.bytes;
    }
    return text.substr(0, used);
}

} // namespace

int display_width(std::string_view utf8) {
    int width = 0;
    while (!utf8.empty()) {
        const auto next = first_character(utf8);
        width += next.width;
        utf8.remove_prefix(next.bytes);
    }
    return width;
}

std::string padded(std::string_view utf8, int width, Align align) {
    const auto missing = static_cast<std::size_t>(std::max(0, width - display_width(utf8)));
    std::size_t before = 0;
    if (align == Align::right) before = missing;
    if (align == Align::center) before = missing / 2;
    return std::string(before, ' ') + std::string{utf8} + std::string(missing - before, ' ');
}

std::string cut(std::string_view utf8, int width) {
    if (display_width(utf8) <= width) return std::string{utf8};
    if (width <= 0) return {};
    return std::string{fitting(utf8, width - 1)} + "…";
}

} // namespace gongdao
