#include "core/runtime/questions.hpp"

#include "core/ports/records.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <charconv>

namespace gongdao {

namespace {

/// More than a person can look through; counts are asked as counts.
constexpr std::size_t listed_max = 50;

Cell number_or_text(const std::string& text) {
    std::int64_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole =
        !text.empty() && read.ec == std::errc{} && read.ptr == text.data() + text.size();
    return whole && (text.size() == 1 || text.front() != '0') ? Cell{number} : Cell{text};
}

std::string in_stored_words(const std::string& field, const std::string& value) {
    return field == "status" && value == "closed" ? "completed" : value;
}

std::vector<Cell> listed(const std::string& field, const std::string& text) {
    std::vector<Cell> values;
    for (std::size_t from = 0; from <= text.size();) {
        const auto end = std::min(text.find(',', from), text.size());
        values.emplace_back(in_stored_words(field, text.substr(from, end - from)));
        from = end + 1;
    }
    return values;
}

} // namespace

Cell to_cell(const Document& value) {
    if (value.is_int64()) return value.get_int64();
    if (value.is_bool()) return std::int64_t{value.get_bool() ? 1 : 0};
    if (value.is_string()) return std::string{value.get_string()};
    if (value.is_null()) return Cell{};
    return canonical_text(value);
}

std::string case_column(const std::string& field) {
    const auto& columns = shape_of("case_index").columns;
    const bool own = std::find(columns.begin(), columns.end(), field) != columns.end();
    return own ? field : "data." + field;
}

Where case_condition(
    const std::string& field, const std::string& operation, const Document& value
) {
    Where where{.column = case_column(field), .operation = operation};
    if (operation == "present" || operation == "absent") return where;
    const auto cell = to_cell(value);
    const auto* text = std::get_if<std::string>(&cell);
    if (text == nullptr) {
        where.values = {cell};
    } else if (operation == "in") {
        where.values = listed(field, *text);
    } else if (*text == "true" || *text == "false") {
        where.values = {std::int64_t{*text == "true" ? 1 : 0}};
    } else if (operation != "=" && operation != "!=") {
        where.values = {number_or_text(*text)};
    } else {
        const auto stored = in_stored_words(field, *text);
        const bool ordinal = field == "rank" || field == "proposed_rank";
        const auto number = number_or_text(stored);
        const bool maybe_number = std::holds_alternative<std::int64_t>(number);
        // A literal does not say whether the fact is a number or a text of digits.
        if (where.column.starts_with("data.") && operation == "=" && maybe_number) {
            where.operation = "in";
            where.values = {stored, number};
        } else {
            where.values = {ordinal ? number : Cell{stored}};
        }
    }
    return where;
}

Where not_voided() { return {"status", "!=", {std::string{"voided"}}}; }

Result<Document> Questions::answer(const Ask& ask) {
    if (ask.answer == Query::Answer::serial) return next_serial(ask.serial);
    std::vector<Where> where{{"org", "=", {org_.text()}}, {"pack", "=", {ask.pack}}};
    for (const auto& condition : ask.where) {
        if (condition.value.is_null() && condition.operation == "=")
            return Document(DocumentObject{{"count", 0}});
        where.push_back(case_condition(condition.field, condition.operation, condition.value));
    }
    if (!asks_for_status(ask.where)) where.push_back(not_voided());
    if (!ask.except.empty()) where.push_back({"stream", "!=", {ask.except.text()}});
    if (ask.answer == Query::Answer::count) {
        const auto groups = reader_.aggregate({.table = "case_index", .where = where});
        if (!groups) return groups.error();
        return Document(DocumentObject{{"count", groups->empty() ? 0 : groups->front().value}});
    }
    const auto rows = reader_.select(
        {.table = "case_index",
         .where = where,
         .order = {{"opened_at", false}},
         .limit = listed_max}
    );
    if (!rows) return rows.error();
    DocumentArray cases;
    for (const auto& row : *rows) {
        cases.push_back(DocumentObject{
            {"stream", std::get<std::string>(row.cells[1])},
            {"number", std::get<std::string>(row.cells[4])},
            {"title", std::get<std::string>(row.cells[6])},
            {"status", std::get<std::string>(row.cells[7])},
            {"opened_at", std::get<std::int64_t>(row.cells[10])}});
    }
    return Document(DocumentObject{
        {"count", static_cast<std::int64_t>(cases.size())}, {"cases", cases}});
}

Result<Document> Questions::next_serial(const std::string& pattern) {
    const auto prefix = pattern.substr(0, pattern.find("{serial"));
    auto known = serials_.find(prefix);
    if (known == serials_.end()) {
        const auto rows = reader_.select(
            {.table = "case_index",
             .where =
                 {{"org", "=", {org_.text()}},
                  {"number", ">=", {prefix}},
                  {"number", "<", {prefix + "~"}}},
             .order = {{"number", true}},
             .limit = 1}
        );
        if (!rows) return rows.error();
        std::int64_t last = 0;
        if (!rows->empty()) {
            const auto digits = std::get<std::string>(rows->front().cells[4]).substr(prefix.size());
            std::from_chars(digits.data(), digits.data() + digits.size(), last);
        }
        known = serials_.emplace(prefix, last).first;
    }
    return Document(++known->second);
}

} // namespace gongdao
