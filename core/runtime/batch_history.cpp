#include "core/runtime/batch_history.hpp"

#include "core/runtime/batch_errors.hpp"
#include "core/runtime/entry_commands.hpp"

#include <boost/json/object.hpp>

#include <sstream>

namespace gongdao {

namespace {

constexpr std::string_view prefix = "append_";

/// A period such as 2024 is a number in a register that counts years.
Document in_type_of(const Field& field, const std::string& text) {
    const bool whole = !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
    return field.type == FieldType::integer && whole ? Document(std::stoll(text)) : Document(text);
}

Result<Document> new_values(
    const RegisterDefinition& registered,
    const std::string& pairs,
    const Document& item,
    const BatchPeriod& period
) {
    DocumentObject values;
    std::istringstream words{pairs};
    for (std::string pair; words >> pair;) {
        const auto at = pair.find('=');
        const auto* field = registered.fields.find(pair.substr(0, at));
        if (at == std::string::npos || field == nullptr)
            return fail(errors::bad_append, {registered.id});
        const auto source = pair.substr(at + 1);
        if (source == "period") {
            values[field->id] = in_type_of(*field, period.text);
        } else if (const auto* value = find(item, source)) {
            values[field->id] = *value;
        }
    }
    return Document(std::move(values));
}

} // namespace

Result<void> append_history(
    Node& node,
    const BatchDefinition& definition,
    const Document& item,
    const BatchPeriod& period,
    const Command& cause,
    Instant now
) {
    if (find(item, "fault") != nullptr || find(item, "carried_from") != nullptr) return {};
    for (const auto& [name, pairs] : definition.settings) {
        if (!name.starts_with(prefix)) continue;
        const auto id = name.substr(prefix.size());
        const auto registered = node.packs().find_register(id);
        if (!registered) return fail(errors::bad_append, {id});
        auto values = new_values(*registered, pairs, item, period);
        if (!values) return values.error();
        const auto key = std::string{find_text(item, "key").value_or("")} + "-" + period.text;
        values->as_object()[registered->key] = key;
        auto command = cause;
        command.id = CommandId{cause.id.text() + "/" + id + "/" + key};
        const auto done = node.record_stream(
            entry_stream(id, key),
            command,
            now,
            {EntrySet{.register_id = id, .key = key, .values = std::move(*values), .at = now}}
        );
        if (!done) return done.error();
    }
    return {};
}

} // namespace gongdao
