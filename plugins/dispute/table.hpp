#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace gongdao::dispute {

/// One row of a table: column name → cell.
using Row = std::map<std::string_view, std::string_view>;

/// Reads comma-separated text with a heading line. The views point into `text`. Cells hold no comma
/// and no quotes; the tables are ours, so a row of another length throws std::logic_error at start.
[[nodiscard]] std::vector<Row> read_table(std::string_view text);

} // namespace gongdao::dispute
