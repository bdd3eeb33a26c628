#include "core/runtime/people.hpp"

#include "core/access/directory_errors.hpp"
#include "core/engine/errors.hpp"
#include "core/engine/person_errors.hpp"
#include "core/values/two_languages.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>

namespace gongdao {

namespace {

class PeopleCheck {
public:
    PeopleCheck(
        Directory& directory, const std::map<std::string, Role>& roles, const std::string& owner
    )
        : directory_{directory}, roles_{roles}, owner_{owner} {}

    Faults faults;

    Result<void> group(const std::vector<Field>& fields, const Document& values) {
        for (const auto& field : fields) {
            const auto* given = find(values, field.id);
            auto checked = given == nullptr ? Result<void>{} : value(field, *given);
            if (!checked) return checked;
        }
        return {};
    }

private:
    Result<void> value(const Field& field, const Document& given) {
        if (field.type == FieldType::object) return group(field.fields, given);
        if (field.type == FieldType::list) return list(field, given);
        const auto* text = given.if_string();
        if (field.people.empty() || text == nullptr || text->empty()) return {};
        return person(field, ActorId{std::string{std::string_view{*text}}});
    }

    Result<void> list(const Field& field, const Document& given) {
        const auto* items = given.if_array();
        if (items == nullptr) return {};
        for (const auto& item : *items) {
            auto checked = field.list_of_objects  ? group(field.fields, item)
                           : field.fields.empty() ? Result<void>{}
                                                  : value(field.fields.front(), item);
            if (!checked) return checked;
        }
        return {};
    }

    Result<void> person(const Field& field, const ActorId& id) {
        const auto actor = directory_.actor(id);
        if (!actor && actor.error().kind == &errors::actor_retired) {
            faults.push_back(fail(errors::person_retired, {field.title, id.text()}));
        } else if (!actor && actor.error().kind != &errors::no_such_actor) {
            return actor.error();
        } else if (!actor || actor->is_system) {
            faults.push_back(fail(errors::person_unknown, {field.title, id.text()}));
        } else if (!holds_one(field, *actor)) {
            faults.push_back(fail(
                errors::person_without_role, {field.title, id.text(), titles_of(field), owner_}
            ));
        }
        return {};
    }

    bool holds_one(const Field& field, const Actor& actor) {
        const auto held = directory_.roles_around(actor, owner_);
        return std::any_of(field.people.begin(), field.people.end(), [&](const std::string& role) {
            return std::find(held.begin(), held.end(), role) != held.end();
        });
    }

    std::string titles_of(const Field& field) const {
        std::string text;
        for (const auto& role : field.people) {
            const auto known = roles_.find(role);
            text +=
                (text.empty() ? "" : "、") + (known == roles_.end() ? role : known->second.title);
        }
        return text;
    }

    Directory& directory_;
    const std::map<std::string, Role>& roles_;
    const std::string& owner_;
};

} // namespace

Result<void> check_people(
    Directory& directory,
    const FieldSchema& fields,
    const std::map<std::string, Role>& roles,
    const Document& values,
    const std::string& owner
) {
    PeopleCheck check{directory, roles, owner};
    auto done = check.group(fields.fields(), values);
    if (!done) return done;
    if (!check.faults.empty()) return one_of(check.faults);
    return {};
}

Result<Document>
standing_of(Directory& directory, const ActorId& person, const std::string& owner) {
    const auto actor = directory.actor(person);
    if (!actor && actor.error().kind == &errors::actor_retired)
        return Document(DocumentObject{{"status", "retired"}});
    if (!actor && actor.error().kind != &errors::no_such_actor) return actor.error();
    if (!actor || actor->is_system) return Document(DocumentObject{{"status", "none"}});
    DocumentArray roles;
    for (const auto& role : directory.roles_around(*actor, owner))
        roles.push_back(boost::json::string{role});
    return Document(DocumentObject{{"status", "active"}, {"roles", std::move(roles)}});
}

Error one_of(const Faults& faults) {
    if (faults.size() == 1) return faults.front();
    Bilingual sentences;
    for (const auto& fault : faults)
        sentences.add(bilingual_sentence(fault));
    return fail(errors::several_faults, {std::to_string(faults.size()), both_languages(sentences)});
}

} // namespace gongdao
