#include "core/app/file_effects_pay_list.hpp"

#include "core/app/file_effects_errors.hpp"
#include "core/values/money.hpp"
#include "core/values/sheet.hpp"
#include "core/values/text_encoding.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace gongdao {

namespace {

struct Column {
    std::string field;
    std::string title;
    bool money = false;
    Money total;
};

Error wrong(std::string_view part) { return fail(errors::pay_list_shape, {std::string{part}}); }

std::optional<Column> read_column(const Document& given) {
    Column column;
    if (const auto* id = given.if_string()) {
        column.field = std::string_view{*id};
    } else if (const auto field = find_text(given, "field")) {
        column.field = *field;
    }
    if (column.field.empty()) return std::nullopt;
    column.title = find_text(given, "title").value_or(column.field);
    const auto type = find_text(given, "type");
    column.money = type ? *type == "money" : column.field.ends_with("_fen");
    return column;
}

Result<std::vector<Column>> read_columns(const Document& payload) {
    const auto* given = find(payload, "columns");
    if (given == nullptr) {
        return std::vector<Column>{
            {.field = "key", .title = "编号", .money = false, .total = {}},
            {.field = "amount_fen", .title = "金额", .money = true, .total = {}}};
    }
    const auto* list = given->if_array();
    if (list == nullptr || list->empty()) return wrong("columns");
    std::vector<Column> columns;
    for (const auto& one : *list) {
        auto column = read_column(one);
        if (!column) return wrong("columns");
        columns.push_back(*std::move(column));
    }
    const auto is_money = [](const Column& column) { return column.money; };
    const bool both = std::any_of(columns.begin(), columns.end(), is_money) &&
                      !std::all_of(columns.begin(), columns.end(), is_money);
    if (!both) return wrong("columns");
    return columns;
}

Result<std::string> cell(Column& column, const Document& item) {
    const auto* value = find(item, column.field);
    if (column.money) {
        const auto* fen = value == nullptr ? nullptr : value->if_int64();
        if (fen == nullptr) return wrong(column.field);
        const auto total = add(column.total, Money{*fen});
        if (!total) return total.error();
        column.total = *total;
        return to_text(Money{*fen});
    }
    if (value == nullptr || value->is_null()) return std::string{};
    if (const auto* text = value->if_string()) return std::string{std::string_view{*text}};
    if (value->is_bool()) return std::string{value->get_bool() ? "是" : "否"};
    return canonical_text(*value);
}

Result<Sheet> read_items(const Document& payload, std::vector<Column>& columns) {
    const auto* given = find(payload, "items");
    const auto* items = given == nullptr ? nullptr : given->if_array();
    if (items == nullptr) return wrong("items");
    Sheet sheet;
    for (const auto& column : columns)
        sheet.header.push_back(column.title);
    for (const auto& item : *items) {
        SheetRow row;
        for (auto& column : columns) {
            auto text = cell(column, item);
            if (!text) return text.error();
            row.cells.push_back(*std::move(text));
        }
        sheet.rows.push_back(std::move(row));
    }
    return sheet;
}

/// The sum that was approved is that of `amount_field`, or of the first column with money.
Result<void>
check_totals(const Document& payload, const std::vector<Column>& columns, std::size_t rows) {
    const auto count = find_integer(payload, "count");
    const auto amount = find_integer(payload, "amount_fen");
    if (!count) return wrong("count");
    if (!amount) return wrong("amount_fen");
    const auto field = find_text(payload, "amount_field");
    const auto summed = std::find_if(columns.begin(), columns.end(), [&](const Column& column) {
        return column.money && (!field || column.field == *field);
    });
    if (summed == columns.end()) return wrong("amount_field");
    const bool agree = *count == static_cast<std::int64_t>(rows) && summed->total == Money{*amount};
    if (agree) return {};
    return fail(
        errors::pay_list_totals,
        {std::to_string(rows),
         to_display(summed->total),
         std::to_string(*count),
         to_display(Money{*amount})}
    );
}

SheetRow trailer(const Document& payload, const std::vector<Column>& columns, std::size_t rows) {
    SheetRow row;
    bool labelled = false;
    for (const auto& column : columns) {
        if (column.money) {
            row.cells.push_back(to_text(column.total));
            continue;
        }
        const auto title = find_text(payload, "title").value_or("");
        row.cells.push_back(labelled ? "" : fmt::format("合计{}笔 {}", rows, title));
        labelled = true;
    }
    return row;
}

} // namespace

Result<std::string> pay_list_csv(const Document& payload) {
    const auto encoding = find_text(payload, "encoding").value_or("utf-8");
    if (encoding != "utf-8" && encoding != "gbk") return wrong("encoding");
    auto columns = read_columns(payload);
    if (!columns) return columns.error();
    auto sheet = read_items(payload, *columns);
    if (!sheet) return sheet.error();
    const auto rows = sheet->rows.size();
    if (const auto agree = check_totals(payload, *columns, rows); !agree) return agree.error();
    sheet->rows.push_back(trailer(payload, *columns, rows));
    auto text = write_sheet(*sheet);
    if (encoding == "gbk") return to_gbk(text);
    return std::string{byte_order_mark} + text;
}

} // namespace gongdao
