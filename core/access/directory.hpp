#pragma once

#include "core/engine/context.hpp"
#include "core/ports/store.hpp"

#include <map>
#include <string>
#include <vector>

namespace gongdao {

/// `clerk@330521;reviewer@330521001`; a role without an organisation is held over `home`.
[[nodiscard]] std::vector<Grant> read_grants(std::string_view text, const std::string& home);

/// Who people are and where organisations stand, read from the registers and kept until they
/// change. Belongs to the writer's thread.
class Directory {
public:
    Directory(OrgId org, StoreReader& reader) : org_{std::move(org)}, reader_{reader} {}

    /// Fails with `no_such_actor` or `actor_retired`. `system` is the engine itself.
    [[nodiscard]] Result<Actor> actor(const ActorId& id);
    /// What the person of an account is called, also one who has left; an unknown account is its
    /// own name.
    [[nodiscard]] std::string name_of(const std::string& account);
    /// The organisation and all above it, nearest first. An unknown code stands for itself.
    [[nodiscard]] std::vector<std::string> path_of(const std::string& organisation);
    /// True where a grant of `role` covers the organisation.
    [[nodiscard]] bool
    holds(const Actor& actor, std::string_view role, const std::string& organisation);

    /// The roles held over the organisation or over one below it; all where it is empty.
    [[nodiscard]] std::vector<std::string>
    roles_around(const Actor& actor, const std::string& organisation);

    /// After an entry of `organisation` or `user` was written.
    void forget() {
        actors_.clear();
        paths_.clear();
    }

private:
    /// The day from which the organisation is no more; empty where none was set.
    [[nodiscard]] std::string end_of(const std::string& organisation);

    OrgId org_;
    StoreReader& reader_;
    std::map<ActorId, Actor> actors_;
    std::map<std::string, std::vector<std::string>> paths_;
};

inline const ActorId system_actor{"system"};

} // namespace gongdao
