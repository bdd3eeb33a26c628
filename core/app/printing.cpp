#include "core/app/printing.hpp"

#include "core/access/directory_errors.hpp"
#include "core/app/county.hpp"
#include "core/app/list_errors.hpp"
#include "core/app/node_client.hpp"
#include "core/app/refusal.hpp"
#include "core/app/status_words.hpp"
#include "core/app/terminal_table.hpp"
#include "core/values/ensure.hpp"
#include "core/values/sheet.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <unistd.h>

namespace gongdao {

void print_faults(const Faults& faults, const Manner& manner) {
    std::fflush(stdout); // both may go into one file
    for (const auto& fault : faults) {
        fmt::print(
            stderr,
            "{}\n",
            manner.json ? canonical_text(refusal_document(fault)) : sentence(fault, manner.language)
        );
    }
}

void print_finding(
    std::string_view mark, const std::string& what, const Bilingual& why, Language language
) {
    say(language, "{} {}：{}\n", "{} {}: {}\n", mark, what, why.in(language));
}

void print_json(const Document& document) { fmt::print("{}\n", canonical_text(document)); }

Document faults_document(const Faults& faults) {
    DocumentArray array;
    for (const auto& fault : faults)
        array.push_back(refusal_document(fault));
    return array;
}

Result<std::unique_ptr<County>> open_county(const Invocation& invocation) {
    return County::open(invocation.option("data", "county"), invocation.language);
}

Result<std::unique_ptr<County>> open_county_to_read(const Invocation& invocation) {
    auto county = open_county(invocation);
    const bool being_written = !county && county.error().kind->code == "store.node_locked";
    return being_written
               ? County::open_to_read(invocation.option("data", "county"), invocation.language)
               : std::move(county);
}

namespace {

/// In yellow where somebody looks at it.
void print_warnings(const Document& reply, Language language) {
    const auto* warnings = find(reply, "warnings");
    if (warnings == nullptr || !warnings->is_array()) return;
    const bool colour = ::isatty(STDERR_FILENO) == 1;
    const auto* member = language == Language::chinese ? "warning" : "warning_en";
    for (const auto& warning : warnings->get_array()) {
        fmt::print(
            stderr,
            "{}{}{}{}\n",
            colour ? "\x1B[33m" : "",
            Wording{"注意：", "note: "}.in(language),
            find_text(warning, member).value_or(""),
            colour ? "\x1B[0m" : ""
        );
    }
}

int print_reply(const Invocation& invocation, const Document& reply) {
    if (invocation.wants_json()) {
        print_json(reply);
        return 0;
    }
    const auto number = find_text(reply, "number");
    const auto stream = number ? *number : find_text(reply, "stream").value_or("");
    if (find_boolean(reply, "repeated").value_or(false)) {
        say(invocation.language, "已办理过：{}\n", "done before: {}\n", stream);
    } else {
        say(invocation.language, "已办理：{}\n", "done: {}\n", stream);
    }
    print_warnings(reply, invocation.language);
    return 0;
}

} // namespace

const Option& id_option() {
    static const Option option{
        "id",
        false,
        "命令编号，重复提交时不会重复办理",
        "command id, so that a repeat is not done twice"};
    return option;
}

const Option& at_option() {
    static const Option option{
        "at", false, "实际发生时间（补录）", "when it happened (late entry)"};
    return option;
}

Result<int> give_command(const Invocation& invocation, Command command) {
    if (command.actor.empty()) command.actor = ActorId{invocation.option("as", "admin")};
    if (command.actor == system_actor) return fail(errors::no_such_actor, {command.actor.text()});
    command.id = CommandId{invocation.option("id", fresh_command_id().text())};
    if (const auto at = invocation.option("at"); !at.empty()) {
        const auto instant = parse_instant(at);
        if (!instant) return instant.error();
        command.occurred_at = *instant;
    }
    const auto socket = std::filesystem::path{invocation.option("data", "county")} / "node.sock";
    if (std::filesystem::exists(socket)) {
        const auto answer = ask_node(socket, command);
        if (answer) return print_reply(invocation, *answer);
        if (answer.error().kind->code != "app.no_node") return answer.error();
    }
    auto county = open_county(invocation);
    if (!county) return county.error();
    const auto reply = (*county)->act(std::move(command));
    if (!reply) return reply.error();
    return print_reply(invocation, to_document(*reply));
}

Result<Document> carried_out(
    const Invocation& invocation,
    Command command,
    Result<Document> (*here)(County& county, const Command& command)
) {
    command.id = fresh_command_id();
    command.actor = ActorId{invocation.option("as", "admin")};
    auto county = open_county(invocation);
    if (county) return here(**county, command);
    const auto socket = std::filesystem::path{invocation.option("data", "county")} / "node.sock";
    const bool node_writes =
        county.error().kind->code == "store.node_locked" && std::filesystem::exists(socket);
    if (!node_writes) return county.error();
    return ask_node(socket, command);
}

std::string cell_text(std::string_view column, const Cell& cell, Language language) {
    if (const auto* text = std::get_if<std::string>(&cell))
        return column == "status" ? std::string{status_title(*text, language)} : *text;
    const auto* number = std::get_if<std::int64_t>(&cell);
    if (number == nullptr) return "";
    return column.ends_with("_at") ? to_text(Instant{*number}).substr(0, 16)
                                   : std::to_string(*number);
}

const Cell& cell_of(const Record& row, std::string_view column) {
    const auto& columns = shape_of(row.table).columns;
    const auto at = std::find(columns.begin(), columns.end(), column);
    ensure(at != columns.end(), "a printed column belongs to its table");
    return row.cells[static_cast<std::size_t>(at - columns.begin())];
}

std::string text_of(const Record& row, std::string_view column) {
    const auto* text = std::get_if<std::string>(&cell_of(row, column));
    return text == nullptr ? std::string{} : *text;
}

namespace {

/// For programs: stable words, numbers as numbers, instants as ISO 8601.
Document cell_value(const PrintedColumn& column, const Cell& cell) {
    if (column.value) return column.value(cell);
    if (const auto* text = std::get_if<std::string>(&cell)) return Document(*text);
    const auto* number = std::get_if<std::int64_t>(&cell);
    if (number == nullptr) return nullptr;
    return column.column.ends_with("_at") ? Document(to_text(Instant{*number})) : Document(*number);
}

/// A person does not look through more on a terminal than a selection's limit; a file may have
/// them.
constexpr std::size_t rows_for_programs_max = 100'000;

Document rows_document(const std::vector<Record>& rows, const std::vector<PrintedColumn>& columns) {
    DocumentArray array;
    for (const auto& row : rows) {
        DocumentObject object;
        for (const auto& column : columns)
            object[column.column] = cell_value(column, cell_of(row, column.column));
        array.push_back(std::move(object));
    }
    return array;
}

} // namespace

const Option& csv_option() {
    static const Option option{"csv", true, "以 CSV 输出", "print CSV"};
    return option;
}

Result<int> print_records(
    const Invocation& invocation,
    Node& node,
    Selection selection,
    const std::vector<PrintedColumn>& columns
) {
    selection.where.insert(selection.where.begin(), {"org", "=", {node.org().text()}});
    const bool for_programs = invocation.wants_json() || invocation.has("csv");
    const auto rows_max = for_programs ? rows_for_programs_max : selection.limit;
    selection.limit = rows_max + 1;
    auto rows = node.store().select(selection);
    if (!rows) return rows.error();
    if (rows->size() > rows_max) {
        rows->resize(rows_max);
        print_faults(
            {fail(errors::list_is_longer, {std::to_string(rows_max)})}, invocation.manner()
        );
    }
    if (invocation.wants_json()) {
        print_json(rows_document(*rows, columns));
        return 0;
    }
    Sheet sheet;
    std::vector<TableColumn> heads;
    for (const auto& column : columns) {
        const std::string title{column.title.in(invocation.language)};
        heads.push_back({title, std::nullopt});
        sheet.header.push_back(title);
    }
    TerminalTable table{heads};
    for (const auto& row : *rows) {
        std::vector<std::string> cells;
        for (const auto& column : columns) {
            cells.push_back(
                column.shown
                    ? column.shown(node, row)
                    : cell_text(column.column, cell_of(row, column.column), invocation.language)
            );
        }
        sheet.rows.push_back({.cells = cells});
        table.add_row(std::move(cells));
    }
    if (invocation.has("csv")) {
        fmt::print("{}", write_sheet(sheet));
    } else if (rows->empty()) {
        say(invocation.language, "无\n", "none\n");
    } else {
        fmt::print("{}", table.text());
    }
    return 0;
}

} // namespace gongdao
