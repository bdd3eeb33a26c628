#include "core/plugin_host/document_path.hpp"

#include "core/plugin_host/limits.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <charconv>
#include <optional>

namespace gongdao {

namespace {

std::string_view take_part(std::string_view& path) {
    const auto dot = path.find('.');
    const auto part = path.substr(0, dot);
    path = dot == std::string_view::npos ? std::string_view{} : path.substr(dot + 1);
    return part;
}

std::optional<std::size_t> index_in(std::string_view part) {
    std::size_t index = 0;
    const auto* end = part.data() + part.size();
    const auto [stop, fault] = std::from_chars(part.data(), end, index);
    if (part.empty() || fault != std::errc{} || stop != end) return std::nullopt;
    return index;
}

const Document* member(const Document& document, std::string_view part) {
    if (const auto* object = document.if_object()) return object->if_contains(part);
    const auto* array = document.if_array();
    const auto index = array == nullptr ? std::nullopt : index_in(part);
    return index && *index < array->size() ? &(*array)[*index] : nullptr;
}

Document* make_member(Document& document, std::string_view part) {
    if (document.is_null()) {
        if (index_in(part))
            document.emplace_array();
        else
            document.emplace_object();
    }
    if (auto* object = document.if_object()) return &(*object)[part];
    auto* array = document.if_array();
    const auto index = array == nullptr ? std::nullopt : index_in(part);
    if (!index || *index > array->size()) return nullptr;
    if (*index == array->size()) array->emplace_back(nullptr);
    return &(*array)[*index];
}

/// How many bytes follow a lead byte, and the range of the first of them.
struct Lead {
    std::size_t following;
    unsigned char low;
    unsigned char high;
};

std::optional<Lead> lead_of(unsigned char byte) {
    if (byte < 0x80) return Lead{0, 0, 0};
    if (byte >= 0xC2 && byte <= 0xDF) return Lead{1, 0x80, 0xBF};
    if (byte == 0xE0) return Lead{2, 0xA0, 0xBF};
    if (byte == 0xED) return Lead{2, 0x80, 0x9F};
    if (byte >= 0xE1 && byte <= 0xEF) return Lead{2, 0x80, 0xBF};
    if (byte == 0xF0) return Lead{3, 0x90, 0xBF};
    if (byte >= 0xF1 && byte <= 0xF3) return Lead{3, 0x80, 0xBF};
    if (byte == 0xF4) return Lead{3, 0x80, 0x8F};
    return std::nullopt;
}

} // namespace

const Document* find_at(const Document& document, std::string_view path) {
    const Document* here = &document;
    while (here != nullptr && !path.empty())
        here = member(*here, take_part(path));
    return here;
}

Document* make_at(Document& document, std::string_view path) {
    Document* here = &document;
    std::size_t depth = 0;
    while (here != nullptr && !path.empty()) {
        if (++depth > limits::plugin_path_depth_max) return nullptr;
        here = make_member(*here, take_part(path));
    }
    return here;
}

bool is_utf8(std::string_view text) {
    const auto at = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = lead_of(at(i));
        if (!lead || lead->following >= text.size() - i) return false;
        for (std::size_t k = 1; k <= lead->following; ++k) {
            const auto low = k == 1 ? lead->low : 0x80;
            const auto high = k == 1 ? lead->high : 0xBF;
            if (at(i + k) < low || at(i + k) > high) return false;
        }
        i += lead->following + 1;
    }
    return true;
}

} // namespace gongdao
