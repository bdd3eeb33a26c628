#pragma once

#include "core/rules/column.hpp"

#include <string_view>

namespace gongdao {

/// What the names in a grid's cells mean; the reader of the grid answers while it is at work.
class GridNames {
public:
    struct Parameter {
        const Column* column = nullptr;
        std::int64_t value = 0;
    };

    virtual ~GridNames() = default;

    [[nodiscard]] virtual std::optional<std::size_t> input(std::string_view name) const = 0;
    [[nodiscard]] virtual std::optional<std::size_t> output(std::string_view name) const = 0;
    [[nodiscard]] virtual const Column& input_column(std::size_t index) const = 0;
    [[nodiscard]] virtual std::optional<Parameter> parameter(std::string_view name) const = 0;
};

} // namespace gongdao
