#include "core/app/typed_values.hpp"

#include "core/app/errors.hpp"
#include "core/app/status_words.hpp"
#include "core/runtime/node.hpp"
#include "core/runtime/questions.hpp"

#include <boost/json/object.hpp>

#include <algorithm>
#include <array>
#include <charconv>

namespace gongdao {

std::vector<std::string> words_from(const Invocation& invocation, std::size_t first) {
    const auto from = std::min(first, invocation.arguments.size());
    return {
        invocation.arguments.begin() + static_cast<std::ptrdiff_t>(from),
        invocation.arguments.end()};
}

Result<Document> read_members(const std::vector<std::string>& words) {
    DocumentObject values;
    for (const auto& word : words) {
        if (word.starts_with('{')) return parse_document(word);
        const auto equals = word.find('=');
        if (equals == std::string::npos) return fail(errors::value_without_name, {word});
        const auto value = word.substr(equals + 1);
        const auto document = parse_document(value);
        const auto name = word.substr(0, equals);
        if (values.contains(name)) return fail(errors::field_twice, {name});
        values[name] = document && !document->is_string() ? *document : Document(value);
    }
    return Document(values);
}

namespace {

/// By id or by label; null where there is none.
const Field* named(const FieldSchema& schema, const std::string& name) {
    const auto* field = schema.find(name);
    return field == nullptr ? schema.find_title(name) : field;
}

} // namespace

Result<Document>
read_fields(const std::vector<std::string>& words, const FieldSchema& schema, CivilDate today) {
    DocumentObject values;
    for (const auto& word : words) {
        if (word.starts_with('{')) return parse_document(word);
        const auto equals = word.find('=');
        if (equals == std::string::npos) return fail(errors::value_without_name, {word});
        const auto name = word.substr(0, equals);
        const auto value = word.substr(equals + 1);
        const auto* field = named(schema, name);
        const bool is_json = value.starts_with('{') || value.starts_with('[');
        auto read = is_json            ? parse_document(value)
                    : field == nullptr ? Result<Document>{Document(value)}
                                       : schema.read_cell(*field, value, today);
        if (!read) return read.error();
        const auto& id = field == nullptr ? name : field->id;
        if (values.contains(id)) return fail(errors::field_twice, {name});
        values[id] = std::move(*read);
    }
    return Document(values);
}

Result<Document> read_case_fields(
    const std::vector<std::string>& words, Node& node, const std::string& target, CivilDate today
) {
    const auto stream = node.find_case(target);
    if (!stream) return stream.error();
    const auto state = node.load_case(*stream);
    if (!state) return state.error();
    const auto deployed = node.packs().version(state->pack.text(), state->pack_version);
    if (!deployed) return deployed.error();
    return read_fields(words, (*deployed)->pack.fields, today);
}

namespace {

/// What a condition may name besides the fields of packs.
constexpr std::array case_columns{
    "number", "reference", "title", "pack", "status", "stage", "owner", "rank", "incidents"};

Result<Where> column_condition(const std::string& name, const std::string& value) {
    const bool counted = name == "rank" || name == "incidents";
    if (counted && (value.empty() || !task_number(value)))
        return fail(errors::not_a_number, {name, value});
    if (counted) return case_condition(name, "=", Document(*task_number(value)));
    if (name != "status") return case_condition(name, "=", Document(value));
    const auto status = case_status_of(value);
    if (status.empty()) return fail(errors::no_such_status, {value, case_statuses()});
    return case_condition(name, "=", Document(status));
}

} // namespace

std::optional<std::int64_t> task_number(const std::string& text) {
    std::int64_t number = 0;
    const auto* end = text.data() + text.size();
    const auto [stopped, problem] = std::from_chars(text.data(), end, number);
    const bool whole = problem == std::errc{} && stopped == end && !text.empty() && number >= 0;
    return whole ? std::optional{number} : std::nullopt;
}

Result<Where> read_condition(const std::string& text, Node& node, CivilDate today) {
    const auto equals = text.find('=');
    if (equals == std::string::npos) return fail(errors::value_without_name, {text});
    const auto name = text.substr(0, equals);
    const auto value = text.substr(equals + 1);
    if (std::find(case_columns.begin(), case_columns.end(), name) != case_columns.end())
        return column_condition(name, value);
    const auto packs = node.packs().ids();
    if (!packs) return packs.error();
    for (const auto& pack : *packs) {
        const auto deployed = node.packs().current(pack);
        if (!deployed) return deployed.error();
        const auto& schema = (*deployed)->pack.fields;
        const auto* field = named(schema, name);
        if (field == nullptr) continue;
        const auto read = schema.read_cell(*field, value, today);
        if (!read) return read.error();
        return case_condition(field->id, "=", *read);
    }
    std::string columns;
    for (const auto* column : case_columns)
        columns += (columns.empty() ? "" : "、") + std::string{column};
    return fail(errors::no_such_field, {name, columns});
}

} // namespace gongdao
