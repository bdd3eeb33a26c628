#include "core/rules/column.hpp"

#include "core/rules/exact.hpp"
#include "core/rules/grid_text.hpp"
#include "core/values/ensure.hpp"
#include "core/values/money.hpp"

#include <boost/json/string.hpp>

#include <algorithm>
#include <charconv>

namespace gongdao {

namespace {

constexpr int score_places = 4;
constexpr int money_places = 2;
constexpr std::int64_t score_unit = 10'000;
/// Indices that stand for "a text that the grid does not mention".
constexpr std::int64_t text_high = 1'000'000;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::optional<std::int64_t> choice_literal(const Column& column, std::string_view text) {
    for (std::size_t i = 0; i < column.choices.size(); ++i) {
        const auto& label = column.choices[i].label;
        if (label == text || half_width(label) == text) return static_cast<std::int64_t>(i);
    }
    return {};
}

std::optional<std::int64_t> date_literal(std::string_view text) {
    const auto date = parse_date(text);
    if (!date) return {};
    return date->days.time_since_epoch().count();
}

std::optional<std::int64_t>
scaled_literal(std::string_view text, int places, std::string_view unit) {
    std::string_view rest;
    const auto number = read_scaled(text, places, rest);
    if (!number || (!rest.empty() && rest != unit)) return {};
    return number;
}

std::optional<std::int64_t> money_literal(std::string_view text) {
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    if (text.starts_with("¥")) text.remove_prefix(std::string_view{"¥"}.size());
    if (text.starts_with('-')) return {};
    std::string_view rest;
    const auto fen = read_scaled(text, money_places, rest);
    if (!fen || (!rest.empty() && rest != "元" && rest != "圆")) return {};
    return negative ? -*fen : *fen;
}

CivilDate date_from(std::int64_t days) { return {std::chrono::sys_days{std::chrono::days{days}}}; }

std::string shown_score(std::int64_t points) {
    const auto hundredths = proportion_of(points, 100, score_unit).value_or(0);
    const auto size = std::to_string(hundredths < 0 ? -hundredths : hundredths);
    const auto padded = std::string(size.size() < 3 ? 3 - size.size() : 0, '0') + size;
    return (hundredths < 0 ? "-" : "") + padded.substr(0, padded.size() - 2) + "." +
           padded.substr(padded.size() - 2);
}

} // namespace

std::optional<std::int64_t> read_scaled(std::string_view text, int places, std::string_view& rest) {
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    if (text.empty() || !is_digit(text.front())) return {};
    std::string digits;
    int decimals = 0;
    bool after_point = false;
    while (!text.empty() && (is_digit(text.front()) || (text.front() == '.' && !after_point))) {
        if (text.front() == '.') {
            if (text.size() < 2 || !is_digit(text[1])) break;
            after_point = true;
        } else {
            digits += text.front();
            if (after_point) ++decimals;
        }
        text.remove_prefix(1);
    }
    int power = places - decimals;
    if (text.starts_with("万")) power += 4;
    if (text.starts_with("亿")) power += 8;
    if (text.starts_with("万") || text.starts_with("亿"))
        text.remove_prefix(std::string_view{"万"}.size());
    while (power < 0 && digits.size() > 1 && digits.back() == '0') {
        digits.pop_back();
        ++power;
    }
    if (power < 0 && digits != "0") return {};
    digits.append(static_cast<std::size_t>(std::max(power, 0)), '0');
    std::int64_t number = 0;
    const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (code != std::errc{} || end != digits.data() + digits.size()) return {};
    rest = text;
    return negative ? -number : number;
}

ValueSet Column::domain() const {
    const ValueSet values{low, high};
    return nullable ? values.united(ValueSet::of_null()) : values;
}

std::optional<std::int64_t> read_fixed_literal(const Column& column, std::string_view text) {
    switch (column.kind) {
    case ValueKind::number:
        return scaled_literal(text, 0, column.unit);
    case ValueKind::money:
        return money_literal(text);
    case ValueKind::score:
        return scaled_literal(text, score_places, "分");
    case ValueKind::truth:
        if (text == "是") return 1;
        if (text == "否") return 0;
        return {};
    case ValueKind::choice:
        return choice_literal(column, text);
    case ValueKind::date:
        return date_literal(text);
    case ValueKind::text:
    case ValueKind::list:
        break;
    }
    return {};
}

std::optional<std::int64_t> read_literal(Column& column, std::string_view text) {
    if (column.kind != ValueKind::text) return read_fixed_literal(column, text);
    const auto known = std::find(column.texts.begin(), column.texts.end(), text);
    const auto index = known - column.texts.begin();
    if (known == column.texts.end()) column.texts.emplace_back(text);
    return index < text_high ? std::optional<std::int64_t>{index} : std::nullopt;
}

std::string shown_value(const Column& column, const ColumnValue& value) {
    if (!value.number) return "未填";
    const auto number = *value.number;
    switch (column.kind) {
    case ValueKind::money:
        return to_display(Money{number});
    case ValueKind::score:
        return shown_score(number);
    case ValueKind::truth:
        return number != 0 ? "是" : "否";
    case ValueKind::choice:
        return column.choices[static_cast<std::size_t>(number)].label;
    case ValueKind::date:
        return to_text(date_from(number));
    case ValueKind::text:
        if (value.text.empty() && number < static_cast<std::int64_t>(column.texts.size())) {
            return column.texts[static_cast<std::size_t>(number)];
        }
        return std::string(value.text);
    default:
        return std::to_string(number);
    }
}

Bilingual shown_in_both(const Column& column, const ColumnValue& value) {
    const auto shown = shown_value(column, value);
    return {shown, value.number ? shown : "nothing"};
}

void add_shown(Bilingual& text, const Column& column, const Bilingual& value) {
    text.chinese += (text.chinese.empty() ? "" : "，") + column.title + "=" + value.chinese;
    text.english += (text.english.empty() ? "" : ", ") + column.title + "=" + value.english;
}

Document stored_value(const Column& column, const ColumnValue& value) {
    if (!value.number) return Document(nullptr);
    const auto number = *value.number;
    switch (column.kind) {
    case ValueKind::truth:
        return Document(number != 0);
    case ValueKind::choice:
        return column.choices[static_cast<std::size_t>(number)].stored;
    case ValueKind::date:
    case ValueKind::text:
        return Document(shown_value(column, value));
    default:
        return Document(number);
    }
}

Document stored_value(const Column& column, const ColumnValue& value, CivilDate on) {
    if (!column.is_age || !value.number) return stored_value(column, value);
    return Document(to_text(on + -static_cast<int>(*value.number)));
}

namespace {

std::optional<ColumnValue> choice_value(const Column& column, const Document& stored) {
    for (std::size_t i = 0; i < column.choices.size(); ++i) {
        if (column.choices[i].stored == stored)
            return ColumnValue{static_cast<std::int64_t>(i), {}};
    }
    return {};
}

std::optional<ColumnValue> text_value(const Column& column, std::string_view text) {
    // Cells are read in half-width form, so facts are compared in it.
    const auto known = std::find(column.texts.begin(), column.texts.end(), half_width(text));
    return ColumnValue{known - column.texts.begin(), text};
}

} // namespace

std::optional<ColumnValue>
column_value(const Column& column, const Document& stored, CivilDate on) {
    if (column.kind == ValueKind::choice) return choice_value(column, stored);
    if (column.kind == ValueKind::truth) {
        if (!stored.is_bool()) return {};
        return ColumnValue{stored.get_bool() ? 1 : 0, {}};
    }
    if (column.is_age || column.kind == ValueKind::date || column.kind == ValueKind::text) {
        if (!stored.is_string()) return {};
        const std::string_view text{stored.get_string()};
        if (column.kind == ValueKind::text) return text_value(column, text);
        const auto date = parse_date(text);
        if (!date) return {};
        const std::int64_t days = date->days.time_since_epoch().count();
        return ColumnValue{column.is_age ? on.days.time_since_epoch().count() - days : days, {}};
    }
    if (column.kind == ValueKind::list || !stored.is_int64()) return {};
    return ColumnValue{stored.get_int64(), {}};
}

Bilingual kind_name(const Column& column) {
    if (column.is_age) return {"日期", "a date"};
    switch (column.kind) {
    case ValueKind::number:
        return {"整数（" + column.unit + "）", "a whole number (" + column.unit + ")"};
    case ValueKind::money:
        return {"金额（整数分）", "an amount (whole fen)"};
    case ValueKind::score:
        return {"评分（万分之一分的整数）", "a score (whole ten-thousandths)"};
    case ValueKind::truth:
        return {"是否", "true or false"};
    case ValueKind::date:
        return {"日期", "a date"};
    case ValueKind::text:
        return {"文字", "a text"};
    case ValueKind::list:
        return {"清单", "a list"};
    case ValueKind::choice:
        break;
    }
    std::string names;
    for (const auto& choice : column.choices)
        names += (names.empty() ? "" : "/") + choice.label;
    return {names, names};
}

Bilingual is_not(std::string_view written, const Bilingual& kind) {
    const std::string word{written};
    return {"“" + word + "”不是" + kind.chinese, "\"" + word + "\" is not " + kind.english};
}

} // namespace gongdao
