#pragma once

#include "core/engine/rule_book.hpp"
#include "core/rules/grid.hpp"
#include "core/rules/grid_facts.hpp"

#include <boost/container/small_vector.hpp>

#include <optional>
#include <string>

namespace gongdao {

/// What one row gives for one output.
struct OutputValue {
    bool is_set = false;
    std::int64_t number = 0;
    std::string text;

    friend bool operator==(const OutputValue&, const OutputValue&) = default;
};

/// The outputs of one row, computed over the facts.
struct RowResult {
    const GridRow* row = nullptr;
    boost::container::small_vector<OutputValue, 4> outputs;
};

/// Mostly one.
using RowResults = boost::container::small_vector<RowResult, 1>;

/// Fails where an input that an expression or a text needs is missing, where arithmetic overflows
/// and where a result leaves its range.
[[nodiscard]] Result<RowResult> row_result(const Grid& grid, const GridRow& row, GridFacts& facts);

/// The row's reason with the values filled in.
[[nodiscard]] Result<FiredRow>
fired_row(const Grid& grid, const RowResult& result, GridFacts& facts);

/// The stored form of an output.
[[nodiscard]] Document output_document(const Column& column, const OutputValue& value);
[[nodiscard]] std::string shown_output(const Column& column, const OutputValue& value);

/// The outcome of the rows that apply, by the grid's policy; keeps in `results` just the rows that
/// decided.
[[nodiscard]] Result<Document> combined(const Grid& grid, RowResults& results);

} // namespace gongdao
