#include "core/values/money.hpp"

#include "core/values/errors.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>
#include <optional>
#include <utility>

namespace gongdao {

namespace {

__extension__ using Wide = __int128;
__extension__ using UnsignedWide = unsigned __int128;

constexpr std::int64_t fen_max = std::numeric_limits<std::int64_t>::max();
/// Digits that a Wide certainly holds, with room for a unit behind them.
constexpr Wide significand_max = Wide{1} << 100;

UnsignedWide magnitude(Wide value) {
    return value < 0 ? UnsignedWide{0} - static_cast<UnsignedWide>(value)
                     : static_cast<UnsignedWide>(value);
}

Result<Money> checked(UnsignedWide size, bool negative) {
    const auto limit = static_cast<UnsignedWide>(fen_max) + (negative ? 1U : 0U);
    if (size > limit) return fail(errors::money_overflow);
    const auto wide = static_cast<Wide>(size);
    return Money{static_cast<std::int64_t>(negative ? -wide : wide)};
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool take(std::string_view& text, std::string_view token) {
    if (!text.starts_with(token)) return false;
    text.remove_prefix(token.size());
    return true;
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

/// Commas only between groups of three: a comma elsewhere may be a misread decimal point.
bool well_grouped(std::string_view digits) {
    auto comma = digits.find(',');
    if (comma == std::string_view::npos) return !digits.empty();
    if (comma == 0 || comma > 3) return false;
    while (comma != std::string_view::npos) {
        digits.remove_prefix(comma + 1);
        comma = digits.find(',');
        const auto group = comma == std::string_view::npos ? digits.size() : comma;
        if (group != 3) return false;
    }
    return true;
}

std::string_view take_digits(std::string_view& text, bool commas) {
    std::size_t used = 0;
    while (used < text.size() && (is_digit(text[used]) || (commas && text[used] == ',')))
        ++used;
    const auto digits = text.substr(0, used);
    text.remove_prefix(used);
    return digits;
}

/// How many decimal places the unit moves the point to the right; nothing for an unknown unit.
std::optional<std::size_t> unit_places(std::string_view unit) {
    constexpr std::array<std::pair<std::string_view, std::size_t>, 7> units{{
        {"", 0},
        {"元", 0},
        {"圆", 0},
        {"万", 4},
        {"万元", 4},
        {"亿", 8},
        {"亿元", 8},
    }};
    const auto found = std::find_if(units.begin(), units.end(), [&](const auto& known) {
        return known.first == unit;
    });
    return found == units.end() ? std::nullopt : std::optional{found->second};
}

std::string grouped(std::string digits) {
    for (auto left = static_cast<std::ptrdiff_t>(digits.size()) - 3; left > 0; left -= 3) {
        digits.insert(static_cast<std::size_t>(left), 1, ',');
    }
    return digits;
}

struct Parts {
    bool negative = false;
    std::uint64_t yuan = 0;
    unsigned fen = 0;
};

Parts parts_of(Money amount) {
    const auto size = static_cast<std::uint64_t>(magnitude(amount.fen));
    return {
        .negative = amount.fen < 0, .yuan = size / 100, .fen = static_cast<unsigned>(size % 100)};
}

} // namespace

Result<Money> add(Money left, Money right) {
    Money sum;
    if (__builtin_add_overflow(left.fen, right.fen, &sum.fen)) return fail(errors::money_overflow);
    return sum;
}

Result<Money> subtract(Money left, Money right) {
    Money difference;
    if (__builtin_sub_overflow(left.fen, right.fen, &difference.fen)) {
        return fail(errors::money_overflow);
    }
    return difference;
}

Result<Money> multiply(Money amount, std::int64_t factor) {
    Money product;
    if (__builtin_mul_overflow(amount.fen, factor, &product.fen)) {
        return fail(errors::money_overflow);
    }
    return product;
}

Result<Money> proportion(Money amount, std::int64_t numerator, std::int64_t denominator) {
    if (denominator == 0) return fail(errors::zero_denominator);
    const auto product = Wide{amount.fen} * numerator;
    const auto divisor = magnitude(denominator);
    auto quotient = magnitude(product) / divisor;
    const auto rest = magnitude(product) % divisor;
    if (rest >= divisor - rest) ++quotient;
    return checked(quotient, (product < 0) != (denominator < 0));
}

Result<std::vector<Money>> split(Money whole, std::span<const std::int64_t> weights) {
    const bool negative = whole.fen < 0;
    const auto size = magnitude(whole.fen);
    UnsignedWide total = 0;
    for (const auto weight : weights) {
        if (weight < 0) return fail(errors::bad_weights);
        total += static_cast<UnsignedWide>(weight);
    }
    if (total == 0) return fail(errors::bad_weights);

    std::vector<UnsignedWide> shares(weights.size());
    std::vector<UnsignedWide> rests(weights.size());
    auto left = size;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const auto exact = size * static_cast<UnsignedWide>(weights[i]);
        shares[i] = exact / total;
        rests[i] = exact % total;
        left -= shares[i];
    }
    std::vector<std::size_t> order(weights.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return rests[a] > rests[b];
    });
    for (std::size_t i = 0; left > 0; ++i, --left)
        ++shares[order[i]];

    std::vector<Money> parts;
    parts.reserve(shares.size());
    for (const auto share : shares) {
        const auto part = checked(share, negative);
        if (!part) return part.error();
        parts.push_back(*part);
    }
    return parts;
}

Result<Money> parse_money(std::string_view text) {
    const auto unreadable = [&] { return fail(errors::bad_money, {std::string{text}}); };
    auto rest = trimmed(text);
    const bool negative = take(rest, "-");
    if (!take(rest, "¥")) (void)take(rest, "￥");
    const auto whole = take_digits(rest, true);
    if (!well_grouped(whole)) return unreadable();
    std::string_view decimals;
    if (take(rest, ".")) {
        decimals = take_digits(rest, false);
        if (decimals.empty()) return unreadable();
    }
    const auto places = unit_places(rest);
    if (!places) return unreadable();
    if (decimals.size() > *places + 2) {
        return fail(errors::money_too_precise, {std::string{text}});
    }

    Wide value = 0;
    const auto append = [&](char digit) {
        if (value < significand_max) value = value * 10 + (digit - '0');
    };
    for (const char c : whole) {
        if (c != ',') append(c);
    }
    for (const char c : decimals)
        append(c);
    for (auto place = decimals.size(); place < *places + 2; ++place)
        append('0');
    return checked(magnitude(value), negative);
}

std::string to_text(Money amount) {
    const auto parts = parts_of(amount);
    return fmt::format("{}{}.{:02}", parts.negative ? "-" : "", parts.yuan, parts.fen);
}

std::string to_display(Money amount) {
    const auto parts = parts_of(amount);
    return fmt::format(
        "{}¥{}.{:02}", parts.negative ? "-" : "", grouped(std::to_string(parts.yuan)), parts.fen
    );
}

} // namespace gongdao
