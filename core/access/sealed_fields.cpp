#include "core/access/sealed_fields.hpp"

#include "core/access/errors.hpp"
#include "core/model/field_values.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <utility>

namespace gongdao {

namespace {

class Sealer {
public:
    Sealer(const Sealing& with, Faults& faults)
        : check_{with.today, faults}, vault_{with.vault}, classes_{with.classes}, faults_{faults} {}

    Document
    group(const std::vector<Field>& fields, const Document& values, const std::string& path) {
        const auto* object = values.if_object();
        if (object == nullptr) return values;
        DocumentObject out;
        out.reserve(object->size());
        for (const auto& pair : *object) {
            const std::string id{std::string_view{pair.key()}};
            const auto field = std::find_if(fields.begin(), fields.end(), [&](const Field& f) {
                return f.id == id;
            });
            const bool known = field != fields.end();
            out[id] = known ? value(*field, pair.value(), path.empty() ? id : path + "." + id)
                            : pair.value();
        }
        return out;
    }

private:
    Document value(const Field& field, const Document& given, const std::string& path) {
        if (field.type == FieldType::object) return group(field.fields, given, path);
        if (field.type == FieldType::list) return list(field, given, path);
        if (!classes_.contains(field.personal)) return given;
        if (given.is_object()) return already_sealed(field, given, path);
        const auto* text = given.if_string();
        if (text == nullptr || text->empty()) return given;
        return sealed(field, given, path);
    }

    Document list(const Field& field, const Document& given, const std::string& path) {
        const auto* items = given.if_array();
        if (items == nullptr || field.fields.empty()) return given;
        DocumentArray out;
        out.reserve(items->size());
        for (const auto& item : *items) {
            const auto inner = path + "[" + std::to_string(out.size() + 1) + "]";
            out.push_back(
                field.list_of_objects ? group(field.fields, item, inner)
                                      : value(field.fields.front(), item, inner)
            );
        }
        return out;
    }

    Document sealed(const Field& field, const Document& given, const std::string& path) {
        const auto checked = check_.accept(field, given, path);
        if (!checked.is_string()) return nullptr;
        auto document =
            vault_.seal(std::string_view{checked.get_string()}, class_of(field.personal));
        if (document) return *std::move(document);
        return refuse(document.error(), path);
    }

    Document already_sealed(const Field& field, const Document& given, const std::string& path) {
        if (!is_sealed(given)) return refuse(fail(errors::not_sealed, {label_of(field)}), path);
        const auto word = class_of(field.personal);
        if (find_text(given, "class") == word) return given;
        const std::string subject{*find_text(given, "subject")};
        return refuse(fail(errors::seal_broken, {subject, std::string{word}}), path);
    }

    Document refuse(Error error, const std::string& path) {
        error.place.element = path;
        faults_.push_back(std::move(error));
        return nullptr;
    }

    FieldValues check_;
    Vault& vault_;
    const PersonalClasses& classes_;
    Faults& faults_;
};

/// A copy in which every sealed value is replaced by what `replace` makes of it.
template <class Replace>
Document with_sealed_replaced(const Document& document, const Replace& replace) {
    if (is_sealed(document)) return replace(document);
    if (const auto* object = document.if_object()) {
        DocumentObject out;
        out.reserve(object->size());
        for (const auto& pair : *object) {
            out[pair.key()] = with_sealed_replaced(pair.value(), replace);
        }
        return out;
    }
    const auto* array = document.if_array();
    if (array == nullptr) return document;
    DocumentArray out;
    out.reserve(array->size());
    for (const auto& item : *array)
        out.push_back(with_sealed_replaced(item, replace));
    return out;
}

} // namespace

const PersonalClasses& classes_sealed_by_default() {
    static const PersonalClasses classes{
        Personal::identity, Personal::account, Personal::phone, Personal::health};
    return classes;
}

std::string_view class_of(Personal personal) {
    switch (personal) {
    case Personal::identity:
        return "identity";
    case Personal::account:
        return "account";
    case Personal::phone:
        return "phone";
    case Personal::health:
        return "health";
    case Personal::name:
        return "name";
    case Personal::none:
        break;
    }
    return "none";
}

Document seal_fields(
    const FieldSchema& schema, const Document& values, const Sealing& with, Faults& faults
) {
    return Sealer{with, faults}.group(schema.fields(), values, {});
}

Result<Document>
seal_fields(const FieldSchema& schema, const Document& values, CivilDate today, Vault& vault) {
    Faults faults;
    auto sealed = seal_fields(schema, values, Sealing{.today = today, .vault = vault}, faults);
    if (!faults.empty()) return faults.front();
    return sealed;
}

bool is_sealed(const Document& value) {
    return value.is_object() && value.get_object().size() == 4 && find_text(value, "sealed") &&
           find_text(value, "subject") && find_text(value, "index") && find_text(value, "class");
}

Document masked(const Document& document) {
    return with_sealed_replaced(document, [](const Document&) -> Document { return "***"; });
}

Result<Document> reveal(const Document& document, const Vault& vault) {
    Result<void> opened;
    auto revealed = with_sealed_replaced(document, [&](const Document& sealed) -> Document {
        const auto text = vault.open(sealed);
        if (text) return boost::json::string{*text};
        if (text.error().kind == &errors::subject_erased) return "（已销毁）";
        opened = text.error();
        return nullptr;
    });
    if (!opened) return opened.error();
    return revealed;
}

} // namespace gongdao
