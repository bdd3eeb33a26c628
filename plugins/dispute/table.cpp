#include "plugins/dispute/table.hpp"

#include <algorithm>
#include <stdexcept>

namespace gongdao::dispute {

namespace {

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    while (true) {
        const auto end = text.find(separator);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

} // namespace

std::vector<Row> read_table(std::string_view text) {
    const auto lines = split(text, '\n');
    const auto heading = split(lines.front(), ',');
    std::vector<Row> rows;
    for (std::size_t i = 1; i < lines.size(); ++i) {
        if (lines[i].empty()) continue;
        const auto cells = split(lines[i], ',');
        if (cells.size() != heading.size()) {
            throw std::logic_error{
                "row " + std::to_string(i + 1) + " of a table has another length"};
        }
        Row& row = rows.emplace_back();
        for (std::size_t k = 0; k < cells.size(); ++k)
            row[heading[k]] = cells[k];
    }
    return rows;
}

} // namespace gongdao::dispute
