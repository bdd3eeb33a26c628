#include "core/access/directory.hpp"

#include "core/access/directory_errors.hpp"

#include <algorithm>

namespace gongdao {

namespace {

/// 省-市-县-镇街-企业-分会 and some room.
constexpr std::size_t levels_max = 12;

Result<Document> data_of(const Record& entry) {
    return parse_document(std::get<std::string>(entry.cells[7]));
}

} // namespace

std::vector<Grant> read_grants(std::string_view text, const std::string& home) {
    std::vector<Grant> grants;
    while (!text.empty()) {
        const auto end = text.find(";");
        auto item = text.substr(0, end);
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
        while (!item.empty() && static_cast<unsigned char>(item.front()) <= ' ')
            item.remove_prefix(1);
        if (item.empty()) continue;
        const auto at = item.find('@');
        grants.push_back(
            {.role = std::string{item.substr(0, at)},
             .organisation = at == std::string_view::npos ? home : std::string{item.substr(at + 1)}}
        );
    }
    return grants;
}

Result<Actor> Directory::actor(const ActorId& id) {
    if (id == system_actor) return Actor{.id = id, .is_system = true};
    const auto known = actors_.find(id);
    if (known != actors_.end()) return known->second;
    const auto found = reader_.find("entry", {org_.text(), std::string{"user"}, id.text()});
    if (!found) return found.error();
    if (!*found) return fail(errors::no_such_actor, {id.text()});
    if (std::get<std::string>((*found)->cells[5]) != "active")
        return fail(errors::actor_retired, {id.text()});
    const auto data = data_of(**found);
    if (!data) return data.error();
    Actor actor{
        .id = id, .organisation = std::string{find_text(*data, "organisation").value_or("")}};
    actor.grants = read_grants(find_text(*data, "roles").value_or(""), actor.organisation);
    for (auto& grant : actor.grants)
        grant.valid_to = end_of(grant.organisation);
    return actors_.emplace(id, std::move(actor)).first->second;
}

std::string Directory::end_of(const std::string& organisation) {
    const auto found =
        reader_.find("entry", {org_.text(), std::string{"organisation"}, organisation});
    if (!found || !*found) return {};
    const auto data = data_of(**found);
    return data ? std::string{find_text(*data, "valid_to").value_or("")} : std::string{};
}

std::string Directory::name_of(const std::string& account) {
    const auto found = reader_.find("entry", {org_.text(), std::string{"user"}, account});
    if (!found || !*found) return account;
    const auto data = data_of(**found);
    const auto name = data ? find_text(*data, "name") : std::nullopt;
    return name ? std::string{*name} : account;
}

std::vector<std::string> Directory::path_of(const std::string& organisation) {
    const auto known = paths_.find(organisation);
    if (known != paths_.end()) return known->second;
    std::vector<std::string> path;
    auto here = organisation;
    while (!here.empty() && path.size() < levels_max &&
           std::find(path.begin(), path.end(), here) == path.end()) {
        path.push_back(here);
        const auto found = reader_.find("entry", {org_.text(), std::string{"organisation"}, here});
        if (!found || !*found) break;
        const auto data = data_of(**found);
        if (!data) break;
        here = std::string{find_text(*data, "parent").value_or("")};
    }
    return paths_.emplace(organisation, std::move(path)).first->second;
}

bool Directory::holds(const Actor& actor, std::string_view role, const std::string& organisation) {
    if (actor.is_system) return true;
    const auto path = path_of(organisation);
    return std::any_of(actor.grants.begin(), actor.grants.end(), [&](const Grant& grant) {
        return grant.role == role &&
               std::find(path.begin(), path.end(), grant.organisation) != path.end();
    });
}

std::vector<std::string>
Directory::roles_around(const Actor& actor, const std::string& organisation) {
    const auto above = path_of(organisation);
    std::vector<std::string> roles;
    for (const auto& grant : actor.grants) {
        const auto path = path_of(grant.organisation);
        const bool near =
            organisation.empty() ||
            std::find(above.begin(), above.end(), grant.organisation) != above.end() ||
            std::find(path.begin(), path.end(), organisation) != path.end();
        if (near) roles.push_back(grant.role);
    }
    return roles;
}

} // namespace gongdao
