#include "db/sqlite/query.hpp"

#include "core/values/ensure.hpp"
#include "db/sqlite/errors.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace gongdao::sqlite {

namespace {

/// The view of 0001_journal_and_derived_tables.sql.
const TableShape& batch_item_shape() {
    static const TableShape shape{
        "batch_item", {"org", "stream", "definition", "period", "status", "item", "data"}, 2};
    return shape;
}

std::string quoted(std::string_view name) { return fmt::format("\"{}\"", name); }

/// What tells any two rows apart.
std::vector<std::string> key_of(const TableShape& shape) {
    std::vector<std::string> key;
    for (std::size_t i = 0; i < shape.key_count; ++i)
        key.push_back(quoted(shape.columns[i]));
    if (&shape == &batch_item_shape()) key.push_back(quoted("item"));
    return key;
}

const TableShape* find_shape(std::string_view table) {
    if (table == batch_item_shape().name) return &batch_item_shape();
    const auto& tables = derived_tables();
    const auto found = std::find_if(tables.begin(), tables.end(), [&](const TableShape& shape) {
        return shape.name == table;
    });
    return found == tables.end() ? nullptr : &*found;
}

bool has_column(const TableShape& shape, std::string_view column) {
    return std::find(shape.columns.begin(), shape.columns.end(), column) != shape.columns.end();
}

bool holds_json(std::string_view column) {
    constexpr std::array<std::string_view, 4> columns{"data", "state", "payload", "items"};
    return std::find(columns.begin(), columns.end(), column) != columns.end();
}

/// `a.b` as SQLite's JSON path `$."a"."b"`; none where a step is empty or cannot be quoted.
std::optional<std::string> json_path(std::string_view path) {
    std::string out = "$";
    while (true) {
        const auto dot = path.find('.');
        const auto step = path.substr(0, dot);
        if (step.empty() || step.find_first_of("\"\\") != std::string_view::npos)
            return std::nullopt;
        out += fmt::format(".\"{}\"", step);
        if (dot == std::string_view::npos) return out;
        path.remove_prefix(dot + 1);
    }
}

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
    return fmt::format("{}", fmt::join(parts, separator));
}

/// Collects parameters while a statement is written.
class QueryText {
public:
    explicit QueryText(const TableShape& shape) : shape_{shape} {}

    std::string parameter(Cell value) {
        values_.push_back(std::move(value));
        return fmt::format("?{}", values_.size());
    }

    /// A column, or a look into a JSON column.
    Result<std::string> column(const std::string& name) {
        if (has_column(shape_, name)) return quoted(name);
        const auto dot = name.find('.');
        const auto outer = std::string_view{name}.substr(0, dot);
        const auto unknown = fail(errors::unknown_column, {name, std::string{shape_.name}});
        if (dot == std::string::npos || !has_column(shape_, outer) || !holds_json(outer)) {
            return unknown;
        }
        auto path = json_path(std::string_view{name}.substr(dot + 1));
        if (!path) return unknown;
        return fmt::format("json_extract(\"{}\", {})", outer, parameter(std::move(*path)));
    }

    /// ` where …`, or nothing.
    Result<std::string> where(const std::vector<Where>& conditions) {
        std::vector<std::string> parts;
        for (const auto& condition : conditions) {
            auto text = this->condition(condition);
            if (!text) return text.error();
            parts.push_back(std::move(*text));
        }
        return parts.empty() ? std::string{} : " where " + joined(parts, " and ");
    }

    Query finish(std::string sql) {
        return {.sql = std::move(sql), .values = std::move(values_), .shape = &shape_};
    }

private:
    Result<std::string> condition(const Where& where);
    std::string
    compared(const std::string& column, const std::string& operation, const Cell& value);

    const TableShape& shape_;
    std::vector<Cell> values_;
};

std::string
QueryText::compared(const std::string& column, const std::string& operation, const Cell& value) {
    const bool absent = std::holds_alternative<std::monostate>(value);
    if (operation == "=") {
        return absent ? column + " is null" : fmt::format("{} = {}", column, parameter(value));
    }
    if (operation == "!=") return fmt::format("{} is not {}", column, parameter(value));
    return fmt::format("{} {} {}", column, operation, parameter(value));
}

