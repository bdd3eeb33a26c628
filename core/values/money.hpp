#pragma once

#include "core/values/result.hpp"
#include "core/values/time.hpp"

#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gongdao {

/// Renminbi in 分 (1/100 yuan). Never a floating-point number.
struct Money {
    std::int64_t fen = 0;

    friend constexpr auto operator<=>(const Money&, const Money&) = default;
};

/// Each fails with `money_overflow` where the exact answer does not fit.
[[nodiscard]] Result<Money> add(Money left, Money right);
[[nodiscard]] Result<Money> subtract(Money left, Money right);
[[nodiscard]] Result<Money> multiply(Money amount, std::int64_t factor);

/// `amount × numerator ÷ denominator`, exact in between (128 bit), rounded half away from zero to
/// 分. Fails with `zero_denominator` too.
[[nodiscard]] Result<Money>
proportion(Money amount, std::int64_t numerator, std::int64_t denominator);

/// Splits by weights so that the parts add up to the whole: largest remainder first, ties to the
/// earlier part. Fails with `bad_weights` where one is negative or none is positive.
[[nodiscard]] Result<std::vector<Money>> split(Money whole, std::span<const std::int64_t> weights);

/// Reads yuan: `1234.5`, `1,234.50`, `¥1,234.50`, `3万`, `1.2万元`, `163亿`. A third decimal of a
/// yuan is refused with `money_too_precise`, never rounded.
[[nodiscard]] Result<Money> parse_money(std::string_view text);

/// `1234.50`: the form for files and programs.
[[nodiscard]] std::string to_text(Money amount);
/// `¥1,234.50`: the form for people.
[[nodiscard]] std::string to_display(Money amount);
/// `人民币壹仟贰佰叁拾肆元伍角`; 支付结算办法 附件一.
[[nodiscard]] std::string to_capitals(Money amount);
/// Whether `text` is one of the spellings that 附件一 allows for this amount: with or without
/// 人民币, 圆/元, 正/整, 繁体 numerals, and 零 written or left out where the rule leaves it open.
[[nodiscard]] bool accepts_capitals(Money amount, std::string_view text);
/// `贰零贰陆年零壹月壹拾伍日`: the date on a bill; 附件一 第六条.
[[nodiscard]] std::string to_bill_date(CivilDate date);

} // namespace gongdao
