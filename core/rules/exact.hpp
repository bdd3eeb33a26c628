#pragma once

#include <cstdint>
#include <optional>

namespace gongdao {

/// Integer arithmetic that answers nothing where the exact result does not fit.
[[nodiscard]] inline std::optional<std::int64_t> exact_sum(std::int64_t left, std::int64_t right) {
    std::int64_t sum = 0;
    if (__builtin_add_overflow(left, right, &sum)) return {};
    return sum;
}

[[nodiscard]] inline std::optional<std::int64_t>
exact_difference(std::int64_t left, std::int64_t right) {
    std::int64_t difference = 0;
    if (__builtin_sub_overflow(left, right, &difference)) return {};
    return difference;
}

[[nodiscard]] inline std::optional<std::int64_t>
exact_product(std::int64_t left, std::int64_t right) {
    std::int64_t product = 0;
    if (__builtin_mul_overflow(left, right, &product)) return {};
    return product;
}

/// `amount × numerator ÷ denominator`, exact in between, rounded half away from zero; nothing for a
/// zero denominator.
[[nodiscard]] std::optional<std::int64_t>
proportion_of(std::int64_t amount, std::int64_t numerator, std::int64_t denominator);

} // namespace gongdao