Result<std::string> QueryText::condition(const Where& where) {
    constexpr std::array<std::string_view, 6> comparisons{"=", "!=", "<", "<=", ">", ">="};
    const auto& operation = where.operation;
    const bool compares =
        std::find(comparisons.begin(), comparisons.end(), operation) != comparisons.end();
    const bool tests = operation == "present" || operation == "absent";
    if (!compares && !tests && operation != "in")
        return fail(errors::unknown_operation, {operation});
    const auto count = where.values.size();
    if ((compares && count != 1) || (tests && count != 0)) {
        return fail(errors::wrong_value_count, {where.column, operation});
    }
    auto column = this->column(where.column);
    if (!column) return column.error();
    if (compares) return compared(*column, operation, where.values.front());
    if (tests) return fmt::format("{} is {}null", *column, operation == "present" ? "not " : "");
    std::vector<std::string> options;
    for (const auto& value : where.values)
        options.push_back(parameter(value));
    return fmt::format("{} in ({})", *column, joined(options, ", "));
}

Result<const TableShape*> source(const std::string& table) {
    const auto* shape = find_shape(table);
    if (shape == nullptr) return fail(errors::unknown_table, {table});
    return shape;
}

/// What is computed, in terms of "group_key" and "measured" of the inner query.
std::string statistic(Aggregation::Function function) {
    constexpr auto spoilt = "coalesce(sum(typeof(measured) not in ('integer', 'null')), 0)";
    switch (function) {
    case Aggregation::Function::count:
        return "count(*), 0";
    case Aggregation::Function::distinct:
        return "count(distinct measured), 0";
    case Aggregation::Function::sum:
        return fmt::format(
            "coalesce(sum(case when typeof(measured) = 'integer' then measured end), 0), {}", spoilt
        );
    case Aggregation::Function::minimum:
        return fmt::format("min(measured), {}", spoilt);
    case Aggregation::Function::maximum:
        return fmt::format("max(measured), {}", spoilt);
    case Aggregation::Function::median:
        break;
    }
    return {};
}

std::string median_of(const std::string& rows) {
    return fmt::format(
        "select group_key, measured, spoilt from ("
        "select group_key, measured,"
        " row_number() over (partition by group_key order by measured) as place,"
        " count(*) over (partition by group_key) as total,"
        " sum(typeof(measured) <> 'integer') over (partition by group_key) as spoilt"
        " from ({}) where measured is not null)"
        " where place = (total + 1) / 2 order by group_key",
        rows
    );
}

std::string update_in_place(const TableShape& shape) {
    const auto& steady = steady_columns(shape.name);
    if (steady.empty()) return {};
    std::vector<std::string> changes;
    std::vector<std::string> conditions;
    for (std::size_t i = 0; i < shape.columns.size(); ++i) {
        const auto column = shape.columns[i];
        const bool stays = std::find(steady.begin(), steady.end(), column) != steady.end();
        if (i < shape.key_count) {
            conditions.push_back(fmt::format("{} = ?{}", quoted(column), i + 1));
        } else if (stays) {
            // Unary plus: the row is found by its key, never by an index over these columns.
            conditions.push_back(fmt::format("+{} is ?{}", quoted(column), i + 1));
        } else {
            changes.push_back(fmt::format("{} = ?{}", quoted(column), i + 1));
        }
    }
    return fmt::format(
        "update {} set {} where {}",
        quoted(shape.name),
        joined(changes, ", "),
        joined(conditions, " and ")
    );
}

