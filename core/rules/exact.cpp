#include "core/rules/exact.hpp"

#include "core/values/money.hpp"

namespace gongdao {

std::optional<std::int64_t>
proportion_of(std::int64_t amount, std::int64_t numerator, std::int64_t denominator) {
    if (denominator == 0) return {};
    const auto share = proportion(Money{amount}, numerator, denominator);
    if (!share) return {};
    return share->fen;
}

} // namespace gongdao
