#include "core/model/field_schema.hpp"

#include "core/model/errors.hpp"
#include "core/model/field_values.hpp"

#include <boost/json/object.hpp>

#include <algorithm>
#include <utility>

namespace gongdao {

FieldSchema::FieldSchema(std::vector<Field> fields, std::vector<std::string> required)
    : fields_{std::move(fields)}, required_{std::move(required)} {
    for (std::size_t i = 0; i < fields_.size(); ++i)
        by_id_.emplace(fields_[i].id, i);
}

const Field* FieldSchema::find(std::string_view id) const {
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? nullptr : &fields_[found->second];
}

const Field* FieldSchema::find_title(std::string_view title) const {
    const auto found = std::find_if(fields_.begin(), fields_.end(), [&](const Field& field) {
        return field.title == title;
    });
    return found == fields_.end() ? nullptr : &*found;
}

Document FieldSchema::accept(const Document& values, CivilDate today, Faults& faults) const {
    const auto* object = values.if_object();
    if (object == nullptr) {
        faults.push_back(fail(errors::value_not_object));
        return DocumentObject{};
    }
    DocumentObject out;
    FieldValues accepted{today, faults};
    for (const auto& [key, value] : *object) {
        const std::string id{std::string_view{key}};
        if (const auto* field = find(id)) {
            out[key] = accepted.accept(*field, value, id);
            continue;
        }
        auto fault = fail(errors::value_unknown, {id});
        fault.place.element = id;
        faults.push_back(std::move(fault));
    }
    return out;
}

void FieldSchema::require(const Document& values, Faults& faults) const {
    for (const auto& id : required_) {
        if (!is_missing(gongdao::find(values, id))) continue;
        const auto* field = find(id);
        auto fault = fail(errors::value_missing, {field == nullptr ? id : label_of(*field)});
        fault.place.element = id;
        faults.push_back(std::move(fault));
    }
}

} // namespace gongdao
