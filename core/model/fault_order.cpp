#include "core/model/fault_order.hpp"

#include <algorithm>
#include <tuple>

namespace gongdao {

void sort_by_place(Faults& faults, std::size_t from) {
    const auto order = [](const Error& error) {
        return std::tie(error.place.file, error.place.line);
    };
    const auto first = faults.begin() + static_cast<std::ptrdiff_t>(from);
    std::stable_sort(first, faults.end(), [&](const Error& left, const Error& right) {
        return order(left) < order(right);
    });
}

} // namespace gongdao
