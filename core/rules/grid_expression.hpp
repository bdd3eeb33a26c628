#pragma once

#include "core/values/result.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace gongdao {

class GridNames;
struct Column;

/// How often 分 of money and points of a score are factors of a quantity: 50元 × 人数 has {1, 0}.
struct Dimension {
    int money = 0;
    int score = 0;

    friend bool operator==(const Dimension&, const Dimension&) = default;
};

[[nodiscard]] Dimension dimension_of(const Column& column);

/// Integer arithmetic over input columns: `+ - *`, parentheses, 比例, 最小, 最大. Checked: overflow
/// and division by zero give nothing.
class GridExpression {
public:
    /// `text` in half-width form, without the leading `=`; must have the dimension `wanted`. The
    /// error is a reason in Chinese, as the only argument.
    [[nodiscard]] static Result<GridExpression>
    read(std::string_view text, const GridNames& names, Dimension wanted);

    /// `values` by input column; those in `columns()` must be set.
    [[nodiscard]] std::optional<std::int64_t> evaluate(std::span<const std::int64_t> values) const;

    [[nodiscard]] const std::vector<std::size_t>& columns() const { return columns_; }

private:
    friend class ExpressionReader;

    enum class Operation {
        constant,
        column,
        add,
        subtract,
        multiply,
        proportion,
        smallest,
        largest
    };

    struct Node {
        Operation operation = Operation::constant;
        std::int64_t constant = 0;
        std::array<std::size_t, 3> operands{};
    };

    [[nodiscard]] std::optional<std::int64_t>
    value_of(std::size_t node, std::span<const std::int64_t> values) const;

    std::vector<Node> nodes_; ///< the last is the root
    std::vector<std::size_t> columns_;
};

} // namespace gongdao
