#include "core/model/names.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace gongdao {

namespace {

constexpr std::array<std::string_view, 23> reserved{
    "and",      "break",  "do",   "else", "elseif", "end",   "false", "for",
    "function", "goto",   "if",   "in",   "local",  "nil",   "not",   "or",
    "repeat",   "return", "then", "true", "until",  "while", "today",
};

bool is_small(char c) { return c >= 'a' && c <= 'z'; }

bool is_digit(char c) { return c >= '0' && c <= '9'; }

} // namespace

bool is_field_id(std::string_view text) {
    if (text.empty() || !is_small(text.front())) return false;
    const bool plain = std::all_of(text.begin(), text.end(), [](char c) {
        return is_small(c) || is_digit(c) || c == '_';
    });
    return plain && std::find(reserved.begin(), reserved.end(), text) == reserved.end();
}

bool is_name(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return is_small(c) || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_' || c == '-' ||
               c == '.';
    });
}

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> out;
    std::string word;
    for (const char c : text) {
        const bool between = c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == ',';
        if (!between) word += c;
        if (between && !word.empty()) out.push_back(std::move(word));
        if (between) word.clear();
    }
    if (!word.empty()) out.push_back(std::move(word));
    return out;
}

bool read_number(std::string_view text, int& number) {
    const auto* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    return !text.empty() && read.ec == std::errc{} && read.ptr == end;
}

} // namespace gongdao
