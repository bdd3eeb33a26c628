#include "core/rules/grid.hpp"

#include <algorithm>

namespace gongdao {

namespace {

std::optional<std::size_t> find_column(const std::vector<Column>& columns, std::string_view name) {
    const auto found = std::find_if(columns.begin(), columns.end(), [&](const Column& column) {
        return column.title == name || column.field == name;
    });
    if (found == columns.end()) return {};
    return static_cast<std::size_t>(found - columns.begin());
}

} // namespace

std::optional<std::size_t> Grid::find_input(std::string_view name) const {
    return find_column(inputs, name);
}

std::optional<std::size_t> Grid::find_output(std::string_view name) const {
    return find_column(outputs, name);
}

const GridParameter* Grid::find_parameter(std::string_view name) const {
    const auto found =
        std::find_if(parameters.begin(), parameters.end(), [&](const GridParameter& parameter) {
            return parameter.column.title == name;
        });
    return found == parameters.end() ? nullptr : &*found;
}

} // namespace gongdao
