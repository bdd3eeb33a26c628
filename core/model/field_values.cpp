#include "core/model/field_values.hpp"

#include "core/model/errors.hpp"
#include "core/values/identifiers.hpp"
#include "core/values/money.hpp"
#include "core/values/text_encoding.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <utility>

namespace gongdao {

namespace {

std::int64_t characters_in(std::string_view utf8) {
    return std::count_if(utf8.begin(), utf8.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    });
}

std::string shown(const Field& field, std::int64_t number) {
    if (field.type == FieldType::money) return to_display(Money{number});
    return std::to_string(number) + field.unit;
}

} // namespace

const std::string& label_of(const Field& field) {
    return field.title.empty() ? field.id : field.title;
}

bool is_missing(const Document* value) {
    if (value == nullptr || value->is_null()) return true;
    const auto* text = value->if_string();
    return text != nullptr && is_blank_text(*text);
}

std::string choices_of(const Field& field) {
    std::string out;
    for (const auto& choice : field.choices) {
        if (!out.empty()) out += "、";
        const auto title = field.choice_titles.find(choice);
        out += title == field.choice_titles.end() ? choice : title->second + "（" + choice + "）";
    }
    return out;
}

Document FieldValues::refuse(
    const ErrorKind& kind, std::vector<std::string> arguments, const std::string& path
) {
    return refuse(fail(kind, std::move(arguments)), path);
}

Document FieldValues::refuse(Error error, const std::string& path) {
    error.place.element = path;
    faults_.push_back(std::move(error));
    return nullptr;
}

Document FieldValues::accept(const Field& field, const Document& value, const std::string& path) {
    if (is_missing(&value)) return nullptr;
    switch (field.type) {
    case FieldType::text:
        return text(field, value, path);
    case FieldType::integer:
        return integer(field, value, path);
    case FieldType::money:
        return money(field, value, path);
    case FieldType::date:
        return date(field, value, path);
    case FieldType::instant:
        return instant(field, value, path);
    case FieldType::choice:
        return choice(field, value, path);
    case FieldType::object:
        return group(field, value, path);
    case FieldType::list:
        return list(field, value, path);
    case FieldType::boolean:
        break;
    }
    if (value.is_bool()) return value;
    return refuse(errors::value_not_boolean, {label_of(field)}, path);
}

Document FieldValues::text(const Field& field, const Document& value, const std::string& path) {
    const bool sealed = field.personal != Personal::none && value.is_object();
    if (sealed) return value;
    if (!value.is_string()) return refuse(errors::value_not_text, {label_of(field)}, path);
    const std::string_view given = value.get_string();
    if (field.length_maximum && characters_in(given) > *field.length_maximum) {
        return refuse(
            errors::value_too_long, {label_of(field), std::to_string(*field.length_maximum)}, path
        );
    }
    return field.check.empty() ? value : checked(field, given, path);
}

Document FieldValues::checked(const Field& field, std::string_view text, const std::string& path) {
    const auto stored = [&](auto result, auto member) -> Document {
        if (!result) return refuse(result.error(), path);
        return boost::json::string{(*result).*member};
    };
    if (field.check == "identity") {
        return stored(check_identity_number(text, today_), &IdentityNumber::normalised);
    }
    if (field.check == "credit_code")
        return stored(check_credit_code(text), &CreditCodeCheck::normalised);
    if (field.check == "bank_card")
        return stored(check_bank_card(text), &BankCardCheck::normalised);
    const auto mobile = check_mobile(text);
    if (!mobile) return refuse(mobile.error(), path);
    return boost::json::string{*mobile};
}

Document FieldValues::in_range(const Field& field, std::int64_t number, const std::string& path) {
    if (field.minimum && number < *field.minimum) {
        return refuse(
            errors::value_too_small, {label_of(field), shown(field, *field.minimum)}, path
        );
    }
    if (field.maximum && number > *field.maximum) {
        return refuse(
            errors::value_too_large, {label_of(field), shown(field, *field.maximum)}, path
        );
    }
    return number;
}

