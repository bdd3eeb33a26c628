#include "core/app/sealed_search.hpp"

#include "core/access/sealed_fields.hpp"
#include "core/app/county.hpp"
#include "core/app/printing.hpp"
#include "core/model/field_values.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace gongdao {

namespace {

void collect(
    const std::vector<Field>& fields, std::string_view name, std::vector<const Field*>& found
) {
    for (const auto& field : fields) {
        const bool named = field.id == name || field.title == name;
        if (named && classes_sealed_by_default().contains(field.personal)) found.push_back(&field);
        collect(field.fields, name, found);
    }
}

/// Whether a field of this id holds the sealed value, at any depth.
bool holds(const Document& document, const std::string& id, const std::string& index) {
    if (const auto* object = document.if_object()) {
        for (const auto& member : *object) {
            const bool here = member.key() == id && is_sealed(member.value()) &&
                              find_text(member.value(), "index") == index;
            if (here || holds(member.value(), id, index)) return true;
        }
    }
    if (const auto* array = document.if_array()) {
        for (const auto& item : *array) {
            if (holds(item, id, index)) return true;
        }
    }
    return false;
}

/// A field to look in and what a value of it is indexed by.
struct Sought {
    std::string field;
    std::string index;
};

Result<std::vector<FieldSchema>> schemas_of(Node& node, const std::string& of) {
    std::vector<FieldSchema> schemas;
    if (of != "case") {
        const auto definition = node.packs().find_register(of);
        if (!definition) return definition.error();
        schemas.push_back(definition->fields);
        return schemas;
    }
    const auto ids = node.packs().ids();
    if (!ids) return ids.error();
    for (const auto& id : *ids) {
        const auto deployed = node.packs().current(id);
        if (!deployed) return deployed.error();
        schemas.push_back((*deployed)->pack.fields);
    }
    return schemas;
}

Result<std::vector<Sought>> sought_in(County& county, const Command& command) {
    const std::string of{find_text(command.members, "of").value_or("")};
    const auto name = find_text(command.members, "field").value_or("");
    const auto* value = find(command.members, "value");
    const auto schemas = schemas_of(county.node(), of);
    if (!schemas) return schemas.error();
    std::vector<Sought> sought;
    for (const auto& schema : *schemas) {
        std::vector<const Field*> fields;
        collect(schema.fields(), name, fields);
        for (const auto* field : fields) {
            Faults faults;
            const auto stored = FieldValues{date_of(county.now()), faults}.accept(
                *field, value == nullptr ? Document{} : *value, field->id
            );
            if (!faults.empty()) return faults.front();
            if (!stored.is_string()) continue;
            sought.push_back(
                {.field = field->id,
                 .index = county.vault().blind_index(
                     std::string_view{stored.get_string()}, class_of(field->personal)
                 )}
            );
        }
    }
    return sought;
}

bool is_of(const Record& row, const std::string& of) {
    if (of == "case") return std::get<std::string>(row.cells[2]) == "case";
    return std::get<std::string>(row.cells[1]).starts_with("entry:" + of + ":");
}

bool matches(const std::string& state, const std::vector<Sought>& sought) {
    for (const auto& [field, index] : sought) {
        // Most rows are told apart without being read.
        if (state.find(index) == std::string::npos) continue;
        const auto document = parse_document(state);
        if (document && holds(*document, field, index)) return true;
    }
    return false;
}

} // namespace

Result<Document> find_sealed(County& county, const Command& command) {
    auto& node = county.node();
    const auto actor = node.directory().actor(command.actor);
    if (!actor) return actor.error();
    const auto sought = sought_in(county, command);
    if (!sought) return sought.error();
    const std::string of{find_text(command.members, "of").value_or("")};
    DocumentArray streams;
    auto scanned =
        sought->empty()
            ? Result<void>{}
            : node.store().scan("stream_state", [&](const Record& row) {
                  if (is_of(row, of) && matches(state_in(row), *sought))
                      streams.push_back(boost::json::string{std::get<std::string>(row.cells[1])});
                  return true;
              });
    if (!scanned) return scanned.error();
    return Document(DocumentObject{{"sealed", !sought->empty()}, {"streams", std::move(streams)}});
}

Result<std::optional<Where>>
sealed_condition(const Invocation& invocation, const std::string& of, const std::string& text) {
    const auto equals = text.find('=');
    if (equals == std::string::npos || equals == 0) return std::nullopt;
    const auto found = carried_out(
        invocation,
        {.kind = "find_sealed",
         .members =
             DocumentObject{
                 {"of", of},
                 {"field", text.substr(0, equals)},
                 {"value", text.substr(equals + 1)}}},
        &find_sealed
    );
    if (!found) return found.error();
    if (!find_boolean(*found, "sealed").value_or(false)) return std::nullopt;
    Where where{.column = "stream", .operation = "in", .values = {std::string{}}};
    for (const auto& stream : find(*found, "streams")->as_array())
        where.values.emplace_back(std::string{stream.as_string()});
    return where;
}

} // namespace gongdao
