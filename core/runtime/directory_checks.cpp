#include "core/runtime/directory_checks.hpp"

#include "core/engine/context.hpp"
#include "core/runtime/built_in_registers.hpp"
#include "core/runtime/entry_errors.hpp"
#include "core/runtime/node.hpp"
#include "core/runtime/people.hpp"
#include "core/values/two_languages.hpp"

#include <algorithm>

namespace gongdao {

namespace {

constexpr std::size_t named_max = 5;
constexpr std::size_t people_max = 1'000'000;

using Entry = std::pair<std::string, Document>; ///< key and data

Result<std::vector<Entry>>
active_entries(Node& node, const std::string& register_id, std::vector<Where> more) {
    more.push_back({"org", "=", {node.org().text()}});
    more.push_back({"register", "=", {register_id}});
    more.push_back({"status", "=", {std::string{"active"}}});
    const auto rows = node.store().select(
        {.table = "entry", .where = std::move(more), .order = {{"key", false}}, .limit = people_max}
    );
    if (!rows) return rows.error();
    std::vector<Entry> entries;
    for (const auto& row : *rows) {
        auto data = parse_document(std::get<std::string>(row.cells[7]));
        if (!data) return data.error();
        entries.emplace_back(std::get<std::string>(row.cells[2]), std::move(*data));
    }
    return entries;
}

/// `a、b、c…`
std::string some_of(const std::vector<std::string>& names) {
    std::string text;
    for (std::size_t i = 0; i < std::min(names.size(), named_max); ++i)
        text += (i == 0 ? "" : "、") + names[i];
    return names.size() > named_max ? text + "…" : text;
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blank = " \t";
    const auto first = text.find_first_not_of(blank);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

class EntryCheck {
public:
    explicit EntryCheck(Node& node) : node_{node} {}

    Faults faults;

    Result<void> user(const std::string& id, const Document& values) {
        if (id == system_actor.text()) note(fail(errors::user_id_reserved, {id}), "id");
        if (const auto home = find_text(values, "organisation")) {
            auto there =
                organisation("organisation", {"所属机构", "organisation"}, std::string{*home});
            if (!there) return there;
        }
        const auto given = find_text(values, "roles");
        if (given) {
            auto kept = keeps_an_administrator(id, *given);
            if (!kept) return kept;
        }
        return roles(given.value_or(""));
    }

    Result<void> organisation_entry(const std::string& code, const Document& values) {
        const auto from = find_text(values, "valid_from");
        const auto to = find_text(values, "valid_to");
        if (code == node_.org().text() && to && !to->empty())
            note(fail(errors::organisation_is_county, {code}), "valid_to");
        if (from && to && *to < *from)
            note(
                fail(errors::organisation_ends_before, {std::string{*from}, std::string{*to}}),
                "valid_to"
            );
        const std::string parent{find_text(values, "parent").value_or("")};
        if (parent.empty()) return {};
        const auto above = node_.directory().path_of(parent);
        if (parent == code || std::find(above.begin(), above.end(), code) != above.end()) {
            note(fail(errors::organisation_in_circle, {code, parent}), "parent");
            return {};
        }
        return organisation("parent", {"上级机构", "parent"}, parent);
    }

private:
    /// Without one nobody could ever register a person or deploy a pack again.
    Result<void> keeps_an_administrator(const std::string& id, std::string_view roles) {
        if (administers(roles, {})) return {};
        const auto users = active_entries(node_, "user", {});
        if (!users) return users.error();
        bool is_one = false;
        for (const auto& [key, data] : *users) {
            const std::string home{find_text(data, "organisation").value_or("")};
            if (!administers(find_text(data, "roles").value_or(""), home)) continue;
            if (key != id) return {};
            is_one = true;
        }
        if (is_one) note(fail(errors::last_administrator, {id}), "roles");
        return {};
    }

    [[nodiscard]] bool administers(std::string_view roles, const std::string& home) const {
        const auto grants = read_grants(roles, home);
        return std::any_of(grants.begin(), grants.end(), [&](const Grant& grant) {
            return grant.role == administrator_role && grant.organisation == node_.org().text();
        });
    }

    void note(Error fault, const std::string& field) {
        fault.place.element = field;
        faults.push_back(std::move(fault));
    }

    Result<void>
    organisation(const std::string& field, const Wording& title, const std::string& code) {
        const auto row =
            node_.store().find("entry", {node_.org().text(), std::string{"organisation"}, code});
        if (!row) return row.error();
        if (!*row) {
            note(fail(errors::organisation_unknown, {both_languages(title), code}), field);
        } else if (std::get<std::string>((*row)->cells[5]) != "active") {
            note(fail(errors::organisation_retired, {both_languages(title), code}), field);
        }
        return {};
    }

    Result<void> roles(std::string_view text) {
        while (!text.empty()) {
            const auto end = text.find(';');
            const auto item = trimmed(text.substr(0, end));
            text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
            if (item.empty()) continue;
            auto checked = role(item);
            if (!checked) return checked;
        }
        return {};
    }

    Result<void> role(std::string_view item) {
        const auto at = item.find('@');
        const std::string name{item.substr(0, at)};
        if (at == 0 || at == std::string_view::npos || at + 1 == item.size()) {
            note(fail(errors::user_role_shape, {std::string{item}}), "roles");
            return {};
        }
        const auto known = is_role(name);
        if (!known) return known.error();
        if (!*known) note(fail(errors::user_role_unknown, {name}), "roles");
        return organisation("roles", {"岗位", "roles"}, std::string{item.substr(at + 1)});
    }

    Result<bool> is_role(const std::string& name) {
        if (name == administrator_role) return true;
        const auto ids = node_.packs().ids();
        if (!ids) return ids.error();
        for (const auto& id : *ids) {
            const auto deployed = node_.packs().current(id);
            if (!deployed) return deployed.error();
            if ((*deployed)->pack.roles.contains(name)) return true;
        }
        return false;
    }

    Node& node_;
};

Result<void> no_children(Node& node, const std::string& code) {
    const auto children = active_entries(node, "organisation", {{"data.parent", "=", {code}}});
    if (!children) return children.error();
    std::vector<std::string> names;
    for (const auto& [key, data] : *children)
        names.push_back(key);
    if (names.empty()) return {};
    return fail(
        errors::organisation_has_children, {code, std::to_string(names.size()), some_of(names)}
    );
}

Result<void> no_people(Node& node, const std::string& code) {
    const auto people = active_entries(node, "user", {});
    if (!people) return people.error();
    std::vector<std::string> names;
    for (const auto& [key, data] : *people) {
        const std::string home{find_text(data, "organisation").value_or("")};
        const auto grants = read_grants(find_text(data, "roles").value_or(""), home);
        const bool here =
            home == code || std::any_of(grants.begin(), grants.end(), [&](const Grant& grant) {
                return grant.organisation == code;
            });
        if (here) names.push_back(key);
    }
    if (names.empty()) return {};
    return fail(
        errors::organisation_has_users, {code, std::to_string(names.size()), some_of(names)}
    );
}

Result<void> no_cases(Node& node, const std::string& code) {
    const std::vector<Where> open{
        {"org", "=", {node.org().text()}},
        {"status", "=", {std::string{"open"}}},
        {"owner", "=", {code}}};
    const auto rows = node.store().select(
        {.table = "case_index", .where = open, .order = {{"number", false}}, .limit = named_max + 1}
    );
    if (!rows) return rows.error();
    if (rows->empty()) return {};
    const auto count = node.store().aggregate({.table = "case_index", .where = open});
    if (!count) return count.error();
    std::vector<std::string> numbers;
    for (const auto& row : *rows)
        numbers.push_back(std::get<std::string>(row.cells[4]));
    return fail(
        errors::organisation_has_cases,
        {code, std::to_string(count->front().value), some_of(numbers)}
    );
}

enum class Tasks { all, without_role };

Result<void> no_tasks(Node& node, const std::string& person, Tasks which) {
    const auto rows = node.store().select(
        {.table = "task",
         .where = {{"org", "=", {node.org().text()}}, {"assignee", "=", {person}}},
         .order = {{"created_at", false}},
         .limit = people_max}
    );
    if (!rows) return rows.error();
    std::vector<std::string> names;
    for (const auto& row : *rows) {
        const bool has_role =
            std::get<std::string>(row.cells[7]).find_first_not_of(' ') != std::string::npos;
        if (has_role && which == Tasks::without_role) continue;
        names.push_back(
            std::get<std::string>(row.cells[4]) + " " + std::get<std::string>(row.cells[6])
        );
    }
    if (names.empty()) return {};
    return fail(errors::user_has_tasks, {person, std::to_string(names.size()), some_of(names)});
}

} // namespace

Result<void> check_directory_entry(
    Node& node, const std::string& register_id, const std::string& key, const Document& values
) {
    EntryCheck check{node};
    auto looked = register_id == "user"           ? check.user(key, values)
                  : register_id == "organisation" ? check.organisation_entry(key, values)
                                                  : Result<void>{};
    if (!looked) return looked;
    if (!check.faults.empty()) return one_of(check.faults);
    return {};
}

Result<void> check_own_tasks(Node& node, const std::string& person) {
    return no_tasks(node, person, Tasks::without_role);
}

Result<void>
check_directory_retirement(Node& node, const std::string& register_id, const std::string& key) {
    if (register_id == "user") return no_tasks(node, key, Tasks::all);
    if (register_id != "organisation") return {};
    if (key == node.org().text()) return fail(errors::organisation_is_county, {key});
    auto free = no_children(node, key);
    if (free) free = no_people(node, key);
    if (free) free = no_cases(node, key);
    return free;
}

} // namespace gongdao
