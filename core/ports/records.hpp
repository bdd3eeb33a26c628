#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace gongdao {

/// One value of a stored row: nothing, an integer (also instants and amounts), or text (also JSON).
using Cell = std::variant<std::monostate, std::int64_t, std::string>;

/// A derived table: its name and columns, the first `key_count` of which are the primary key.
/// `data` columns hold canonical JSON and can be looked into by path.
struct TableShape {
    std::string_view name;
    std::vector<std::string_view> columns;
    std::size_t key_count = 1;
};

/// One row, cells in the order of its table's columns.
struct Record {
    std::string_view table;
    std::vector<Cell> cells;

    friend bool operator==(const Record&, const Record&) = default;
};

/// One condition on a row. `column` is a column, or `data.path.to.field` into a JSON column.
struct Where {
    /// = != < <= > >= in present absent
    std::string column;
    std::string operation;
    std::vector<Cell> values;
};

struct Order {
    std::string column;
    bool descending = false;
};

/// Rows of one table that meet all conditions. Pages by key: `after` holds the order cells and key
/// of the last row seen.
struct Selection {
    std::string table;
    std::vector<Where> where;
    std::vector<Order> order;
    std::size_t limit = 200;
};

/// A statistic over the rows that meet all conditions.
struct Aggregation {
    enum class Function { count, sum, distinct, median, minimum, maximum };

    std::string table;
    std::vector<Where> where;
    Function function = Function::count;
    std::string column;   ///< what is summed, counted distinct …; unused by count
    std::string group_by; ///< column or JSON path; empty = one group
};

struct Group {
    Cell key;
    std::int64_t value = 0;
};

/// Every derived table (I2). The journal is not among them.
/// stream_state  the cache of the journal: canonical JSON of the state after `seq`, and where the
///               stream's last row stands
/// command       where the row stands that a command wrote first
/// case_index    one row a case; `data` holds its facts without sealed values
/// task timer subscription  what open cases wait for
/// outbox        work to be done after the commit: kind job | effect | command
/// entry         the current version of register entries
/// batch_chunk   results of a batch, `items` a JSON array; view `batch_item` unfolds it
/// pack          deployed packs
/// message       messages waiting for a subscriber
[[nodiscard]] const std::vector<TableShape>& derived_tables();
[[nodiscard]] const TableShape& shape_of(std::string_view table);

/// The state in a row of `stream_state`, and where the stream's last row stands.
[[nodiscard]] const std::string& state_in(const Record& row);
[[nodiscard]] std::int64_t position_in(const Record& row);

} // namespace gongdao
