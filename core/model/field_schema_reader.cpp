#include "core/model/errors.hpp"
#include "core/model/field_schema.hpp"
#include "core/model/names.hpp"
#include "core/values/text_encoding.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <iterator>
#include <sstream>
#include <utility>

namespace gongdao {

namespace {

using Words = std::initializer_list<std::string_view>;

constexpr std::array<std::pair<std::string_view, Personal>, 5> personal_classes{{
    {"identity", Personal::identity},
    {"account", Personal::account},
    {"phone", Personal::phone},
    {"health", Personal::health},
    {"name", Personal::name},
}};

bool is_among(Words words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

std::vector<std::string> words_of(const std::string& text) {
    std::istringstream in{text};
    return {std::istream_iterator<std::string>{in}, {}};
}

class SchemaReader {
public:
    SchemaReader(const std::string& file, Faults& faults) : file_{file}, faults_{faults} {}

    FieldSchema read_root(const Document& root) {
        const auto* object = root.if_object();
        if (object == nullptr || find_text(root, "type") != "object") {
            fault(errors::schema_value, {"type"}, {});
            return {};
        }
        refuse_others(
            *object, {"$schema", "type", "title", "description", "properties", "required"}, {}
        );
        Field group;
        read_properties(root, group, {});
        return FieldSchema{std::move(group.fields), std::move(group.required)};
    }

private:
    void fault(const ErrorKind& kind, std::vector<std::string> arguments, const std::string& path) {
        Place place;
        place.file = file_;
        place.element = path;
        faults_.push_back(fail(kind, std::move(arguments), std::move(place)));
    }

    void refuse_others(const DocumentObject& object, Words allowed, const std::string& path) {
        for (const auto& pair : object) {
            const std::string_view key = pair.key();
            if (is_among(allowed, key) || (key == "x-internal" && !path.empty())) continue;
            const bool known = is_among(
                {"format",
                 "enum",
                 "x-titles",
                 "minimum",
                 "maximum",
                 "maxLength",
                 "items",
                 "properties",
                 "required",
                 "x-type",
                 "x-unit",
                 "x-personal",
                 "x-check",
                 "x-internal",
                 "x-user"},
                key
            );
            fault(
                known ? errors::schema_misplaced : errors::schema_keyword, {std::string{key}}, path
            );
        }
    }

    void read_properties(const Document& group, Field& into, const std::string& path) {
        const auto* properties = find(group, "properties");
        if (properties == nullptr || !properties->is_object()) {
            fault(errors::schema_value, {"properties"}, path);
            return;
        }
        for (const auto& pair : properties->get_object()) {
            const std::string id{std::string_view{pair.key()}};
            const auto inner = path.empty() ? id : path + "." + id;
            if (!is_field_id(id)) fault(errors::schema_id, {id}, inner);
            auto field = read_field(pair.value(), inner);
            field.id = id;
            if (field.title.empty()) fault(errors::schema_title, {}, inner);
            check_title(into.fields, field, inner);
            into.fields.push_back(std::move(field));
        }
        read_required(group, into, path);
    }

    void
    check_title(const std::vector<Field>& others, const Field& field, const std::string& path) {
        for (const auto& other : others) {
            if (field.title.empty() || other.title != field.title) continue;
            fault(errors::schema_title_repeated, {field.title, other.id}, path);
        }
    }

    void read_required(const Document& group, Field& into, const std::string& path) {
        const auto* required = find(group, "required");
        if (required == nullptr) return;
        for (auto& id : texts(*required, "required", path)) {
            const bool known =
                std::any_of(into.fields.begin(), into.fields.end(), [&](const Field& field) {
                    return field.id == id;
                });
            if (!known) fault(errors::schema_required, {id}, path);
            into.required.push_back(std::move(id));
        }
    }

    std::vector<std::string>
    texts(const Document& value, const char* key, const std::string& path) {
        std::vector<std::string> out;
        const auto* array = value.if_array();
        if (array == nullptr) {
            fault(errors::schema_value, {key}, path);
            return out;
        }
        for (const auto& item : *array) {
            const bool fresh =
                item.is_string() &&
                std::find(out.begin(), out.end(), std::string_view{item.get_string()}) == out.end();
            if (fresh) {
                out.emplace_back(std::string_view{item.get_string()});
            } else {
                fault(errors::schema_value, {key}, path);
            }
        }
        return out;
    }

    Field read_field(const Document& document, const std::string& path) {
        Field field;
        const auto* object = document.if_object();
        if (object == nullptr) {
            fault(errors::schema_type, {}, path);
            return field;
        }
        field.title = text_of(document, "title", path);
        static_cast<void>(text_of(document, "description", path));
        if (const auto* internal = find(document, "x-internal")) {
            if (!internal->is_bool()) fault(errors::schema_value, {"x-internal"}, path);
            field.internal = internal->is_bool() && internal->get_bool();
        }
        const auto type = find_text(document, "type");
        if (type == "string") {
            read_string(*object, document, field, path);
        } else if (type == "integer") {
            read_integer(*object, document, field, path);
        } else if (type == "boolean") {
            field.type = FieldType::boolean;
            refuse_others(*object, {"type", "title", "description"}, path);
        } else if (type == "object") {
            field.type = FieldType::object;
            refuse_others(
                *object, {"type", "title", "description", "properties", "required"}, path
            );
            read_properties(document, field, path);
        } else if (type == "array") {
            read_list(*object, document, field, path);
        } else {
            fault(errors::schema_type, {}, path);
        }
        return field;
    }

    void read_string(
        const DocumentObject& object,
        const Document& document,
        Field& field,
        const std::string& path
    ) {
        if (object.contains("enum")) {
            field.type = FieldType::choice;
            refuse_others(object, {"type", "title", "description", "enum", "x-titles"}, path);
            read_choices(document, field, path);
            return;
        }
        if (object.contains("format")) {
            const auto format = text_of(document, "format", path);
            if (format != "date" && format != "date-time")
                fault(errors::schema_value, {"format"}, path);
            field.type = format == "date" ? FieldType::date : FieldType::instant;
            refuse_others(object, {"type", "title", "description", "format", "x-check"}, path);
            read_check(document, {"not_future"}, field, path);
            return;
        }
        refuse_others(
            object,
            {"type",
             "title",
             "description",
             "maxLength",
             "x-personal",
             "x-check",
             "x-unit",
             "x-user"},
            path
        );
        field.people = words_of(text_of(document, "x-user", path));
        if (object.contains("x-user") && field.people.empty())
            fault(errors::schema_value, {"x-user"}, path);
        field.unit = text_of(document, "x-unit", path);
        field.length_maximum = number_of(document, "maxLength", path);
        read_check(document, {"identity", "credit_code", "mobile", "bank_card"}, field, path);
        read_personal(document, field, path);
    }

    void read_check(const Document& document, Words known, Field& field, const std::string& path) {
        field.check = text_of(document, "x-check", path);
        if (!field.check.empty() && !is_among(known, field.check))
            fault(errors::schema_value, {"x-check"}, path);
    }

    void read_personal(const Document& document, Field& field, const std::string& path) {
        const auto word = text_of(document, "x-personal", path);
        if (word.empty()) return;
        const auto* const found =
            std::find_if(personal_classes.begin(), personal_classes.end(), [&](const auto& known) {
                return known.first == word;
            });
        if (found == personal_classes.end()) {
            fault(errors::schema_value, {"x-personal"}, path);
        } else {
            field.personal = found->second;
        }
    }

    void read_choices(const Document& document, Field& field, const std::string& path) {
        field.choices = texts(*find(document, "enum"), "enum", path);
        if (field.choices.empty()) fault(errors::schema_value, {"enum"}, path);
        const auto* titles = find(document, "x-titles");
        if (titles == nullptr) return;
        if (!titles->is_object()) {
            fault(errors::schema_value, {"x-titles"}, path);
            return;
        }
        for (const auto& pair : titles->get_object()) {
            const std::string id{std::string_view{pair.key()}};
            const bool known =
                std::find(field.choices.begin(), field.choices.end(), id) != field.choices.end();
            if (!known || !pair.value().is_string()) {
                fault(errors::schema_value, {"x-titles"}, path);
            } else {
                field.choice_titles[id] = std::string{std::string_view{pair.value().get_string()}};
            }
        }
    }

    void read_integer(
        const DocumentObject& object,
        const Document& document,
        Field& field,
        const std::string& path
    ) {
        refuse_others(
            object, {"type", "title", "description", "minimum", "maximum", "x-type", "x-unit"}, path
        );
        const auto kind = text_of(document, "x-type", path);
        if (!kind.empty() && kind != "money") fault(errors::schema_value, {"x-type"}, path);
        field.type = kind == "money" ? FieldType::money : FieldType::integer;
        field.unit = text_of(document, "x-unit", path);
        if (field.type == FieldType::money && field.unit.empty()) field.unit = "分";
        if (field.type == FieldType::money && field.unit != "分")
            fault(errors::schema_value, {"x-unit"}, path);
        field.minimum = number_of(document, "minimum", path);
        field.maximum = number_of(document, "maximum", path);
        if (field.minimum && field.maximum && *field.minimum > *field.maximum) {
            fault(errors::schema_value, {"minimum"}, path);
        }
    }

    void read_list(
        const DocumentObject& object,
        const Document& document,
        Field& field,
        const std::string& path
    ) {
        field.type = FieldType::list;
        refuse_others(object, {"type", "title", "description", "items"}, path);
        const auto* items = find(document, "items");
        if (items == nullptr) {
            fault(errors::schema_value, {"items"}, path);
            return;
        }
        auto item = read_field(*items, path + "[]");
        if (item.type == FieldType::list) fault(errors::schema_value, {"items"}, path);
        field.list_of_objects = item.type == FieldType::object;
        if (field.list_of_objects) {
            field.fields = std::move(item.fields);
            field.required = std::move(item.required);
        } else {
            if (item.title.empty()) item.title = field.title;
            field.fields.push_back(std::move(item));
        }
    }

    std::string text_of(const Document& document, const char* key, const std::string& path) {
        if (find(document, key) == nullptr) return {};
        const auto text = find_text(document, key);
        if (!text) fault(errors::schema_value, {key}, path);
        return std::string{text.value_or("")};
    }

    std::optional<std::int64_t>
    number_of(const Document& document, const char* key, const std::string& path) {
        if (find(document, key) == nullptr) return std::nullopt;
        const auto number = find_integer(document, key);
        if (!number) fault(errors::schema_value, {key}, path);
        return number;
    }

    const std::string& file_;
    Faults& faults_;
};

} // namespace

FieldSchema read_field_schema(std::string_view text, const std::string& file, Faults& faults) {
    const auto utf8 = to_utf8(text);
    const auto document = utf8 ? parse_document(*utf8) : Result<Document>{utf8.error()};
    if (document) return SchemaReader{file, faults}.read_root(*document);
    auto error = document.error();
    error.place.file = file;
    faults.push_back(std::move(error));
    return {};
}

} // namespace gongdao
