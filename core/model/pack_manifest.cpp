#include "core/model/pack_manifest.hpp"

#include "core/model/errors.hpp"
#include "core/model/manifest_section.hpp"
#include "core/model/names.hpp"

#include <boost/property_tree/ptree.hpp>

#include <algorithm>
#include <set>
#include <utility>

namespace gongdao {

namespace {

const std::set<std::string>& permissions() {
    static const std::set<std::string> words{
        "open", "correct", "void", "note", "message", "import", "batch", "deploy", "resolve"};
    return words;
}

/// Keeps the first of two with the same id.
template <class Item>
void keep(std::map<std::string, Item>& items, Item item, const ManifestSection& section) {
    const auto id = item.id;
    if (!items.emplace(id, std::move(item)).second) section.fault(errors::repeated_key, {id});
}

Role read_role(ManifestSection& section) {
    Role role;
    role.id = section.id();
    role.line = section.line();
    role.title = section.needed("title");
    role.may = section.words("may");
    for (const auto& word : role.may) {
        if (permissions().count(word) > 0) continue;
        section.fault(
            errors::bad_choice,
            {"may", word, "open correct void note message import batch deploy resolve"}
        );
    }
    section.finish();
    return role;
}

Query read_query(ManifestSection& section, const PackId& pack) {
    Query query;
    query.id = section.id();
    query.line = section.line();
    const auto answer = section.choice("answer", {"list", "count", "serial"});
    query.answer = answer == "list"    ? Query::Answer::list
                   : answer == "count" ? Query::Answer::count
                                       : Query::Answer::serial;
    query.pack = section.text("pack");
    if (query.pack.empty()) query.pack = pack.text();
    query.match = section.words("match");
    query.where = section.conditions();
    query.within = section.period("within");
    query.within_field = section.text("within_field");
    if (query.within_field.empty()) query.within_field = "opened_at";
    query.include_self = section.yes("include_self");
    section.finish();
    return query;
}

RegisterDefinition read_register(ManifestSection& section) {
    RegisterDefinition definition;
    definition.id = section.id();
    definition.line = section.line();
    definition.title = section.needed("title");
    definition.key = section.needed("key");
    definition.editors = section.words("editor");
    section.finish();
    return definition;
}

Review read_review(ManifestSection& section) {
    Review review;
    review.id = section.id();
    review.line = section.line();
    review.title = section.needed("title");
    review.where = section.conditions();
    review.rule = section.needed("rule");
    review.compare = section.words("compare");
    if (review.compare.empty()) section.fault(errors::missing_key, {"compare"});
    review.message = section.needed("message");
    section.finish();
    return review;
}

WarningProfile::Rank read_rank(ManifestSection& section) {
    WarningProfile::Rank rank;
    if (!read_number(section.value(), rank.rank))
        section.fault(errors::bad_number_key, {"rank", section.value()});
    rank.colour = section.needed("colour");
    rank.label = section.needed("label");
    rank.confirm_within = section.period("confirm_within");
    section.finish();
    return rank;
}

WarningProfile read_warning(ManifestSection& section) {
    WarningProfile profile;
    profile.id = section.id();
    profile.line = section.line();
    profile.title = section.needed("title");
    for (auto& rank : section.each("rank"))
        profile.ranks.push_back(read_rank(rank));
    if (profile.ranks.empty()) section.fault(errors::missing_key, {"rank"});
    auto& ranks = profile.ranks;
    std::stable_sort(ranks.begin(), ranks.end(), [](const auto& a, const auto& b) {
        return a.rank < b.rank;
    });
    for (std::size_t i = 1; i < ranks.size(); ++i) {
        if (ranks[i].rank == ranks[i - 1].rank)
            section.fault(errors::repeated_rank, {std::to_string(ranks[i].rank)});
    }
    section.finish();
    return profile;
}

/// The texts between braces.
std::vector<std::string> placeholders_in(const std::string& pattern) {
    std::vector<std::string> out;
    for (auto at = pattern.find('{'); at != std::string::npos; at = pattern.find('{', at + 1)) {
        out.push_back(pattern.substr(at + 1, pattern.find('}', at) - at - 1));
    }
    return out;
}

bool is_serial(const std::string& word) {
    const std::string serial = "serial";
    if (word.rfind(serial, 0) != 0) return false;
    const auto digits = word.substr(serial.size());
    return digits.empty() || (digits.size() == 1 && digits[0] >= '1' && digits[0] <= '9');
}

NumberRule read_number_rule(ManifestSection& section) {
    static const std::set<std::string> known{"org", "kind", "year", "month"};
    NumberRule rule;
    rule.pattern = section.value();
    rule.kind = section.needed("kind");
    bool has_serial = false;
    for (const auto& word : placeholders_in(rule.pattern)) {
        has_serial = has_serial || is_serial(word);
        if (!is_serial(word) && known.count(word) == 0)
            section.fault(errors::bad_placeholder, {rule.pattern, "{" + word + "}"});
    }
    if (!has_serial) section.fault(errors::number_without_serial, {rule.pattern});
    section.finish();
    return rule;
}

void read_heading(Pack& pack, ManifestSection& root) {
    const auto id = root.needed("id");
    if (!id.empty() && !is_name(id)) root.fault_at(1, errors::bad_name, {id});
    pack.id = PackId{id};
    pack.title = root.needed("title");
    pack.main_process = root.needed("process");
    pack.title_template = root.text("case_title");
    pack.relevant_date = root.text("relevant_date");
    pack.imports = root.words("import");
    auto numbers = root.each("number");
    if (numbers.size() > 1) numbers[1].fault(errors::repeated_key, {"number"});
    if (!numbers.empty()) pack.number = read_number_rule(numbers.front());
}

} // namespace

void read_manifest(Pack& pack, const std::string& text, Faults& faults) {
    const std::string file = "pack.info";
    auto tree = read_info(text, file, faults);
    tree.data().line = 1;
    ManifestSection root{tree, file, faults};
    read_heading(pack, root);
    for (auto& section : root.each("role"))
        keep(pack.roles, read_role(section), section);
    for (auto& section : root.each("query"))
        keep(pack.queries, read_query(section, pack.id), section);
    for (auto& section : root.each("register"))
        keep(pack.registers, read_register(section), section);
    for (auto& section : root.each("warning"))
        keep(pack.warnings, read_warning(section), section);
    for (auto& section : root.each("batch"))
        keep(pack.batches, read_batch(section), section);
    for (auto& section : root.each("review"))
        keep(pack.reviews, read_review(section), section);
    for (auto& section : root.each("board"))
        keep(pack.boards, read_board(section, pack.id), section);
    root.finish();
}

namespace {

void read_conditions(ManifestSection& root, Form& form) {
    for (auto& section : root.each("refuse")) {
        form.refusals.push_back(
            {.when = section.value(), .sentence = section.needed("say"), .line = section.line()}
        );
        section.finish();
    }
    for (auto& section : root.each("check")) {
        form.checks.push_back({.rule = section.id(), .line = section.line()});
        section.finish();
    }
}

} // namespace

Form read_form(
    const std::string& id, const std::string& text, const std::string& file, Faults& faults
) {
    auto tree = read_info(text, file, faults);
    tree.data().line = 1;
    ManifestSection root{tree, file, faults};
    Form form;
    form.id = id;
    form.line = 1;
    form.title = root.needed("title");
    for (const auto* const key : {"require", "ask", "show"})
        root.allow(key);
    read_conditions(root, form);
    for (const auto& [key, node] : tree) {
        if (key != "require" && key != "ask" && key != "show") continue;
        ManifestSection section{node, file, faults};
        Form::Entry entry;
        entry.field = section.id();
        entry.required = key == "require";
        entry.read_only = key == "show";
        entry.help = section.text("help");
        if (key == "ask") entry.needed_when = section.text("needed_when");
        entry.line = section.line();
        section.finish();
        const bool repeated =
            std::any_of(form.entries.begin(), form.entries.end(), [&](const Form::Entry& other) {
                return other.field == entry.field;
            });
        if (repeated) section.fault(errors::repeated_key, {entry.field});
        form.entries.push_back(std::move(entry));
    }
    root.finish();
    return form;
}

} // namespace gongdao
