#include "core/app/case_screen.hpp"
#include "core/app/choices.hpp"
#include "core/app/county.hpp"
#include "core/app/deadline_screen.hpp"
#include "core/app/errors.hpp"
#include "core/app/invocation.hpp"
#include "core/app/printing.hpp"
#include "core/app/sealed_search.hpp"
#include "core/app/status_words.hpp"
#include "core/app/typed_values.hpp"
#include "core/engine/codec.hpp"
#include "core/runtime/case_deadlines.hpp"
#include "core/runtime/errors.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <optional>

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
std::string rank_label(Node& node, const Record& row, Language language) {
    const auto* rank = std::get_if<std::int64_t>(&cell_of(row, "proposed_rank"));
    if (rank == nullptr) return {};
    const auto state = node.load_case(StreamId{text_of(row, "stream")});
    if (!state || !state->warning) return std::to_string(*rank);
    const auto deployed = node.packs().version(state->pack.text(), state->pack_version);
    if (!deployed) return std::to_string(*rank);
    const Wording open{"（待确认）", " (not confirmed)"};
    return rank_title((*deployed)->pack, state->warning->profile, *rank) +
           std::string{state->warning->confirmed ? std::string_view{} : open.in(language)};
}

std::vector<PrintedColumn> case_columns(Language language) {
    return {
        {"number", {"案号", "number"}},
        {"title", {"名称", "title"}},
        {"status", {"状态", "status"}},
        {"stage", {"环节", "stage"}},
        {"proposed_rank",
         {"预警", "warning"},
         [language](Node& node, const Record& row) { return rank_label(node, row, language); }},
        {"opened_at", {"立案时间", "opened"}},
        {"closed_at", {"办结时间", "closed"}}};
}

Result<void> add_filters(const Invocation& invocation, Node& node, Selection& selection) {
    if (invocation.has("pack")) {
        auto known = is_pack(node, invocation.option("pack"));
        if (!known) return known;
        selection.where.push_back({"pack", "=", {invocation.option("pack")}});
    }
    if (invocation.has("status")) {
        const auto status = case_status_of(invocation.option("status"));
        if (status.empty())
            return fail(errors::no_such_status, {invocation.option("status"), case_statuses()});
        selection.where.push_back({"status", "=", {status}});
    }
    if (invocation.has("owner")) {
        auto known = is_entry(node, "organisation", invocation.option("owner"));
        if (!known) return known;
        selection.where.push_back({"owner", "=", {invocation.option("owner")}});
    }
    return {};
}

Result<int> list(const Invocation& invocation) {
    auto county = open_county_to_read(invocation);
    if (!county) return county.error();
    auto& node = (*county)->node();
    Selection selection{.table = "case_index", .order = {{"opened_at", true}}, .limit = 200};
    auto added = add_filters(invocation, node, selection);
    if (!added) return added.error();
    return print_records(invocation, node, std::move(selection), case_columns(invocation.language));
}

Result<int> show_json(
    const Invocation& invocation,
    const CaseState& state,
    const Pack& pack,
    const std::vector<OpenDeadline>& deadlines
) {
    if (!invocation.has("explain")) {
        fmt::print("{}\n", encode_state(state));
        return 0;
    }
    auto document = parse_document(encode_state(state));
    if (!document) return document.error();
    document->as_object()["deadlines"] = deadlines_document(deadlines, pack);
    print_json(*document);
    return 0;
}

Result<int> show(const Invocation& invocation) {
    auto county = open_county_to_read(invocation);
    if (!county) return county.error();
    auto& node = (*county)->node();
    const auto stream = node.find_case(invocation.argument(0));
    if (!stream) return stream.error();
    const auto state = node.load_case(*stream);
    if (!state) return state.error();
    const auto deployed = node.packs().version(state->pack.text(), state->pack_version);
    if (!deployed) return deployed.error();
    std::vector<OpenDeadline> deadlines;
    if (invocation.has("explain")) {
        auto counted = deadlines_of(node, *state, (*county)->now());
        if (!counted) return counted.error();
        deadlines = std::move(*counted);
    }
    if (invocation.wants_json()) return show_json(invocation, *state, (*deployed)->pack, deadlines);
    const auto rows = node.store().journal_of(node.org(), *stream);
    if (!rows) return rows.error();
    People people{node, invocation.language};
    fmt::print(
        "{}",
        case_text(
            {.state = *state,
             .pack = (*deployed)->pack,
             .rows = *rows,
             .people = people,
             .language = invocation.language}
        )
    );
    fmt::print("{}", deadlines_text(deadlines, (*deployed)->pack, invocation.language));
    return 0;
}

/// `correct_facts headcount=4 reason=…`: what is no member of the command is a field.
Result<Document> correction(const Invocation& invocation) {
    std::vector<std::string> fields;
    DocumentObject members;
    for (const auto& word : words_from(invocation, 2)) {
        const bool is_reason = word.starts_with("reason=");
        const bool is_json = word.starts_with("values=") || word.starts_with("with=");
        if (is_reason && members.contains("reason")) return fail(errors::field_twice, {"reason"});
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
    std::vector<std::optional<Where>> sealed; // asked before the county is held here
    for (const auto& text : invocation.arguments) {
        auto condition = sealed_condition(invocation, "case", text);
        if (!condition) return condition.error();
        sealed.push_back(std::move(*condition));
    }
    auto county = open_county_to_read(invocation);
    if (!county) return county.error();
    auto& node = (*county)->node();
    Selection selection{.table = "case_index", .order = {{"opened_at", true}}, .limit = 200};
    for (std::size_t i = 0; i < invocation.arguments.size(); ++i) {
        if (sealed[i]) {
            selection.where.push_back(*sealed[i]);
            continue;
        }
        auto condition = read_condition(invocation.arguments[i], node, date_of((*county)->now()));
        if (!condition) return condition.error();
        selection.where.push_back(std::move(*condition));
    }
    return print_records(invocation, node, std::move(selection), case_columns(invocation.language));
}

} // namespace

std::vector<Verb> case_verbs() {
    const Option pack{"pack", false, "业务包", "pack"};
    return {
        {"case",
         "open",
         {"pack", "values*"},
         "立案",
         "open a case",
         {{"process", false, "流程", "process"},
          {"reference", false, "附号", "reference"},
          {"owner", false, "属地机构", "organisation responsible"},
          id_option(),
          at_option()},
         &open},
        {"case",
         "list",
         {},
         "列出案件",
         "list cases",
         {pack,
          {"status",
           false,
           "状态：open 在办、completed 已办结、voided 已作废",
           "status: open, completed or voided"},
          {"owner", false, "属地机构", "organisation"},
          csv_option()},
         &list},
        {"case",
         "show",
         {"case"},
         "查看一个案件和它的日志",
         "show one case and its journal",
         {{"explain",
           true,
           "逐日列出每个期限是怎样计算的",
           "list day by day how each deadline was counted"}},
         &show},
        {"case",
         "do",
         {"case", "command", "values*"},
         "对案件下达命令（correct_facts、void_case、resolve_incident 等）",
         "give a command to a case",
         {id_option(), at_option()},
         &do_command},
        {"case",
         "note",
         {"case", "text"},
         "添加备注",
         "add a note",
         {id_option(), at_option()},
         &note},
        {"case",
         "find",
         {"conditions*"},
         "按字段=值查找案件；加密保存的栏目（如身份证号）须写全值",
         "find cases by field=value; of fields that are sealed, the whole value",
         {csv_option()},
         &find_cases}};
}

} // namespace gongdao