Document FieldValues::integer(const Field& field, const Document& value, const std::string& path) {
    if (!value.is_int64()) return refuse(errors::value_not_integer, {label_of(field)}, path);
    return in_range(field, value.get_int64(), path);
}

Document FieldValues::money(const Field& field, const Document& value, const std::string& path) {
    if (value.is_int64()) return in_range(field, value.get_int64(), path);
    if (!value.is_string()) return refuse(errors::value_not_money, {label_of(field)}, path);
    const auto amount = parse_money(std::string_view{value.get_string()});
    if (!amount) return refuse(amount.error(), path);
    return in_range(field, amount->fen, path);
}

bool FieldValues::lies_ahead(const Field& field, CivilDate day) const {
    return field.check == "not_future" && day > today_;
}

Document FieldValues::ahead(const Field& field, CivilDate day, const std::string& path) {
    return refuse(errors::value_in_future, {label_of(field), to_text(day), to_text(today_)}, path);
}

Document FieldValues::date(const Field& field, const Document& value, const std::string& path) {
    if (!value.is_string()) return refuse(errors::value_not_text, {label_of(field)}, path);
    const auto day = parse_date(std::string_view{value.get_string()});
    if (!day) return refuse(day.error(), path);
    if (lies_ahead(field, *day)) return ahead(field, *day, path);
    return boost::json::string{to_text(*day)};
}

Document FieldValues::instant(const Field& field, const Document& value, const std::string& path) {
    if (!value.is_string()) return refuse(errors::value_not_text, {label_of(field)}, path);
    const auto time = parse_instant(std::string_view{value.get_string()});
    if (!time) return refuse(time.error(), path);
    if (lies_ahead(field, date_of(*time))) return ahead(field, date_of(*time), path);
    return boost::json::string{to_text(*time)};
}

Document FieldValues::choice(const Field& field, const Document& value, const std::string& path) {
    if (!value.is_string()) return refuse(errors::value_not_text, {label_of(field)}, path);
    const std::string given{std::string_view{value.get_string()}};
    const auto& choices = field.choices;
    if (std::find(choices.begin(), choices.end(), given) != choices.end()) return value;
    return refuse(errors::value_not_choice, {label_of(field), given, choices_of(field)}, path);
}

Document FieldValues::group(const Field& field, const Document& value, const std::string& path) {
    const auto* object = value.if_object();
    if (object == nullptr) return refuse(errors::value_not_group, {label_of(field)}, path);
    DocumentObject out;
    for (const auto& [key, part] : *object) {
        const std::string id{std::string_view{key}};
        const auto inner = path + "." + id;
        const auto found =
            std::find_if(field.fields.begin(), field.fields.end(), [&](const Field& f) {
                return f.id == id;
            });
        if (found == field.fields.end()) {
            refuse(errors::value_unknown, {id}, inner);
        } else {
            out[key] = accept(*found, part, inner);
        }
    }
    for (const auto& id : field.required) {
        if (!is_missing(object->if_contains(id))) continue;
        const auto missing =
            std::find_if(field.fields.begin(), field.fields.end(), [&](const Field& f) {
                return f.id == id;
            });
        const bool known = missing != field.fields.end();
        refuse(errors::value_missing, {known ? label_of(*missing) : id}, path + "." + id);
    }
    return out;
}

Document FieldValues::list(const Field& field, const Document& value, const std::string& path) {
    const auto* items = value.if_array();
    if (items == nullptr) return refuse(errors::value_not_list, {label_of(field)}, path);
    DocumentArray out;
    out.reserve(items->size());
    std::size_t number = 0;
    for (const auto& item : *items) {
        const auto inner = path + "[" + std::to_string(++number) + "]";
        if (field.list_of_objects) {
            out.push_back(group(field, item, inner));
        } else if (is_missing(&item) || field.fields.empty()) {
            out.push_back(refuse(errors::value_missing, {label_of(field)}, inner));
        } else {
            out.push_back(accept(field.fields.front(), item, inner));
        }
    }
    return out;
}

} // namespace gongdao
