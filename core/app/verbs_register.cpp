#include "core/app/case_screen.hpp"
#include "core/app/choices.hpp"
#include "core/app/county.hpp"
#include "core/app/errors.hpp"
#include "core/app/files.hpp"
#include "core/app/invocation.hpp"
#include "core/app/printing.hpp"
#include "core/app/sealed_search.hpp"
#include "core/app/shown_value.hpp"
#include "core/app/status_words.hpp"
#include "core/app/table_import.hpp"
#include "core/app/typed_values.hpp"
#include "core/runtime/built_in_registers.hpp"
#include "core/runtime/errors.hpp"
#include "core/values/text_encoding.hpp"

#include <boost/json/object.hpp>
#include <fmt/format.h>

namespace gongdao {

namespace {

/// An entry's data are JSON text in the table; programs get them as they are.
Document nested(const Cell& cell) {
    const auto* text = std::get_if<std::string>(&cell);
    const auto data = text == nullptr ? Result<Document>{Document{}} : parse_document(*text);
    return data ? *data : Document{};
}

/// The registers of the program have Chinese labels, and ids that are English words.
const std::string& label_of(const std::string& register_id, const Field& field, Language language) {
    const bool by_id = language == Language::english && built_in_registers().contains(register_id);
    return by_id ? field.id : field.title;
}

/// `姓名：王芳；所属机构：330213001`, by the labels of the register.
std::string entry_line(Node& node, const Record& row, Language language) {
    const auto data = parse_document(text_of(row, "data"));
    const auto definition = node.packs().find_register(text_of(row, "register"));
    if (!data || !definition) return text_of(row, "data");
    Bilingual out;
    for (const auto& field : definition->fields.fields()) {
        const auto* value = find(*data, field.id);
        if (is_blank(value) || field.id == definition->key || field.internal) continue;
        const auto& label = label_of(definition->id, field, language);
        const auto text = value_text(field, *value, language);
        out.add({label + "：" + text, label + ": " + text});
    }
    return out.in(language);
}

/// `level（等级）、name（姓名）…`
std::string fields_of(const RegisterDefinition& definition) {
    Bilingual text;
    for (const auto& field : definition.fields.fields())
        text.add_listed({field.id + "（" + field.title + "）", field.id});
    return both_languages(text);
}

/// `等级=高级`, read by the register's fields; `status=retired` and `key=` by the entry's own.
Result<Where>
entry_condition(Node& node, const std::string& register_id, const std::string& text, Instant now) {
    const auto name = text.substr(0, text.find('='));
    if ((name == "status" || name == "key") && name.size() < text.size())
        return Where{.column = name, .operation = "=", .values = {text.substr(name.size() + 1)}};
    const auto definition = node.packs().find_register(register_id);
    if (!definition) return definition.error();
    const auto values = read_fields({text}, definition->fields, date_of(now));
    if (!values) return values.error();
    const std::string field{std::string_view{values->as_object().begin()->key()}};
    if (definition->fields.find(field) == nullptr)
        return fail(errors::register_field_unknown, {register_id, field, fields_of(*definition)});
    const auto& value = *values->as_object().begin();
    return Where{
        .column = "data." + std::string{std::string_view{value.key()}},
        .operation = "=",
        .values = {to_cell(value.value())}};
}

Result<int> list(const Invocation& invocation) {
    std::vector<std::optional<Where>> sealed; // asked before the county is held here
    for (std::size_t i = 1; i < invocation.arguments.size(); ++i) {
        auto condition =
            sealed_condition(invocation, invocation.argument(0), invocation.argument(i));
        if (!condition) return condition.error();
        sealed.push_back(std::move(*condition));
    }
    auto county = open_county_to_read(invocation);
    if (!county) return county.error();
    auto& node = (*county)->node();
    Selection selection{.table = "entry", .order = {{"key", false}}, .limit = 200};
    if (!invocation.arguments.empty()) {
        auto known = is_register(node, invocation.argument(0));
        if (!known) return known.error();
        selection.where.push_back({"register", "=", {invocation.argument(0)}});
    }
    for (std::size_t i = 1; i < invocation.arguments.size(); ++i) {
        auto condition =
            sealed[i - 1]
                ? Result<Where>{*sealed[i - 1]}
                : entry_condition(
                      node, invocation.argument(0), invocation.argument(i), (*county)->now()
                  );
        if (!condition) return condition.error();
        selection.where.push_back(std::move(*condition));
    }
    const auto language = invocation.language;
    return print_records(
        invocation,
        node,
        std::move(selection),
        {{"register", {"台账", "register"}},
         {"key", {"编号", "key"}},
         {"status", {"状态", "status"}},
         {"updated_at", {"更新时间", "updated"}},
         {"data",
          {"内容", "content"},
          [language](Node& reader, const Record& row) { return entry_line(reader, row, language); },
          &nested}}
    );
}

Result<int> show(const Invocation& invocation) {
    auto county = open_county_to_read(invocation);
    if (!county) return county.error();
    auto& node = (*county)->node();
    const auto& id = invocation.argument(0);
    auto known = is_register(node, id);
    if (!known) return known.error();
    const auto row = node.store().find("entry", {node.org().text(), id, invocation.argument(1)});
    if (!row) return row.error();
    if (!*row) return fail(errors::no_such_entry, {id, invocation.argument(1)});
    const auto definition = node.packs().find_register(id);
    const auto data = parse_document(text_of(**row, "data"));
    if (invocation.wants_json() || !definition || !data) {
        fmt::print("{}\n", text_of(**row, "data"));
        return 0;
    }
    const auto language = invocation.language;
    const bool by_id = language == Language::english && built_in_registers().contains(id);
    say(language,
        "{} {}（{}）\n",
        "{} {} ({})\n",
        by_id ? id : definition->title,
        invocation.argument(1),
        status_title(text_of(**row, "status"), language));
    for (const auto& field : definition->fields.fields()) {
        const auto* value = find(*data, field.id);
        if (!is_blank(value))
            say(language,
                "  {}：{}\n",
                "  {}: {}\n",
                label_of(id, field, language),
                value_text(field, *value, language));
    }
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

/// Retiring and reinstating are told by the same words.
Result<int> change_standing(const Invocation& invocation, const char* kind) {
    DocumentObject members{
        {"register", invocation.argument(0)},
        {"key", invocation.argument(1)},
        {"reason", invocation.option("reason")}};
    if (invocation.has("release")) members["release"] = true;
    return give_command(invocation, {.kind = kind, .members = std::move(members)});
}

Result<int> retire(const Invocation& invocation) {
    return change_standing(invocation, "retire_entry");
}

Result<int> reinstate(const Invocation& invocation) {
    return change_standing(invocation, "reinstate_entry");
}

int print_import(const Invocation& invocation, const Document& report) {
    if (invocation.wants_json()) {
        print_json(report);
    } else {
        const auto* language = invocation.language == Language::chinese ? "zh" : "en";
        for (const auto* member : {"faults", "differences", "repeats", "warnings"}) {
            for (const auto& told : find(report, member)->as_array())
                fmt::print(stderr, "{}\n", find_text(told, language).value_or(""));
        }
        const auto count = [&](const char* member) {
            return find_integer(report, member).value_or(0);
        };
        say(invocation.language,
            "共 {} 行，导入 {} 行，更正 {} 行，相同 {} 行，不同未改 {} 行，有误 {} 行\n",
            "{} rows: {} imported, {} corrected, {} the same, {} different and left alone, {} with "
            "faults\n",
            count("rows"),
            count("imported"),
            count("updated"),
            count("identical"),
            count("differing"),
            count("faulty"));
        if (count("repeated") > 0)
            say(invocation.language,
                "另有 {} 行没有附号，与以前导入的行相同，未立案\n",
                "{} more without a reference repeat rows imported before; no case was opened\n",
                count("repeated"));
        if (invocation.has("dry-run"))
            say(invocation.language, "只检查，没有写入\n", "checked only, nothing was written\n");
    }
    const bool clean = find(report, "faults")->as_array().empty() &&
                       find(report, "differences")->as_array().empty() &&
                       find(report, "repeats")->as_array().empty();
    return clean ? 0 : 1;
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
    command.kind = "import_rows";
    auto& members = command.members.as_object();
    members["name"] = file->name;
    members["text"] = *text;
    members["valid_only"] = invocation.has("valid-only");
    members["dry_run"] = invocation.has("dry-run");
    members["update"] = invocation.has("update");
    members["again"] = invocation.has("again");
    const auto report = carried_out(invocation, std::move(command), &import_rows);
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
    const Option valid{"valid-only", true, "只导入无误的行", "import the good rows only"};
    const Option dry{"dry-run", true, "只检查，不导入", "check only"};
    const Option update{
        "update",
        true,
        "与已有登记不同的行，按表格更正",
        "rows that differ from their entry correct it"};
    const Option reason{"reason", false, "理由（必填）", "the reason, required"};
    return {
        {"register",
         "list",
         {"register?", "conditions*"},
         "列出台账条目，可按字段=值查找；加密保存的栏目（如身份证号）须写全值",
         "list entries of a register, by field=value where given; of fields that are sealed, the "
         "whole value",
         {csv_option()},
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
         "retire",
         {"register", "key"},
         "停用一条台账；名下还有未办任务的人员、还有下级、人员或未结案件的机构不能停用",
         "retire an entry; not a person with open tasks, nor an organisation that something hangs "
         "on",
         {reason,
          {"release",
           true,
           "先把其签收的岗位任务退回岗位",
           "first give back to their role the tasks that were only claimed"}},
         &retire},
        {"register",
         "reinstate",
         {"register", "key"},
         "恢复已停用的一条台账",
         "bring a retired entry back",
         {reason},
         &reinstate},
        {"register",
         "import",
         {"register", "file"},
         "由表格导入台账",
         "import entries from a sheet",
         {valid, dry, update},
         &import},
        {"case",
         "import",
         {"pack", "file"},
         "由表格成批立案",
         "open cases from a sheet",
         {valid,
          dry,
          {"again",
           true,
           "没有附号而与以前导入的行相同的，也另立一件",
           "open a case also for rows without a reference that repeat one imported before"}},
         &case_import}};
}

} // namespace gongdao
