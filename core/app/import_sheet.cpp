#include "core/app/import_sheet.hpp"

#include "core/app/errors.hpp"
#include "core/values/sheet.hpp"
#include "core/values/two_languages.hpp"

#include <boost/json/object.hpp>

#include <algorithm>
#include <map>

namespace gongdao {

namespace {

struct Column {
    const Field* field = nullptr;
    std::string member; ///< `reference` or `owner` of a case, instead of a field
};

std::string member_of(const std::string& title) {
    if (title == "附号" || title == "reference") return "reference";
    if (title == "属地" || title == "owner") return "owner";
    return {};
}

Result<std::vector<Column>>
columns_of(const Sheet& sheet, const FieldSchema& schema, const std::string& file) {
    std::vector<Column> columns;
    for (const auto& title : sheet.header) {
        const auto* field = schema.find_title(title);
        if (field == nullptr) field = schema.find(title);
        const auto member = field == nullptr ? member_of(title) : std::string{};
        if (field == nullptr && member.empty())
            return fail(errors::unknown_title, {title}, {.file = file, .line = 1});
        columns.push_back({.field = field, .member = member});
    }
    std::string missing;
    for (const auto& required : schema.required()) {
        const auto* field = schema.find(required);
        const bool there = std::any_of(columns.begin(), columns.end(), [&](const Column& column) {
            return column.field == field;
        });
        if (!there) missing += (missing.empty() ? "" : "、") + field->title;
    }
    if (!missing.empty()) return fail(errors::import_columns_missing, {missing}, {.file = file});
    return columns;
}

ImportRow read_row(
    const SheetRow& row,
    const std::vector<Column>& columns,
    const FieldSchema& schema,
    CivilDate today,
    const std::string& file
) {
    ImportRow read{.line = row.line};
    DocumentObject values;
    for (std::size_t i = 0; i < columns.size() && i < row.cells.size(); ++i) {
        const auto& cell = row.cells[i];
        read.content += cell + "\x1f";
        if (cell.empty()) continue;
        if (columns[i].field == nullptr) {
            read.others[columns[i].member] = cell;
            continue;
        }
        auto value = schema.read_cell(*columns[i].field, cell, today);
        if (value) {
            values[columns[i].field->id] = std::move(*value);
        } else {
            auto fault = value.error();
            fault.place = {.file = file, .line = row.line, .element = columns[i].field->title};
            read.faults.push_back(std::move(fault));
        }
    }
    read.values = values;
    Faults missing;
    schema.require(read.values, missing);
    for (auto& fault : missing) {
        fault.place.file = file;
        fault.place.line = row.line;
        read.faults.push_back(std::move(fault));
    }
    return read;
}

std::string name_of(const ImportRow& row, const std::string& key) {
    auto named = find_text(row.values, key);
    const Document others = row.others;
    if (!named) named = find_text(others, key);
    return named ? "=" + std::string{*named} : row.content;
}

} // namespace

Result<std::vector<ImportRow>>
read_import_rows(const ImportFile& given, const FieldSchema& schema, CivilDate today) {
    const auto& file = given.name;
    auto sheet = read_sheet(given.bytes);
    if (!sheet) {
        auto error = sheet.error();
        error.place.file = file;
        return error;
    }
    const auto columns = columns_of(*sheet, schema, file);
    if (!columns) return columns.error();
    std::vector<ImportRow> rows;
    for (const auto& row : sheet->rows)
        rows.push_back(read_row(row, *columns, schema, today, file));
    for (auto fault : check_sheet(*sheet, {})) {
        fault.place.file = file;
        if (fault.place.line == sheet->header_line) return fault;
        for (auto& row : rows) {
            if (row.line == fault.place.line) row.faults.push_back(fault);
        }
    }
    return rows;
}

void refuse_repeated_rows(std::vector<ImportRow>& rows, const std::string& key) {
    std::map<std::string, int> seen;
    for (auto& row : rows) {
        const auto name = name_of(row, key);
        const auto [first, fresh] = seen.emplace(name, row.line);
        if (fresh) continue;
        const auto shown =
            name.starts_with('=') ? name.substr(1) : both_languages("整行", "the whole row");
        row.faults.push_back(fail(
            errors::import_row_twice,
            {shown, std::to_string(first->second), std::to_string(row.line)},
            {.line = row.line}
        ));
    }
}

void put_parents_first(std::vector<ImportRow>& rows) {
    std::map<std::string, std::size_t> places;
    for (std::size_t i = 0; i < rows.size(); ++i)
        places.emplace(find_text(rows[i].values, "code").value_or(""), i);
    std::vector<ImportRow> sorted;
    std::vector<bool> taken(rows.size(), false);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        std::vector<std::size_t> path; // upwards, until nothing new is above
        for (auto here = i; !taken[here];) {
            taken[here] = true;
            path.push_back(here);
            const auto above =
                places.find(std::string{find_text(rows[here].values, "parent").value_or("")});
            if (above == places.end()) break;
            here = above->second;
        }
        for (auto place = path.rbegin(); place != path.rend(); ++place)
            sorted.push_back(std::move(rows[*place]));
    }
    rows = std::move(sorted);
}

} // namespace gongdao
