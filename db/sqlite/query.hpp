#pragma once

#include "core/ports/records.hpp"
#include "core/values/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace gongdao::sqlite {

/// A statement with the values of its parameters ?1, ?2 …; names come from the table's shape only.
struct Query {
    std::string sql;
    std::vector<Cell> values;
    const TableShape* shape = nullptr;
};

/// The columns of `shape`, in its order. Rows that the order leaves equal follow by key, so equal
/// stores give equal pages. An absent value differs from every value (`!=`) and is never smaller or
/// larger.
[[nodiscard]] Result<Query> to_query(const Selection& selection);

/// Columns: group key, value, number of values that are not integers (those spoil the statistic).
/// Groups in order of their key. The median of an even number of values is the lower one.
[[nodiscard]] Result<Query> to_query(const Aggregation& aggregation);

/// The fixed statements of a derived table.
struct TableStatements {
    const TableShape* shape = nullptr;
    std::string put;
    /// Changes a row whose `steady` columns stay as they are; parameters as for `put`. Empty where
    /// it would save nothing.
    std::string update_in_place;
    std::string find;
    std::string scan;
    std::string clear;
    std::vector<std::string> remove; ///< by the first 1, 2 … key columns
};

/// The indexed columns of a table that most updates repeat. An upsert that names them rewrites
/// their indexes even so, which for a case costs as much as the rest of its command.
[[nodiscard]] const std::vector<std::string_view>& steady_columns(std::string_view table);

/// The table must be declared in core/ports/records.cpp.
[[nodiscard]] const TableStatements& statements_of(std::string_view table);
[[nodiscard]] const std::vector<TableStatements>& all_table_statements();

} // namespace gongdao::sqlite
