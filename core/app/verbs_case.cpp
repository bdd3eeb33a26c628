#include "core/app/case_text.hpp"
#include "core/app/county.hpp"
#include "core/app/errors.hpp"
#include "core/app/invocation.hpp"
#include "core/app/printing.hpp"
#include "core/app/terminal_table.hpp"
#include "core/app/typed_values.hpp"
#include "core/engine/codec.hpp"
#include "core/values/sheet.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace gongdao {

namespace {

/// The values behind the arguments, read by the fields of a pack.
Result<Document> pack_values(const Invocation& invocation) {
    const auto words = words_from(invocation, 1);
    if (words.empty()) return Document(DocumentObject{});
    auto county = open_county_to_read(invocation);
    if (!county) return county.error();
    const auto deployed = (*county)->node().packs().current(invocation.argument(0));
    if (!deployed) return deployed.error();
    return read_fields(words, (*deployed)->pack.fields, date_of((*county)->now()));
}

/// The values behind the arguments, read by the fields of a case's pack.
Result<Document> case_values(const Invocation& invocation, std::size_t first) {
    const auto words = words_from(invocation, first);
    if (words.empty()) return Document(DocumentObject{});
    auto county = open_county_to_read(invocation);
    if (!county) return county.error();
    return read_case_fields(
        words, (*county)->node(), invocation.argument(0), date_of((*county)->now())
    );
}

Result<int> open(const Invocation& invocation) {
    auto values = pack_values(invocation);
    if (!values) return values.error();
    DocumentObject members{{"facts", std::move(*values)}};
    for (const auto* option : {"process", "reference", "owner"}) {
        if (invocation.has(option)) members[option] = invocation.option(option);
    }
    return give_command(
        invocation,
        {.kind = "open_case", .pack = invocation.argument(0), .members = std::move(members)}
    );
}

/// The rank as its pack calls it; a case has one warning, of any of the pack's profiles.
std::string rank_label(Node& node, const Record& row) {
    const auto& columns = shape_of("case_index").columns;
    const auto cell = [&](std::string_view name) -> const Cell& {
        const auto at = std::find(columns.begin(), columns.end(), name) - columns.begin();
        return row.cells[static_cast<std::size_t>(at)];
    };
    const auto* rank = std::get_if<std::int64_t>(&cell("proposed_rank"));
    if (rank == nullptr) return {};
    const auto state = node.load_case(StreamId{std::get<std::string>(cell("stream"))});
    if (!state || !state->warning) return std::to_string(*rank);
    const auto deployed = node.packs().version(state->pack.text(), state->pack_version);
    if (!deployed) return std::to_string(*rank);
    return rank_title((*deployed)->pack, state->warning->profile, *rank) +
           (state->warning->confirmed ? "" : "（待确认）");
}

Result<int> list(const Invocation& invocation) {
    Selection selection{.table = "case_index", .order = {{"opened_at", true}}, .limit = 200};
    for (const auto* column : {"pack", "status", "owner"}) {
        if (invocation.has(column))
            selection.where.push_back({column, "=", {invocation.option(column)}});
    }
    return print_records(
        invocation,
        selection,
        {{"number", "案号"},
         {"title", "名称"},
         {"status", "状态"},
         {"stage", "环节"},
         {"proposed_rank", "预警", &rank_label},
         {"opened_at", "立案时间"},
         {"closed_at", "办结时间"}}
    );
}

Result<int> show(const Invocation& invocation) {
    auto county = open_county_to_read(invocation);
    if (!county) return county.error();
    auto& node = (*county)->node();
    const auto stream = node.find_case(invocation.argument(0));
    if (!stream) return stream.error();
    const auto state = node.load_case(*stream);
    if (!state) return state.error();
    if (invocation.wants_json()) {
        fmt::print("{}\n", encode_state(*state));
        return 0;
    }
    const auto deployed = node.packs().version(state->pack.text(), state->pack_version);
    if (!deployed) return deployed.error();
    const auto rows = node.store().journal_of(node.org(), *stream);
    if (!rows) return rows.error();
    fmt::print("{}", case_text(*state, (*deployed)->pack, *rows));
    return 0;
}

/// `correct_facts headcount=4 reason=…`: what is no member of the command is a field.
Result<Document> correction(const Invocation& invocation) {
    std::vector<std::string> fields;
    DocumentObject members;
    for (const auto& word : words_from(invocation, 2)) {
        const bool is_reason = word.starts_with("reason=");
        const bool is_json = word.starts_with("values=") || word.starts_with("with=");
        if (is_reason) members["reason"] = word.substr(word.find('=') + 1);
        if (!is_reason) fields.push_back(is_json ? word.substr(word.find('=') + 1) : word);
    }
    auto county = open_county_to_read(invocation);
    if (!county) return county.error();
    auto values = read_case_fields(
        fields, (*county)->node(), invocation.argument(0), date_of((*county)->now())
    );
    if (!values) return values.error();
    members["values"] = std::move(*values);
    return Document(members);
}

Result<int> do_command(const Invocation& invocation) {
    auto values = invocation.argument(1) == "correct_facts"
                      ? correction(invocation)
                      : read_members(words_from(invocation, 2));
    if (!values) return values.error();
    return give_command(
        invocation,
        {.kind = invocation.argument(1),
         .target = invocation.argument(0),
         .members = std::move(*values)}
    );
}

Result<int> note(const Invocation& invocation) {
    return give_command(
        invocation,
        {.kind = "add_note",
         .target = invocation.argument(0),
         .members = DocumentObject{{"text", invocation.argument(1)}}}
    );
}

Result<int> find_cases(const Invocation& invocation) {
    Selection selection{.table = "case_index", .order = {{"opened_at", true}}, .limit = 200};
    {
        auto county = open_county_to_read(invocation);
        if (!county) return county.error();
        for (const auto& text : invocation.arguments) {
            auto condition = read_condition(text, (*county)->node(), date_of((*county)->now()));
            if (!condition) return condition.error();
            selection.where.push_back(std::move(*condition));
        }
    }
    return print_records(
        invocation,
        selection,
        {{"number", "案号"}, {"title", "名称"}, {"status", "状态"}, {"opened_at", "立案时间"}}
    );
}

Result<int> task_list(const Invocation& invocation) {
    Selection selection{.table = "task", .order = {{"due_at", false}}, .limit = 200};
    if (invocation.has("assignee"))
        selection.where.push_back({"assignee", "=", {invocation.option("assignee")}});
    if (invocation.has("pack"))
        selection.where.push_back({"pack", "=", {invocation.option("pack")}});
    return print_records(
        invocation,
        selection,
        {{"number", "案号"},
         {"task", "任务"},
         {"name", "名称"},
         {"assignee", "签收人"},
         {"created_at", "产生时间"},
         {"due_at", "期限"}}
    );
}

/// A task is named by its number, or by its element.
DocumentObject task_members(const std::string& task) {
    const bool number = task.find_first_not_of("0123456789") == std::string::npos;
    return number ? DocumentObject{{"task", std::stoll(task)}} : DocumentObject{{"element", task}};
}

Result<int> task_claim(const Invocation& invocation) {
    return give_command(
        invocation,
        {.kind = "claim_task",
         .target = invocation.argument(0),
         .members = task_members(invocation.argument(1))}
    );
}

Result<int> task_complete(const Invocation& invocation) {
    auto values = case_values(invocation, 2);
    if (!values) return values.error();
    auto members = task_members(invocation.argument(1));
    members["values"] = std::move(*values);
    return give_command(
        invocation,
        {.kind = "complete_task", .target = invocation.argument(0), .members = std::move(members)}
    );
}

} // namespace

