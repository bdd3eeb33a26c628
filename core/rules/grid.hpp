#pragma once

#include "core/rules/column.hpp"
#include "core/rules/grid_expression.hpp"
#include "core/rules/grid_text.hpp"
#include "core/rules/reason_text.hpp"
#include "core/rules/value_set.hpp"

#include <optional>
#include <string>
#include <vector>

namespace gongdao {

enum class HitPolicy {
    unique,
    any,
    first,
    priority,
    collect, ///< RULE ORDER as well
    output_order,
    sum,
    smallest,
    largest,
    count,
};

struct CellCondition {
    std::size_t column = 0;
    ValueSet holds;
    std::string text; ///< as written, for explanations
};

struct OutputCell {
    enum class Kind { none, value, text, expression };

    Kind kind = Kind::none;
    std::int64_t value = 0;
    ReasonText text;
    GridExpression expression;
    std::string written;
};

struct GridRow {
    std::string id;
    bool locked = false;
    int line = 0;
    std::vector<CellCondition> conditions;
    std::vector<OutputCell> outputs; ///< one per output column
    ReasonText reason;
    std::string clause;
};

struct GridParameter {
    Column column; ///< title, type and range
    std::int64_t value = 0;
};

/// One row of `tests`: inputs by column, expected outputs by column.
struct GridTest {
    struct Expected {
        std::size_t output = 0;
        std::optional<std::int64_t> value; ///< nothing = the output must be absent
        std::string text;                  ///< for texts
    };

    int line = 0;
    std::optional<CivilDate> on;
    Document facts;
    std::vector<Expected> expected;
    std::optional<std::string> rows; ///< `红1+红2`
    bool fails = false;
    std::string written;
};

/// A decision grid, compiled. Immutable after reading.
struct Grid {
    std::string id;
    HitPolicy hit = HitPolicy::unique;
    std::vector<Column> inputs; ///< derived ones among them
    std::vector<Column> outputs;
    std::vector<GridParameter> parameters;
    std::vector<GridRow> rows;
    std::optional<GridRow> otherwise; ///< the row 默认
    std::vector<GridTest> tests;

    /// By title or id.
    [[nodiscard]] std::optional<std::size_t> find_input(std::string_view name) const;
    [[nodiscard]] std::optional<std::size_t> find_output(std::string_view name) const;
    [[nodiscard]] const GridParameter* find_parameter(std::string_view name) const;

    /// One answer, not a list or a total.
    [[nodiscard]] bool is_single() const {
        return hit == HitPolicy::unique || hit == HitPolicy::any || hit == HitPolicy::first ||
               hit == HitPolicy::priority;
    }
};

} // namespace gongdao
