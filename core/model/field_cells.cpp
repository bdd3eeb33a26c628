#include "core/model/errors.hpp"
#include "core/model/field_values.hpp"
#include "core/model/xml_tree.hpp"
#include "core/values/money.hpp"
#include "core/values/text_encoding.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

namespace gongdao {

namespace {

constexpr std::array<std::string_view, 9> yes_words{
    "是", "有", "√", "✓", "Y", "y", "yes", "true", "1"};
constexpr std::array<std::string_view, 9> no_words{
    "否", "无", "没有", "×", "N", "n", "no", "false", "0"};

template <std::size_t count>
bool holds(const std::array<std::string_view, count>& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// Full-width ASCII and the ideographic space become plain, as they come from Chinese input
/// methods.
std::string half_width(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const auto point = first_code_point(text);
        const std::size_t length = point ? point->length : 1;
        const char32_t value = point ? point->value : 0;
        if (value >= 0xFF01 && value <= 0xFF5E) {
            out += static_cast<char>(value - 0xFEE0);
        } else if (value == 0x3000) {
            out += ' ';
        } else {
            out += text.substr(0, length);
        }
        text.remove_prefix(length);
    }
    return out;
}

std::optional<std::int64_t> integer_in(std::string_view text, const std::string& unit) {
    if (!unit.empty() && text.size() > unit.size() &&
        text.substr(text.size() - unit.size()) == unit) {
        text = trimmed(text.substr(0, text.size() - unit.size()));
    }
    std::string digits{text};
    digits.erase(std::remove(digits.begin(), digits.end(), ','), digits.end());
    const auto dot = digits.find('.');
    if (dot != std::string::npos) {
        const bool whole = digits.find_first_not_of('0', dot + 1) == std::string::npos;
        if (!whole) return std::nullopt;
        digits.erase(dot);
    }
    std::int64_t number = 0;
    const auto* const end = digits.data() + digits.size();
    const auto read = std::from_chars(digits.data(), end, number);
    if (read.ec != std::errc{} || read.ptr != end) return std::nullopt;
    return number;
}

std::string choice_in(const Field& field, std::string_view text) {
    for (const auto& [id, title] : field.choice_titles) {
        if (title == text) return id;
    }
    return std::string{text};
}

std::vector<std::string> parts_of(std::string_view text) {
    constexpr std::array<std::string_view, 6> separators{"、", "，", "；", ",", ";", "\n"};
    std::vector<std::string> out;
    std::string part;
    const auto finish = [&] {
        if (!trimmed(part).empty()) out.emplace_back(trimmed(part));
        part.clear();
    };
    while (!text.empty()) {
        const auto* const separator =
            std::find_if(separators.begin(), separators.end(), [&](auto word) {
                return text.substr(0, word.size()) == word;
            });
        const bool found = separator != separators.end();
        if (found)
            finish();
        else
            part += text.front();
        text.remove_prefix(found ? separator->size() : 1);
    }
    finish();
    return out;
}

/// The value that a form would have sent for this cell.
Result<Document> value_in(const Field& field, std::string_view cell) {
    const auto plain = half_width(cell);
    const auto word = trimmed(plain);
    switch (field.type) {
    case FieldType::boolean:
        if (holds(yes_words, word)) return Document(true);
        if (holds(no_words, word)) return Document(false);
        return fail(errors::value_not_boolean, {label_of(field)});
    case FieldType::integer: {
        const auto number = integer_in(word, field.unit);
        if (!number) return fail(errors::value_not_integer, {label_of(field)});
        return Document(*number);
    }
    case FieldType::money:
    case FieldType::date:
    case FieldType::instant:
        return Document(boost::json::string{word});
    case FieldType::choice:
        return Document(boost::json::string{choice_in(field, trimmed(cell))});
    case FieldType::text:
        return Document(boost::json::string{trimmed(cell)});
    case FieldType::object:
    case FieldType::list:
        break;
    }
    return fail(errors::cell_not_readable, {label_of(field)});
}

Result<Document> list_in(const Field& field, std::string_view cell) {
    if (field.list_of_objects || field.fields.empty()) {
        return fail(errors::cell_not_readable, {label_of(field)});
    }
    DocumentArray items;
    for (const auto& part : parts_of(cell)) {
        auto item = value_in(field.fields.front(), part);
        if (!item) return item.error();
        items.push_back(std::move(*item));
    }
    return Document(std::move(items));
}

} // namespace

Result<Document>
FieldSchema::read_cell(const Field& field, std::string_view cell, CivilDate today) const {
    if (trimmed(half_width(cell)).empty()) return Document(nullptr);
    auto value = field.type == FieldType::list ? list_in(field, cell) : value_in(field, cell);
    Faults faults;
    Document stored;
    if (value) stored = FieldValues{today, faults}.accept(field, *value, field.id);
    if (value && faults.empty()) return stored;
    auto error = value ? std::move(faults.front()) : value.error();
    if (error.place.element.empty()) error.place.element = field.id;
    return error;
}

} // namespace gongdao
