#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace gongdao {

struct Bar {
    std::string label;
    std::int64_t value = 0; ///< decides the length; below zero there is no bar
    std::string shown;      ///< what stands behind it: `¥1,234.50`, `88.96%`
};

/// One line per bar: label, bar in eighths of a column against the largest value, and the value.
/// `width` is that of the longest bar in columns. Any value above zero shows at least an eighth.
[[nodiscard]] std::string terminal_bars(std::span<const Bar> bars, int width = 40);

} // namespace gongdao
