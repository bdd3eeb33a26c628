/// Amounts in fen, exact to the last step. Never a floating-point number.
#ifndef GONGDAO_MONEY_HPP
#define GONGDAO_MONEY_HPP

#include <gongdao/plugin.hpp>

#include <limits>

namespace gongdao::plugin {

namespace detail {

__extension__ typedef __int128 Wide;

inline std::int64_t narrow(Wide exact) {
    const bool fits = exact >= std::numeric_limits<std::int64_t>::min() &&
                      exact <= std::numeric_limits<std::int64_t>::max();
    if (!fits) throw Reject{"money_overflow", "金额超出可计算的范围，请核对数字"};
    return static_cast<std::int64_t>(exact);
}

} // namespace detail

/// Each rejects the call with `money_overflow` where the answer does not fit.
[[nodiscard]] inline std::int64_t added(std::int64_t left, std::int64_t right) {
    return detail::narrow(detail::Wide{left} + right);
}

[[nodiscard]] inline std::int64_t multiplied(std::int64_t amount, std::int64_t factor) {
    return detail::narrow(detail::Wide{amount} * factor);
}

/// `amount × numerator ÷ denominator`, rounded half away from zero once, at the end.
/// `denominator` is positive.
[[nodiscard]] inline std::int64_t
proportion(std::int64_t amount, std::int64_t numerator, std::int64_t denominator) {
    const auto product = detail::Wide{amount} * numerator;
    const auto half = detail::Wide{denominator} / 2;
    // An odd denominator has no exact half, so adding its floor rounds rightly as well.
    return detail::narrow((product < 0 ? product - half : product + half) / denominator);
}

/// An amount that is not negative.
[[nodiscard]] inline std::optional<std::int64_t> find_fen(const Call& call, std::string_view path) {
    const auto amount = call.find_i64(path);
    if (amount && *amount < 0) throw Reject{"bad_input", "“" + std::string{path} + "”不得为负"};
    return amount;
}

[[nodiscard]] inline std::int64_t need_fen(const Call& call, std::string_view path) {
    const auto amount = find_fen(call, path);
    if (!amount) throw Reject{"missing_input", "缺少“" + std::string{path} + "”"};
    return *amount;
}

/// `1234.50元`
[[nodiscard]] inline std::string yuan(std::int64_t fen) {
    const auto magnitude = fen < 0 ? std::uint64_t{0} - static_cast<std::uint64_t>(fen)
                                   : static_cast<std::uint64_t>(fen);
    const auto cents = std::to_string(100 + magnitude % 100);
    return (fen < 0 ? "-" : "") + std::to_string(magnitude / 100) + "." + cents.substr(1) + "元";
}

} // namespace gongdao::plugin

#endif
