#include "core/app/boards.hpp"

#include "core/app/errors.hpp"
#include "core/app/group_titles.hpp"
#include "core/app/terminal_bars.hpp"
#include "core/app/terminal_table.hpp"
#include "core/app/wording.hpp"
#include "core/values/money.hpp"
#include "core/values/sheet.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace gongdao {

namespace {

Aggregation::Function function_of(const std::string& aggregate) {
    static const std::map<std::string, Aggregation::Function> functions{
        {"sum", Aggregation::Function::sum},
        {"distinct", Aggregation::Function::distinct},
        {"median", Aggregation::Function::median}};
    const auto found = functions.find(aggregate);
    return found == functions.end() ? Aggregation::Function::count : found->second;
}

bool is_column(std::string_view table, const std::string& field) {
    if (table == "batch_item") return field == "period" || field == "status" || field == "item";
    const auto& columns = shape_of(table).columns;
    return std::find(columns.begin(), columns.end(), field) != columns.end();
}

std::string column_in(std::string_view table, const std::string& field) {
    return is_column(table, field) ? field : "data." + field;
}

/// What a measure's `source` means in tables.
Aggregation
aggregation_of(const Node& node, const std::string& pack, const Measure& measure, CivilDate today) {
    const auto colon = measure.source.find(':');
    const auto kind = measure.source.substr(0, colon);
    const auto name = colon == std::string::npos ? std::string{} : measure.source.substr(colon + 1);
    const auto& of_pack = measure.pack.empty() ? pack : measure.pack;
    Aggregation aggregation{
        .where = {{"org", "=", {node.org().text()}}}, .function = function_of(measure.aggregate)};
    if (kind == "entry") {
        aggregation.table = "entry";
        aggregation.where.push_back({"register", "=", {name}});
        aggregation.where.push_back({"status", "=", {std::string{"active"}}});
    } else if (kind == "batch") {
        aggregation.table = "batch_item";
        aggregation.where.push_back({"definition", "=", {of_pack + "/" + name}});
    } else {
        aggregation.table = kind == "task" ? "task" : "case_index";
        aggregation.where.push_back({"pack", "=", {of_pack}});
        if (kind == "case" && !asks_for_status(measure.where))
            aggregation.where.push_back(not_voided());
    }
    if (!measure.field.empty()) aggregation.column = column_in(aggregation.table, measure.field);
    if (!measure.group_by.empty())
        aggregation.group_by = column_in(aggregation.table, measure.group_by);
    for (const auto& condition : measure.where) {
        const auto value = condition.value == "$today" ? to_text(today) : condition.value;
        auto where = case_condition(condition.field, condition.operation, Document(value));
        where.column = column_in(aggregation.table, condition.field);
        aggregation.where.push_back(std::move(where));
    }
    return aggregation;
}

/// Empty where nothing was filled in.
std::string key_text(const Cell& key) {
    if (const auto* text = std::get_if<std::string>(&key)) return *text;
    if (const auto* number = std::get_if<std::int64_t>(&key)) return std::to_string(*number);
    return {};
}

bool is_money(Node& node, const Measure& measure) {
    if (measure.unit == "元") return true;
    if (measure.aggregate != "sum" && measure.aggregate != "median") return false;
    const auto field = field_of_measure(node, measure, measure.field);
    return field && field->type == FieldType::money;
}

/// What a bare number stands for: `3级`, `12人`. Ranks of several profiles share no label.
Bilingual untitled(Node& node, const Measure& measure, const Cell& cell) {
    const auto key = key_text(cell);
    if (std::holds_alternative<std::monostate>(cell)) return {"（未填）", "(not filled in)"};
    if (!std::holds_alternative<std::int64_t>(cell)) return {key, key};
    if (measure.group_by == "rank" || measure.group_by == "proposed_rank")
        return {key + "级", "rank " + key};
    const auto field = field_of_measure(node, measure, measure.group_by);
    const auto unit = field && field->type == FieldType::integer ? field->unit : std::string{};
    return {key + unit, key + unit};
}

/// In the words of people. Where two groups have the same, their values tell them apart.
Result<std::vector<MeasureResult::Group>>
titled(Node& node, const Pack& pack, const Measure& measure, const std::vector<Group>& groups) {
    const auto titles = group_titles(node, pack, measure);
    if (!titles) return titles.error();
    std::vector<MeasureResult::Group> result;
    std::set<std::string> used;
    for (const auto& group : groups) {
        const auto key = key_text(group.key);
        auto words = untitled(node, measure, group.key);
        if (const auto title = titles->find(key); title != titles->end()) {
            const auto& name = title->second;
            words = used.insert(name).second
                        ? Bilingual{name, name}
                        : Bilingual{name + "（" + key + "）", name + " (" + key + ")"};
        }
        result.push_back({.key = std::move(words), .value = group.value});
    }
    return result;
}

/// Half up, in 1/100 percent.
std::int64_t rate(std::int64_t part, std::int64_t whole) {
    return whole == 0 ? 0 : (part * 20'000 + whole) / (whole * 2);
}

} // namespace

Result<std::vector<MeasureResult>> compute_board(
    Node& node, const std::string& pack_id, const std::string& board_id, CivilDate today
) {
    const auto deployed = node.packs().current(pack_id);
    if (!deployed) return deployed.error();
    const auto& pack = (*deployed)->pack;
    const auto board = pack.boards.find(board_id);
    if (board == pack.boards.end()) {
        Bilingual known;
        for (const auto& [id, other] : pack.boards)
            known.add_listed({id + "（" + other.title + "）", id + " (" + other.title + ")"});
        return fail(errors::no_such_board, {pack_id, board_id, both_languages(known)});
    }
    std::vector<MeasureResult> results;
    std::map<std::string, std::int64_t> values;
    for (const auto& measure : board->second.measures) {
        MeasureResult result{
            .id = measure.id,
            .title = measure.title,
            .unit = measure.unit,
            .is_money = is_money(node, measure),
            .is_rate = measure.aggregate == "rate"};
        if (result.is_rate) {
            result.value = rate(values[measure.field], values[measure.of]);
        } else {
            const auto groups =
                node.store().aggregate(aggregation_of(node, pack_id, measure, today));
            if (!groups) return groups.error();
            for (const auto& group : *groups)
                result.value += group.value;
            if (!measure.group_by.empty()) {
                auto named = titled(node, pack, measure, *groups);
                if (!named) return named.error();
                result.groups = std::move(*named);
            }
        }
        values[measure.id] = result.value;
        results.push_back(std::move(result));
    }
    return results;
}

std::string shown(const MeasureResult& measure, std::int64_t value) {
    if (measure.is_rate) return fmt::format("{}.{:02}%", value / 100, value % 100);
    if (measure.is_money) return to_display(Money{value});
    return grouped(value);
}

std::string board_text(
    const std::string& title, const std::vector<MeasureResult>& measures, Language language
) {
    const auto head = [&](Wording words) { return std::string{words.in(language)}; };
    TerminalTable table{
        {{head({"指标", "measure"}), Align::left},
         {head({"数值", "value"}), Align::right},
         {head({"单位", "unit"}), Align::left}}};
    for (const auto& measure : measures) {
        if (measure.groups.empty())
            table.add_row(
                {measure.title,
                 shown(measure, measure.value),
                 measure.is_rate || measure.is_money ? "" : measure.unit}
            );
    }
    auto text = worded(language, "\n【{}】\n{}", "\n[{}]\n{}", title, table.text());
    for (const auto& measure : measures) {
        if (measure.groups.empty()) continue;
        std::vector<Bar> bars;
        for (const auto& group : measure.groups)
            bars.push_back(
                {.label = group.key.in(language),
                 .value = group.value,
                 .shown = shown(measure, group.value)}
            );
        text += fmt::format("\n{}\n{}", measure.title, terminal_bars(bars));
    }
    return text;
}

namespace {

/// A figure that a spreadsheet counts with.
std::string plain(const MeasureResult& measure, std::int64_t value) {
    if (measure.is_rate) return fmt::format("{}.{:02}", value / 100, value % 100);
    return measure.is_money ? to_text(Money{value}) : std::to_string(value);
}

std::string unit_of(const MeasureResult& measure, Language language) {
    if (measure.is_rate) return "%";
    return measure.is_money ? std::string{Wording{"元", "yuan"}.in(language)} : measure.unit;
}

} // namespace

std::string board_csv(const std::vector<MeasureResult>& measures, Language language) {
    Sheet sheet;
    for (const Wording head :
         {Wording{"指标", "measure"},
          Wording{"分组", "group"},
          Wording{"数值", "value"},
          Wording{"单位", "unit"}})
        sheet.header.emplace_back(head.in(language));
    for (const auto& measure : measures) {
        const auto unit = unit_of(measure, language);
        if (measure.groups.empty())
            sheet.rows.push_back({.cells = {measure.title, "", plain(measure, measure.value), unit}}
            );
        for (const auto& group : measure.groups)
            sheet.rows.push_back(
                {.cells =
                     {measure.title, group.key.in(language), plain(measure, group.value), unit}}
            );
    }
    return write_sheet(sheet);
}

Document board_document(const std::vector<MeasureResult>& measures) {
    DocumentObject document;
    for (const auto& measure : measures) {
        DocumentObject groups;
        for (const auto& group : measure.groups)
            groups[group.key.chinese] = group.value;
        document[measure.id] = measure.groups.empty() ? Document(measure.value) : Document(groups);
    }
    return document;
}

} // namespace gongdao
