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
    enum class Type { text, money, account };

    std::string field;
    std::string title;
    Type type = Type::text;
    Money total;

    [[nodiscard]] bool is_money() const { return type == Type::money; }
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
    const bool money = type ? *type == "money" : column.field.ends_with("_fen");
    column.type = money               ? Column::Type::money
                  : type == "account" ? Column::Type::account
                                      : Column::Type::text;
    return column;
}

Result<std::vector<Column>> read_columns(const Document& payload) {
    const auto* given = find(payload, "columns");
    if (given == nullptr) {
        return std::vector<Column>{
            {.field = "key", .title = "编号", .type = Column::Type::text, .total = {}},
            {.field = "amount_fen", .title = "金额", .type = Column::Type::money, .total = {}}};
    }
    const auto* list = given->if_array();
    if (list == nullptr || list->empty()) return wrong("columns");
    std::vector<Column> columns;
    for (const auto& one : *list) {
        auto column = read_column(one);
        if (!column) return wrong("columns");
        columns.push_back(*std::move(column));
    }
    const auto is_money = [](const Column& column) { return column.is_money(); };
    const bool both = std::any_of(columns.begin(), columns.end(), is_money) &&
                      !std::all_of(columns.begin(), columns.end(), is_money);
    if (!both) return wrong("columns");
    return columns;
}

Result<std::string> cell(Column& column, const Document& item) {
    const auto* value = find(item, column.field);
    if (column.is_money()) {
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

/// Accounts of people and of units: digits, and the dashes that some banks put in.
bool is_account(const std::string& text) {
    constexpr std::size_t shortest = 6;
    constexpr std::size_t longest = 40;
    return text.size() >= shortest && text.size() <= longest &&
           std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || c == '-';
           });
}

Result<void> check_account(const Column& column, const std::string& text, const SheetRow& row) {
    if (column.type != Column::Type::account || is_account(text)) return {};
    const auto name = row.cells.empty() ? std::string{} : row.cells.front();
    return fail(errors::pay_list_account, {std::to_string(row.line), name, column.title});
}

Result<Sheet> read_items(const Document& payload, std::vector<Column>& columns) {
    const auto* given = find(payload, "items");
    const auto* items = given == nullptr ? nullptr : given->if_array();
    if (items == nullptr) return wrong("items");
    Sheet sheet;
    for (const auto& column : columns)
        sheet.header.push_back(column.title);
    for (const auto& item : *items) {
        SheetRow row{.line = static_cast<int>(sheet.rows.size()) + 1, .cells = {}};
        for (auto& column : columns) {
            auto text = cell(column, item);
            if (!text) return text.error();
            const auto good = check_account(column, *text, row);
            if (!good) return good.error();
            row.cells.push_back(*std::move(text));
        }
        sheet.rows.push_back(std::move(row));
    }
    return sheet;
}

/// The sum that was approved is that of `amount_field`, or of the first column with money.
Result<Money>
check_totals(const Document& payload, const std::vector<Column>& columns, std::size_t rows) {
    const auto count = find_integer(payload, "count");
    const auto amount = find_integer(payload, "amount_fen");
    if (!count) return wrong("count");
    if (!amount) return wrong("amount_fen");
    const auto field = find_text(payload, "amount_field");
    const auto summed = std::find_if(columns.begin(), columns.end(), [&](const Column& column) {
        return column.is_money() && (!field || column.field == *field);
    });
    if (summed == columns.end()) return wrong("amount_field");
    const bool agree = *count == static_cast<std::int64_t>(rows) && summed->total == Money{*amount};
    if (agree) return summed->total;
    return fail(
        errors::pay_list_totals,
        {std::to_string(rows),
         to_display(summed->total),
         std::to_string(*count),
         to_display(Money{*amount})}
    );
}

/// What a person compares with the approval before the file is sent.
SheetRow heading(const Document& payload, std::size_t rows, Money total) {
    return {
        .line = 0,
        .cells = {
            "批次",
            std::string{find_text(payload, "title").value_or("")},
            "笔数",
            std::to_string(rows),
            "金额",
            to_text(total),
            "大写",
            to_capitals(total)}};
}

SheetRow trailer(const Document& payload, const std::vector<Column>& columns, std::size_t rows) {
    SheetRow row;
    bool labelled = false;
    for (const auto& column : columns) {
        if (column.is_money()) {
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
    if (encoding != "utf-8" && encoding != "gbk" && encoding != "gb18030") return wrong("encoding");
    auto columns = read_columns(payload);
    if (!columns) return columns.error();
    auto sheet = read_items(payload, *columns);
    if (!sheet) return sheet.error();
    const auto rows = sheet->rows.size();
    const auto total = check_totals(payload, *columns, rows);
    if (!total) return total.error();
    sheet->rows.insert(sheet->rows.begin(), {.line = 0, .cells = std::move(sheet->header)});
    sheet->header = heading(payload, rows, *total).cells;
    sheet->rows.push_back(trailer(payload, *columns, rows));
    const auto text = write_sheet(*sheet);
    if (encoding == "gbk") return to_gbk(text);
    if (encoding == "gb18030") return to_gb18030(text);
    return std::string{byte_order_mark} + text;
}

} // namespace gongdao
