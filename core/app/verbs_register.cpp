#include "core/app/county.hpp"
#include "core/app/errors.hpp"
#include "core/app/files.hpp"
#include "core/app/invocation.hpp"
#include "core/app/node_client.hpp"
#include "core/app/printing.hpp"
#include "core/app/table_import.hpp"
#include "core/app/typed_values.hpp"
#include "core/values/text_encoding.hpp"

#include <boost/json/object.hpp>
#include <fmt/format.h>

namespace gongdao {

namespace {

Result<int> list(const Invocation& invocation) {
    Selection selection{.table = "entry", .order = {{"key", false}}, .limit = 200};
    if (!invocation.arguments.empty())
        selection.where.push_back({"register", "=", {invocation.argument(0)}});
    return print_records(
        invocation,
        selection,
        {{"register", "台账"},
         {"key", "编号"},
         {"status", "状态"},
         {"updated_at", "更新时间"},
         {"data", "内容"}}
    );
}

Result<int> show(const Invocation& invocation) {
    auto county = open_county_to_read(invocation);
    if (!county) return county.error();
    const auto row = (*county)->node().store().find(
        "entry", {(*county)->node().org().text(), invocation.argument(0), invocation.argument(1)}
    );
    if (!row) return row.error();
    if (!*row) {
        fmt::print("没有这一条\n");
        return 1;
    }
    fmt::print("{}\n", std::get<std::string>((*row)->cells[7]));
    return 0;
}

/// The values behind register and key, read by the register's fields.
Result<Document> entry_values(const Invocation& invocation) {
    auto county = open_county_to_read(invocation);
    if (!county) return county.error();
    const auto definition = (*county)->node().packs().find_register(invocation.argument(0));
    if (!definition) return definition.error();
    return read_fields(words_from(invocation, 2), definition->fields, date_of((*county)->now()));
}

Result<int> set(const Invocation& invocation) {
    auto values = entry_values(invocation);
    if (!values) return values.error();
    return give_command(
        invocation,
        {.kind = "set_entry",
         .members =
             DocumentObject{
                 {"register", invocation.argument(0)},
                 {"key", invocation.argument(1)},
                 {"values", std::move(*values)}}}
    );
}

int print_import(const Invocation& invocation, const Document& report) {
    if (invocation.wants_json()) {
        print_json(report);
    } else {
        const auto* language = invocation.language == Language::chinese ? "zh" : "en";
        for (const auto& fault : find(report, "faults")->as_array())
            fmt::print(stderr, "{}\n", find_text(fault, language).value_or(""));
        fmt::print(
            "共 {} 行，导入 {} 行，已有 {} 行，有误 {} 行\n",
            find_integer(report, "rows").value_or(0),
            find_integer(report, "imported").value_or(0),
            find_integer(report, "repeated").value_or(0),
            find_integer(report, "faulty").value_or(0)
        );
    }
    return find(report, "faults")->as_array().empty() ? 0 : 1;
}

/// Into the store, or through the node that writes it.
Result<Document> carried_out(const Invocation& invocation, const Command& command) {
    auto county = open_county(invocation);
    if (county) return import_rows(**county, command);
    const auto socket = std::filesystem::path{invocation.option("data", "county")} / "node.sock";
    const bool node_writes =
        county.error().kind->code == "store.node_locked" && std::filesystem::exists(socket);
    if (!node_writes) return county.error();
    return ask_node(socket, command);
}

Result<int> import_sheet(const Invocation& invocation, Command command) {
    const auto file = read_import_file(invocation.argument(1));
    if (!file) return file.error();
    const auto text = to_utf8(file->bytes);
    if (!text) {
        auto error = text.error();
        error.place.file = file->name;
        return error;
    }
    if (text->size() > import_bytes_max)
        return fail(errors::import_too_large, {std::to_string(import_bytes_max >> 20U)});
    command.id = fresh_command_id();
    command.actor = ActorId{invocation.option("as", "admin")};
    command.kind = "import_rows";
    auto& members = command.members.as_object();
    members["name"] = file->name;
    members["text"] = *text;
    members["valid_only"] = invocation.has("valid-only");
    members["dry_run"] = invocation.has("dry-run");
    const auto report = carried_out(invocation, command);
    if (!report) return report.error();
    return print_import(invocation, *report);
}

Result<int> import(const Invocation& invocation) {
    return import_sheet(
        invocation, {.members = DocumentObject{{"register", invocation.argument(0)}}}
    );
}

Result<int> case_import(const Invocation& invocation) {
    return import_sheet(invocation, {.pack = invocation.argument(0)});
}

} // namespace

std::vector<Verb> register_verbs() {
    const Option csv{"csv", true, "以 CSV 输出", "print CSV"};
    const Option valid{"valid-only", true, "只导入无误的行", "import the good rows only"};
    const Option dry{"dry-run", true, "只检查，不导入", "check only"};
    return {
        {"register",
         "list",
         {"register?"},
         "列出台账条目",
         "list entries of a register",
         {csv},
         &list},
        {"register", "show", {"register", "key"}, "查看一条台账", "show one entry", {}, &show},
        {"register",
         "set",
         {"register", "key", "values*"},
         "登记或更新一条台账",
         "write one entry",
         {},
         &set},
        {"register",
         "import",
         {"register", "file"},
         "由表格导入台账",
         "import entries from a sheet",
         {valid, dry},
         &import},
        {"case",
         "import",
         {"pack", "file"},
         "由表格成批立案",
         "open cases from a sheet",
         {valid, dry},
         &case_import}};
}

} // namespace gongdao
