#include "core/app/shown_value.hpp"

#include "core/access/sealed_fields.hpp"
#include "core/values/money.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <fmt/format.h>

namespace gongdao {

bool is_blank(const Document* value) {
    if (value == nullptr || value->is_null()) return true;
    if (const auto* text = value->if_string()) return text->empty();
    if (const auto* items = value->if_array()) return items->empty();
    const auto* object = value->if_object();
    return object != nullptr && object->empty();
}

std::string to_chinese(CivilDate date) {
    return fmt::format("{}年{}月{}日", date.year(), date.month(), date.day());
}

namespace {

Shown shown_money(Money amount, std::string_view form) {
    if (form.empty()) return to_display(amount);
    if (form == "capitals") return to_capitals(amount);
    if (form == "plain") return to_text(amount);
    return std::nullopt;
}

} // namespace

Shown shown_date(std::string_view text, std::string_view form) {
    const auto date = parse_date(text);
    if (!date || form == "plain") return std::string{text};
    if (form.empty() || form == "date") return to_chinese(*date);
    if (form == "capitals") return to_bill_date(*date);
    return std::nullopt;
}

namespace {

Shown shown_instant(std::string_view text, std::string_view form) {
    const auto instant = parse_instant(text);
    if (!instant || form == "plain") return std::string{text};
    const auto date = date_of(*instant);
    const auto minute = minute_of(*instant);
    if (form == "date") return to_chinese(date);
    if (form.empty())
        return fmt::format("{}{}时{:02}分", to_chinese(date), minute / 60, minute % 60);
    return std::nullopt;
}

Shown shown_list(const Field* field, const DocumentArray& items, std::string_view form) {
    std::string out;
    const auto* const of =
        field != nullptr && !field->fields.empty() ? &field->fields.front() : nullptr;
    for (const auto& item : items) {
        const auto one = shown({.name = {}, .field = of, .value = &item}, form);
        if (!one) return std::nullopt;
        out += (out.empty() ? "" : "、") + *one;
    }
    return out;
}

} // namespace

Shown shown(const Found& found, std::string_view form) {
    if (is_blank(found.value)) return std::string{blank};
    const auto& value = *found.value;
    const auto type = found.field == nullptr ? FieldType::text : found.field->type;
    if (const auto* number = value.if_int64()) {
        const bool money =
            type == FieldType::money || (found.field == nullptr && found.name.ends_with("_fen"));
        if (money) return shown_money(Money{*number}, form);
        return form.empty() || form == "plain" ? Shown{std::to_string(*number)} : std::nullopt;
    }
    if (const auto* items = value.if_array()) return shown_list(found.field, *items, form);
    if (is_sealed(value)) return "***";
    if (value.is_bool()) return value.get_bool() ? "是" : "否";
    if (!value.is_string()) return std::nullopt;
    const std::string_view text = value.get_string();
    if (type == FieldType::date) return shown_date(text, form);
    if (type == FieldType::instant) return shown_instant(text, form);
    if (!form.empty() && form != "plain") return std::nullopt;
    if (type != FieldType::choice || form == "plain") return std::string{text};
    const auto title = found.field->choice_titles.find(std::string{text});
    return title == found.field->choice_titles.end() ? std::string{text} : title->second;
}

} // namespace gongdao
