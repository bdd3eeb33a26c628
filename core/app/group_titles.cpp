#include "core/app/group_titles.hpp"

#include <algorithm>

namespace gongdao {

namespace {

constexpr std::int64_t organisations_max = 10'000;

using Titles = std::map<std::string, std::string>;

const Field* found_in(const FieldSchema& schema, const std::string& id) {
    return id.empty() ? nullptr : schema.find(id);
}

std::optional<Field> copy_of(const Field* field) {
    return field == nullptr ? std::nullopt : std::optional<Field>{*field};
}

Titles rank_labels(const Pack& pack, const std::string& profile) {
    Titles titles;
    const auto known = pack.warnings.find(profile);
    if (known == pack.warnings.end()) return titles;
    for (const auto& rank : known->second.ranks)
        titles[std::to_string(rank.rank)] = rank.label;
    return titles;
}

Result<Titles> organisation_names(Node& node) {
    const auto rows = node.store().select(
        {.table = "entry",
         .where = {{"org", "=", {node.org().text()}}, {"register", "=", {"organisation"}}},
         .limit = organisations_max}
    );
    if (!rows) return rows.error();
    const auto& columns = shape_of("entry").columns;
    const auto column = [&](std::string_view name) {
        return static_cast<std::size_t>(
            std::find(columns.begin(), columns.end(), name) - columns.begin()
        );
    };
    Titles titles;
    for (const auto& row : *rows) {
        const auto data = parse_document(std::get<std::string>(row.cells[column("data")]));
        if (!data) return data.error();
        if (const auto name = find_text(*data, "name"))
            titles[std::get<std::string>(row.cells[column("key")])] = std::string{*name};
    }
    return titles;
}

} // namespace

std::optional<Field> field_of_measure(Node& node, const Measure& measure, const std::string& id) {
    const auto deployed = node.packs().current(measure.pack);
    if (!deployed) return std::nullopt;
    const auto& pack = (*deployed)->pack;
    const auto colon = measure.source.find(':');
    if (colon == std::string::npos) return copy_of(found_in(pack.fields, id));
    auto name = measure.source.substr(colon + 1);
    if (measure.source.starts_with("batch:")) {
        const auto batch = pack.batches.find(name);
        if (batch == pack.batches.end()) return std::nullopt;
        name = batch->second.register_id;
    }
    const auto entries = node.packs().find_register(name.substr(name.find('/') + 1));
    if (!entries) return std::nullopt;
    return copy_of(found_in(entries->fields, id));
}

Result<std::map<std::string, std::string>>
group_titles(Node& node, const Pack& pack, const Measure& measure) {
    if (!measure.profile.empty()) return rank_labels(pack, measure.profile);
    if (measure.group_by == "owner") return organisation_names(node);
    const auto field = field_of_measure(node, measure, measure.group_by);
    if (!field) return Titles{};
    if (field->type == FieldType::boolean) return Titles{{"0", "否"}, {"1", "是"}};
    return field->choice_titles;
}

} // namespace gongdao
