#include "core/app/choices.hpp"
#include "core/app/county.hpp"
#include "core/app/errors.hpp"
#include "core/app/field_list.hpp"
#include "core/app/invocation.hpp"
#include "core/app/printing.hpp"
#include "core/app/typed_values.hpp"
#include "core/engine/guards.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <fmt/format.h>

#include <sstream>

namespace gongdao {

namespace {

std::vector<std::string> words_in(const std::string& text) {
    std::istringstream stream{text};
    return {std::istream_iterator<std::string>{stream}, {}};
}

/// Titles as the task's own pack has them.
std::string roles_shown(Node& node, const Record& row) {
    const auto roles = words_in(text_of(row, "roles"));
    const auto deployed = node.packs().current(text_of(row, "pack"));
    if (deployed) return role_titles((*deployed)->pack, roles);
    return text_of(row, "roles");
}

Document roles_value(const Cell& cell) {
    DocumentArray roles;
    const auto* text = std::get_if<std::string>(&cell);
    for (const auto& role : words_in(text == nullptr ? std::string{} : *text))
        roles.push_back(boost::json::string{role});
    return roles;
}

Document yes_or_no(const Cell& cell) {
    const auto* number = std::get_if<std::int64_t>(&cell);
    return Document(number != nullptr && *number != 0);
}

std::string provisional_shown(const Record& row, Language language) {
    const auto* number = std::get_if<std::int64_t>(&cell_of(row, "provisional"));
    const Wording mark{"暂按", "provisional"};
    return std::string{number != nullptr && *number != 0 ? mark.in(language) : std::string_view{}};
}

std::vector<PrintedColumn> task_columns(People& people, Language language) {
    return {
        {"number", {"案号", "case"}},
        {"task", {"任务", "task"}},
        {"element", {"元素", "element"}},
        {"name", {"名称", "name"}},
        {"roles", {"岗位", "roles"}, &roles_shown, &roles_value},
        {"form", {"表单", "form"}},
        {"assignee",
         {"签收人", "assignee"},
         [&people](Node&, const Record& row) {
             const auto assignee = text_of(row, "assignee");
             return assignee.empty() ? assignee : people.person(ActorId{assignee});
         }},
        {"created_at", {"产生时间", "since"}},
        {"due_at", {"期限", "due"}},
        {"provisional",
         {"暂按", "provisional"},
         [language](Node&, const Record& row) { return provisional_shown(row, language); },
         &yes_or_no}};
}

Result<int> list(const Invocation& invocation) {
    auto county = open_county_to_read(invocation);
    if (!county) return county.error();
    auto& node = (*county)->node();
    Selection selection{.table = "task", .order = {{"due_at", false}}, .limit = 200};
    if (invocation.has("assignee")) {
        const auto assignee = invocation.option("assignee");
        auto known = is_entry(node, "user", assignee);
        if (!known) return known.error();
        selection.where.push_back({"assignee", "=", {assignee}});
    }
    if (invocation.has("pack")) {
        auto known = is_pack(node, invocation.option("pack"));
        if (!known) return known.error();
        selection.where.push_back({"pack", "=", {invocation.option("pack")}});
    }
    if (invocation.has("case")) {
        const auto stream = node.find_case(invocation.option("case"));
        if (!stream) return stream.error();
        selection.where.push_back({"stream", "=", {stream->text()}});
    }
    People people{node, invocation.language};
    return print_records(
        invocation, node, std::move(selection), task_columns(people, invocation.language)
    );
}

/// A task is named by its number, or by its element.
DocumentObject task_members(const std::string& task) {
    const auto number = task_number(task);
    return number ? DocumentObject{{"task", *number}} : DocumentObject{{"element", task}};
}

Result<int> form(const Invocation& invocation) {
    auto county = open_county_to_read(invocation);
    if (!county) return county.error();
    auto& node = (*county)->node();
    const auto stream = node.find_case(invocation.argument(0));
    if (!stream) return stream.error();
    const auto state = node.load_case(*stream);
    if (!state) return state.error();
    auto open = guards::is_open(*state);
    if (!open) return open.error();
    const auto& named = invocation.argument(1);
    const auto number = task_number(named);
    const auto task = guards::find_task(*state, number.value_or(0), number ? std::string{} : named);
    if (!task) return task.error();
    const auto deployed = node.packs().version(state->pack.text(), state->pack_version);
    if (!deployed) return deployed.error();
    People people{node, invocation.language};
    const std::vector<JournalRow> no_rows;
    const CaseScreen screen{
        .state = *state,
        .pack = (*deployed)->pack,
        .rows = no_rows,
        .people = people,
        .language = invocation.language};
    if (invocation.wants_json()) {
        print_json(form_document(screen, *task));
    } else {
        fmt::print("{}", form_text(screen, *task));
    }
    return 0;
}

Result<int> claim(const Invocation& invocation) {
    return give_command(
        invocation,
        {.kind = "claim_task",
         .target = invocation.argument(0),
         .members = task_members(invocation.argument(1))}
    );
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

Result<int> complete(const Invocation& invocation) {
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

std::vector<Verb> task_verbs() {
    return {
        {"task",
         "list",
         {},
         "列出待办，期限近者在前",
         "list open tasks, nearest deadline first",
         {{"pack", false, "业务包", "pack"},
          {"case", false, "案件", "case"},
          {"assignee", false, "签收人", "assignee"},
          csv_option()},
         &list},
        {"task",
         "form",
         {"case", "task"},
         "查看任务的表单：要填哪些字段，怎么填",
         "show a task's form: which fields it asks for, and how to fill them in",
         {},
         &form},
        {"task",
         "claim",
         {"case", "task"},
         "签收任务",
         "claim a task",
         {id_option(), at_option()},
         &claim},
        {"task",
         "complete",
         {"case", "task", "values*"},
         "办结任务",
         "complete a task",
         {id_option(), at_option()},
         &complete}};
}

} // namespace gongdao
