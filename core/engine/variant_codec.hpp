#pragma once

#include "core/engine/described.hpp"

#include <boost/core/demangle.hpp>

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <typeinfo>
#include <variant>

/// Variants of described structs ↔ documents: the struct's name in snake_case is the alternative's
/// name, said once. For codecs' .cpp files only.
namespace gongdao::described {

inline std::string snake_case(std::string_view type) {
    type = type.substr(type.rfind(':') + 1);
    std::string name;
    for (const char letter : type) {
        const bool upper = std::isupper(static_cast<unsigned char>(letter)) != 0;
        if (upper && !name.empty()) name += '_';
        name += static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    }
    return name;
}

template <class Variant>
struct Names;

template <class... Alternatives>
struct Names<std::variant<Alternatives...>> {
    static const std::array<std::string, sizeof...(Alternatives)>& all() {
        static const std::array<std::string, sizeof...(Alternatives)> names{
            snake_case(boost::core::demangle(typeid(Alternatives).name()))...};
        return names;
    }
};

template <class Variant>
std::string_view name_of_alternative(const Variant& value) {
    return Names<Variant>::all()[value.index()];
}

/// False where no alternative has that name, or its members do not fit.
template <class Variant>
bool decode_alternative(std::string_view name, const Document& document, Variant& value) {
    bool good = false;
    boost::mp11::mp_for_each<boost::mp11::mp_iota_c<std::variant_size_v<Variant>>>([&](auto index) {
        if (Names<Variant>::all()[index] != name) return;
        std::variant_alternative_t<index, Variant> alternative;
        good = described::decode(document, alternative);
        value = std::move(alternative);
    });
    return good;
}

/// The members of `document` that the alternative of that name cannot take.
template <class Variant>
std::vector<std::string> misfits_of_alternative(std::string_view name, const Document& document) {
    std::vector<std::string> misfits;
    if (!document.is_object()) return misfits;
    for (const auto& pair : document.get_object()) {
        Variant ignored;
        DocumentObject alone;
        alone.emplace(pair.key(), pair.value());
        if (!decode_alternative(name, Document(alone), ignored))
            misfits.emplace_back(std::string_view{pair.key()});
    }
    return misfits;
}

template <class Variant>
bool has_alternative(std::string_view name) {
    const auto& names = Names<Variant>::all();
    return std::find(names.begin(), names.end(), name) != names.end();
}

template <class Variant>
Result<std::vector<Variant>> decode_list(std::string_view text) {
    auto document = parse_document(text);
    if (!document) return document.error();
    if (!document->is_array()) return fail(errors::unreadable_event, {"?"});
    std::vector<Variant> values;
    for (auto& item : document->get_array()) {
        const std::string name{find_text(item, "e").value_or("?")};
        if (item.is_object()) item.get_object().erase("e");
        if (!decode_alternative(name, item, values.emplace_back())) {
            return fail(errors::unreadable_event, {name});
        }
    }
    return values;
}

} // namespace gongdao::described
