#include "core/values/money.hpp"

#include <array>
#include <utility>

namespace gongdao {

namespace {

constexpr std::array<std::string_view, 10> numerals{
    "零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"};

std::string numeral(std::uint64_t digit) { return std::string{numerals[digit]}; }

/// Where the rule lets the writer choose. The defaults are what we write.
struct Spelling {
    bool zero_after_wan = true; ///< 万位 is 0 and 千位 is not: 壹拾万零柒仟 or 壹拾万柒仟
    bool zero_after_yi = true; ///< the same at 亿
    bool zero_after_yuan = false; ///< 元位 is 0 and 角位 is not: 捌拾元零叁角 or 捌拾元叁角
    bool end_after_jiao = false; ///< 伍角整 or 伍角
};

constexpr unsigned spellings = 1U << 4U;

Spelling spelling(unsigned choice) {
    return {
        .zero_after_wan = (choice & 1U) != 0,
        .zero_after_yi = (choice & 2U) != 0,
        .zero_after_yuan = (choice & 4U) != 0,
        .end_after_jiao = (choice & 8U) != 0};
}

/// 1…9999.
std::string group_in_capitals(std::uint64_t group) {
    constexpr std::array<std::pair<std::uint64_t, std::string_view>, 4> places{
        {{1000, "仟"}, {100, "佰"}, {10, "拾"}, {1, ""}}};
    std::string out;
    bool gap = false;
    for (const auto& [size, name] : places) {
        const auto digit = group / size % 10;
        if (digit == 0) {
            gap = !out.empty();
            continue;
        }
        if (gap) out += "零";
        gap = false;
        out += numeral(digit);
        out += name;
    }
    return out;
}

/// A positive number.
std::string integer_in_capitals(std::uint64_t number, const Spelling& style) {
    constexpr std::uint64_t wan = 10'000;
    constexpr std::uint64_t yi = 100'000'000;
    if (number < wan) return group_in_capitals(number);
    const bool in_yi = number >= yi;
    const auto size = in_yi ? yi : wan;
    const auto high = number / size;
    const auto low = number % size;
    auto out = integer_in_capitals(high, style) + (in_yi ? "亿" : "万");
    if (low == 0) return out;
    const bool gap = low < size / 10;
    const bool may_choose = high % 10 == 0;
    const bool chosen = in_yi ? style.zero_after_yi : style.zero_after_wan;
    if (gap || (may_choose && chosen)) out += "零";
    return out + integer_in_capitals(low, style);
}

std::string in_capitals(Money amount, const Spelling& style) {
    const bool negative = amount.fen < 0;
    const auto raw = static_cast<std::uint64_t>(amount.fen);
    const auto size = negative ? std::uint64_t{0} - raw : raw;
    const auto yuan = size / 100;
    const auto jiao = size / 10 % 10;
    const auto fen = size % 10;

    std::string out = negative ? "负" : "";
    if (yuan > 0) out += integer_in_capitals(yuan, style) + "元";
    if (size == 0) out += "零元";
    if (jiao == 0 && fen == 0) return out + "整";
    if (yuan > 0 && jiao == 0) out += "零";
    if (yuan > 0 && jiao > 0 && yuan % 10 == 0 && style.zero_after_yuan) out += "零";
    if (jiao > 0) out += numeral(jiao) + "角";
    if (fen > 0) return out + numeral(fen) + "分";
    return out + (style.end_after_jiao ? "整" : "");
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
}

std::string plain_spelling(std::string_view text) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 7> variants{
        {{"圆", "元"},
         {"圓", "元"},
         {"正", "整"},
         {"貳", "贰"},
         {"陸", "陆"},
         {"萬", "万"},
         {"億", "亿"}}};
    std::string out{text};
    for (const auto& [from, to] : variants)
        replace_all(out, from, to);
    constexpr std::string_view prefix = "人民币";
    if (out.starts_with(prefix)) out.erase(0, prefix.size());
    return out;
}

/// Months 1, 2, 10 and days 1–9, 10, 20, 30 get 零 in front, so that nothing can be added there.
std::string bill_number(unsigned number, bool guarded) {
    return (guarded ? "零" : "") + group_in_capitals(number);
}

} // namespace

std::string to_capitals(Money amount) { return "人民币" + in_capitals(amount, Spelling{}); }

bool accepts_capitals(Money amount, std::string_view text) {
    const auto plain = plain_spelling(text);
    for (unsigned choice = 0; choice < spellings; ++choice) {
        if (plain == in_capitals(amount, spelling(choice))) return true;
    }
    return false;
}

std::string to_bill_date(CivilDate date) {
    std::string out;
    for (const char digit : std::to_string(date.year())) {
        out += numeral(static_cast<std::uint64_t>(digit - '0'));
    }
    const auto month = date.month();
    const auto day = date.day();
    out += "年" + bill_number(month, month == 1 || month == 2 || month == 10);
    out += "月" + bill_number(day, day < 10 || day % 10 == 0);
    return out + "日";
}

} // namespace gongdao