TableStatements make_statements(const TableShape& shape) {
    std::vector<std::string> names;
    std::vector<std::string> parameters;
    const auto key = key_of(shape);
    std::vector<std::string> changes;
    std::vector<std::string> conditions;
    TableStatements out{.shape = &shape};
    for (std::size_t i = 0; i < shape.columns.size(); ++i) {
        names.push_back(quoted(shape.columns[i]));
        parameters.push_back(fmt::format("?{}", i + 1));
        if (i >= shape.key_count) {
            changes.push_back(fmt::format("{0} = excluded.{0}", names.back()));
            continue;
        }
        conditions.push_back(fmt::format("{} = ?{}", names.back(), i + 1));
        out.remove.push_back(
            fmt::format("delete from \"{}\" where {}", shape.name, joined(conditions, " and "))
        );
    }
    out.put = fmt::format(
        "insert into \"{}\" ({}) values ({}) on conflict ({}) do update set {}",
        shape.name,
        joined(names, ", "),
        joined(parameters, ", "),
        joined(key, ", "),
        joined(changes, ", ")
    );
    out.update_in_place = update_in_place(shape);
    const auto all = fmt::format("select {} from \"{}\"", joined(names, ", "), shape.name);
    out.find = fmt::format("{} where {}", all, joined(conditions, " and "));
    out.scan = fmt::format("{} order by {}", all, joined(key, ", "));
    out.clear = fmt::format("delete from \"{}\"", shape.name);
    return out;
}

} // namespace

Result<Query> to_query(const Selection& selection) {
    const auto shape = source(selection.table);
    if (!shape) return shape.error();
    QueryText text{**shape};
    std::vector<std::string> columns;
    for (const auto column : (*shape)->columns)
        columns.push_back(quoted(column));
    const auto where = text.where(selection.where);
    if (!where) return where.error();
    std::vector<std::string> order;
    for (const auto& item : selection.order) {
        auto column = text.column(item.column);
        if (!column) return column.error();
        order.push_back(*column + (item.descending ? " desc" : ""));
    }
    const auto key = key_of(**shape);
    order.insert(order.end(), key.begin(), key.end());
    const auto limit = text.parameter(static_cast<std::int64_t>(selection.limit));
    return text.finish(fmt::format(
        "select {} from \"{}\"{} order by {} limit {}",
        joined(columns, ", "),
        (*shape)->name,
        *where,
        joined(order, ", "),
        limit
    ));
}

Result<Query> to_query(const Aggregation& aggregation) {
    const auto shape = source(aggregation.table);
    if (!shape) return shape.error();
    QueryText text{**shape};
    std::string group = "null";
    std::string measured = "null";
    if (!aggregation.group_by.empty()) {
        auto column = text.column(aggregation.group_by);
        if (!column) return column.error();
        group = std::move(*column);
    }
    if (aggregation.function != Aggregation::Function::count) {
        auto column = text.column(aggregation.column);
        if (!column) return column.error();
        measured = std::move(*column);
    }
    const auto where = text.where(aggregation.where);
    if (!where) return where.error();
    const auto rows = fmt::format(
        "select {} as group_key, {} as measured from \"{}\"{}",
        group,
        measured,
        (*shape)->name,
        *where
    );
    if (aggregation.function == Aggregation::Function::median) return text.finish(median_of(rows));
    const auto grouping =
        aggregation.group_by.empty() ? "" : " group by group_key order by group_key";
    return text.finish(fmt::format(
        "select group_key, {} from ({}){}", statistic(aggregation.function), rows, grouping
    ));
}

const std::vector<std::string_view>& steady_columns(std::string_view table) {
    static const std::vector<std::string_view> none;
    static const std::vector<std::string_view> of_a_case{"pack", "number", "reference", "status"};
    return table == "case_index" ? of_a_case : none;
}

const std::vector<TableStatements>& all_table_statements() {
    static const std::vector<TableStatements> all = [] {
        std::vector<TableStatements> made;
        for (const auto& shape : derived_tables())
            made.push_back(make_statements(shape));
        return made;
    }();
    return all;
}

const TableStatements& statements_of(std::string_view table) {
    const auto& all = all_table_statements();
    const auto found = std::find_if(all.begin(), all.end(), [&](const TableStatements& item) {
        return item.shape->name == table;
    });
    ensure(found != all.end(), "a derived table must be declared in core/ports/records.cpp");
    return *found;
}

} // namespace gongdao::sqlite
