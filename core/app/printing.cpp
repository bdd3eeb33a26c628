#include "core/app/printing.hpp"

#include "core/access/directory_errors.hpp"
#include "core/app/case_text.hpp"
#include "core/app/county.hpp"
#include "core/app/node_client.hpp"
#include "core/app/terminal_table.hpp"
#include "core/values/sheet.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace gongdao {

void print_faults(const Faults& faults, Language language) {
    for (const auto& fault : faults)
        fmt::print(stderr, "{}\n", sentence(fault, language));
}

void print_json(const Document& document) { fmt::print("{}\n", canonical_text(document)); }

Result<std::unique_ptr<County>> open_county(const Invocation& invocation) {
    return County::open(invocation.option("data", "county"));
}

Result<std::unique_ptr<County>> open_county_to_read(const Invocation& invocation) {
    auto county = open_county(invocation);
    const bool being_written = !county && county.error().kind->code == "store.node_locked";
    return being_written ? County::open_to_read(invocation.option("data", "county"))
                         : std::move(county);
}

namespace {

int print_reply(const Invocation& invocation, const Document& reply) {
    if (invocation.wants_json()) {
        print_json(reply);
        return 0;
    }
    const auto number = find_text(reply, "number");
    const auto stream = find_text(reply, "stream").value_or("");
    const bool repeated = find_boolean(reply, "repeated").value_or(false);
    fmt::print("{}{}\n", repeated ? "已办理过：" : "已办理：", number ? *number : stream);
    return 0;
}

} // namespace

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

std::string cell_text(std::string_view column, const Cell& cell) {
    const auto* text = std::get_if<std::string>(&cell);
    if (text != nullptr) return column == "status" ? std::string{status_title(*text)} : *text;
    const auto* number = std::get_if<std::int64_t>(&cell);
    if (number == nullptr) return "";
    return column.ends_with("_at") ? to_text(Instant{*number}).substr(0, 16)
                                   : std::to_string(*number);
}

namespace {

/// For programs: stable words, numbers as numbers, instants as ISO 8601.
Document cell_value(std::string_view column, const Cell& cell) {
    if (const auto* text = std::get_if<std::string>(&cell)) return Document(*text);
    const auto* number = std::get_if<std::int64_t>(&cell);
    if (number == nullptr) return nullptr;
    return column.ends_with("_at") ? Document(to_text(Instant{*number})) : Document(*number);
}

} // namespace

Result<int> print_records(
    const Invocation& invocation, Selection selection, const std::vector<PrintedColumn>& columns
) {
    auto county = open_county_to_read(invocation);
    if (!county) return county.error();
    auto& node = (*county)->node();
    selection.where.insert(selection.where.begin(), {"org", "=", {node.org().text()}});
    const auto rows = node.store().select(selection);
    if (!rows) return rows.error();
    const auto& shape = shape_of(selection.table).columns;
    const auto position = [&](const std::string& column) {
        return static_cast<std::size_t>(
            std::find(shape.begin(), shape.end(), column) - shape.begin()
        );
    };
    if (invocation.wants_json()) {
        DocumentArray array;
        for (const auto& row : *rows) {
            DocumentObject object;
            for (const auto& column : columns)
                object[column.column] =
                    cell_value(column.column, row.cells[position(column.column)]);
            array.push_back(std::move(object));
        }
        print_json(array);
        return 0;
    }
    Sheet sheet;
    std::vector<TableColumn> heads;
    for (const auto& column : columns) {
        heads.push_back({column.title, std::nullopt});
        sheet.header.push_back(column.title);
    }
    TerminalTable table{heads};
    for (const auto& row : *rows) {
        std::vector<std::string> cells;
        for (const auto& column : columns)
            cells.push_back(
                column.shown ? column.shown(node, row)
                             : cell_text(column.column, row.cells[position(column.column)])
            );
        sheet.rows.push_back({.cells = cells});
        table.add_row(std::move(cells));
    }
    fmt::print("{}", invocation.has("csv") ? write_sheet(sheet) : table.text());
    return 0;
}

} // namespace gongdao
