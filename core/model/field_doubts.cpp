#include "core/model/field_doubts.hpp"

#include "core/model/field_errors.hpp"
#include "core/values/identifiers.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace gongdao {

namespace {

void look_at(const Field& field, const Document& value, Faults& doubts);

void look_at_group(const std::vector<Field>& fields, const Document& group, Faults& doubts) {
    for (const auto& field : fields) {
        if (const auto* value = find(group, field.id)) look_at(field, *value, doubts);
    }
}

void doubt(const ErrorKind& kind, const Field& field, Faults& doubts) {
    doubts.push_back(
        fail(kind, {field.title.empty() ? field.id : field.title}, {.element = field.id})
    );
}

void look_at_text(const Field& field, std::string_view text, Faults& doubts) {
    if (field.check == "credit_code") {
        const auto code = check_credit_code(text);
        if (code && !code->check_digits_hold) doubt(errors::credit_code_doubtful, field, doubts);
    } else if (field.check == "bank_card") {
        const auto card = check_bank_card(text);
        if (card && !card->luhn_holds) doubt(errors::bank_card_doubtful, field, doubts);
    }
}

void look_at(const Field& field, const Document& value, Faults& doubts) {
    if (const auto* items = value.if_array()) {
        for (const auto& item : *items) {
            if (field.list_of_objects) {
                look_at_group(field.fields, item, doubts);
            } else if (!field.fields.empty()) {
                look_at(field.fields.front(), item, doubts);
            }
        }
    } else if (value.is_string()) {
        look_at_text(field, value.get_string(), doubts);
    } else if (field.type == FieldType::object) {
        look_at_group(field.fields, value, doubts);
    }
}

} // namespace

Faults doubts_about(const FieldSchema& schema, const Document& values) {
    Faults doubts;
    if (!values.is_object()) return doubts;
    for (const auto& [name, value] : values.get_object()) {
        if (const auto* field = schema.find(std::string_view{name})) look_at(*field, value, doubts);
    }
    return doubts;
}

} // namespace gongdao