std::vector<Verb> case_verbs() {
    const Option pack{"pack", false, "业务包", "pack"};
    const Option csv{"csv", true, "以 CSV 输出", "print CSV"};
    const Option id{
        "id",
        false,
        "命令编号，重复提交时不会重复办理",
        "command id, so that a repeat is not done twice"};
    const Option at{"at", false, "实际发生时间（补录）", "when it happened (late entry)"};
    return {
        {"case",
         "open",
         {"pack", "values*"},
         "立案",
         "open a case",
         {{"process", false, "流程", "process"},
          {"reference", false, "附号", "reference"},
          {"owner", false, "属地机构", "organisation responsible"},
          id,
          at},
         &open},
        {"case",
         "list",
         {},
         "列出案件",
         "list cases",
         {pack,
          {"status", false, "状态 open、completed、voided", "status"},
          {"owner", false, "属地机构", "organisation"},
          csv},
         &list},
        {"case",
         "show",
         {"case"},
         "查看一个案件和它的日志",
         "show one case and its journal",
         {},
         &show},
        {"case",
         "do",
         {"case", "command", "values*"},
         "对案件下达命令（correct_facts、void_case、resolve_incident 等）",
         "give a command to a case",
         {id, at},
         &do_command},
        {"case", "note", {"case", "text"}, "添加备注", "add a note", {id, at}, &note},
        {"case",
         "find",
         {"conditions*"},
         "按字段=值查找案件",
         "find cases by field=value",
         {csv},
         &find_cases},
        {"task",
         "list",
         {},
         "列出待办，期限近者在前",
         "list open tasks, nearest deadline first",
         {pack, {"assignee", false, "签收人", "assignee"}, csv},
         &task_list},
        {"task", "claim", {"case", "task"}, "签收任务", "claim a task", {id, at}, &task_claim},
        {"task",
         "complete",
         {"case", "task", "values*"},
         "办结任务",
         "complete a task",
         {id, at},
         &task_complete}};
}

} // namespace gongdao
