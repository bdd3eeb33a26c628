#pragma once

#include "core/values/text_width.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace gongdao {

struct TableColumn {
    std::string title;
    /// None: right where every cell is a number, an amount or a rate, else left.
    std::optional<Align> align;
};

/// A table for people on a terminal; Chinese characters take two columns.
class TerminalTable {
public:
    explicit TerminalTable(std::vector<TableColumn> columns) : columns_{std::move(columns)} {}

    /// Missing cells are blank; more cells than columns are a mistake of the caller.
    void add_row(std::vector<std::string> cells);

    /// A head, a rule and the rows, each line ended. Where the whole is wider than `width_max`
    /// columns of the terminal (0 = no limit), the widest left-aligned columns are cut with `…`;
    /// figures never are.
    [[nodiscard]] std::string text(int width_max = 0) const;

private:
    [[nodiscard]] Align align_of(std::size_t column) const;
    [[nodiscard]] std::vector<int> widths(int width_max) const;

    std::vector<TableColumn> columns_;
    std::vector<std::vector<std::string>> rows_;
};

/// `1,234,567`
[[nodiscard]] std::string grouped(std::int64_t number);

} // namespace gongdao
