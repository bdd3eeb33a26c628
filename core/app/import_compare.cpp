#include "core/app/import_compare.hpp"

#include "core/access/sealed_fields.hpp"
#include "core/values/money.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace gongdao {

namespace {

bool is_same(const Document& stored, const Document& given, const Vault& vault) {
    if (is_sealed(stored) && given.is_string()) {
        const auto field_class = *find_text(stored, "class");
        return vault.blind_index(std::string_view{given.get_string()}, field_class) ==
               *find_text(stored, "index");
    }
    if (stored.is_array() && given.is_array()) {
        const auto& before = stored.get_array();
        const auto& now = given.get_array();
        if (before.size() != now.size()) return false;
        for (std::size_t i = 0; i < before.size(); ++i) {
            if (!is_same(before[i], now[i], vault)) return false;
        }
        return true;
    }
    return stored == given;
}

/// Empty where there is none.
std::string shown(const Field& field, const Document* value) {
    if (value == nullptr || value->is_null()) return {};
    if (value->is_string()) {
        const std::string text{value->get_string()};
        const auto title = field.choice_titles.find(text);
        return title == field.choice_titles.end() ? text : title->second;
    }
    if (value->is_bool()) return value->get_bool() ? "是" : "否";
    if (field.type == FieldType::money && value->is_int64())
        return to_display(Money{value->get_int64()});
    return canonical_text(*value);
}

Bilingual told(const Field& field, const Document* stored, const Document& given) {
    const bool open = field.personal == Personal::none && field.type != FieldType::object &&
                      field.type != FieldType::list;
    if (!open) return {field.title, field.title};
    const auto before = shown(field, stored);
    const auto now = shown(field, &given);
    const auto or_none = [](const std::string& text, const std::string& none) {
        return text.empty() ? none : text;
    };
    return {
        field.title + "（" + or_none(before, "空") + " → " + or_none(now, "空") + "）",
        field.title + " (" + or_none(before, "nothing") + " → " + or_none(now, "nothing") + ")"};
}

} // namespace

Bilingual differences(
    const RegisterDefinition& definition,
    const EntryState& entry,
    const Document& values,
    const Vault& vault
) {
    Bilingual found;
    for (const auto& field : definition.fields.fields()) {
        const auto* given = find(values, field.id);
        if (given == nullptr) continue;
        const auto* stored = find(entry.data, field.id);
        if (stored != nullptr && is_same(*stored, *given, vault)) continue;
        found.add_listed(told(field, stored, *given));
    }
    return found;
}

} // namespace gongdao
