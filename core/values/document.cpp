#include "core/values/document.hpp"

#include "core/values/canonical.hpp"
#include "core/values/errors.hpp"

#include <boost/json/array.hpp>
#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value_stack.hpp>

#include <algorithm>
#include <unordered_set>
#include <vector>

namespace gongdao {

namespace json = boost::json;

namespace {

/// Builds a value and refuses what canonical data must not hold.
struct StrictHandler {
    static constexpr std::size_t max_object_size = std::size_t(-1);
    static constexpr std::size_t max_array_size = std::size_t(-1);
    static constexpr std::size_t max_key_size = std::size_t(-1);
    static constexpr std::size_t max_string_size = std::size_t(-1);

    json::value_stack stack;
    std::vector<std::unordered_set<std::string>> keys;
    std::string text;
    std::string key;
    const ErrorKind* refused = nullptr;
    std::string refused_word;

    using Code = boost::system::error_code;

    bool refuse(const ErrorKind& kind, std::string word, Code& code) {
        refused = &kind;
        refused_word = std::move(word);
        code = json::error::syntax;
        return false;
    }

    bool on_document_begin(Code&) {
        stack.reset();
        return true;
    }

    bool on_document_end(Code&) { return true; }

    bool on_object_begin(Code&) {
        keys.emplace_back();
        return true;
    }

    bool on_object_end(std::size_t size, Code&) {
        keys.pop_back();
        stack.push_object(size);
        return true;
    }

    bool on_array_begin(Code&) { return true; }

    bool on_array_end(std::size_t size, Code&) {
        stack.push_array(size);
        return true;
    }

    bool on_key_part(json::string_view part, std::size_t, Code&) {
        key.append(part.data(), part.size());
        return true;
    }

    bool on_key(json::string_view part, std::size_t, Code& code) {
        key.append(part.data(), part.size());
        if (!keys.back().insert(key).second) return refuse(errors::duplicate_key, key, code);
        stack.push_key(key);
        key.clear();
        return true;
    }

    bool on_string_part(json::string_view part, std::size_t, Code&) {
        text.append(part.data(), part.size());
        return true;
    }

    bool on_string(json::string_view part, std::size_t, Code&) {
        text.append(part.data(), part.size());
        stack.push_string(text);
        text.clear();
        return true;
    }

    bool on_number_part(json::string_view, Code&) { return true; }

    bool on_int64(std::int64_t number, json::string_view, Code&) {
        stack.push_int64(number);
        return true;
    }

    bool on_uint64(std::uint64_t number, json::string_view, Code& code) {
        return refuse(errors::fraction_in_json, std::to_string(number), code);
    }

    bool on_double(double, json::string_view word, Code& code) {
        return refuse(errors::fraction_in_json, std::string{word.data(), word.size()}, code);
    }

    bool on_bool(bool value, Code&) {
        stack.push_bool(value);
        return true;
    }

    bool on_null(Code&) {
        stack.push_null();
        return true;
    }

    bool on_comment_part(json::string_view, Code&) { return true; }

    bool on_comment(json::string_view, Code&) { return true; }
};

Place place_at(std::string_view text, std::size_t offset) {
    const auto before = text.substr(0, std::min(offset, text.size()));
    const auto last_line = before.rfind('\n');
    Place place;
    place.line = static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1;
    place.column =
        static_cast<int>(
            last_line == std::string_view::npos ? before.size() : before.size() - last_line - 1
        ) +
        1;
    return place;
}

/// Most objects are small: their order is made without a heap.
constexpr std::size_t few_members = 32;

void append_members(std::string& out, const json::key_value_pair** first, std::size_t count) {
    std::sort(first, first + count, [](const auto* left, const auto* right) {
        return left->key() < right->key();
    });
    char separator = '{';
    for (std::size_t i = 0; i < count; ++i) {
        out += separator;
        separator = ',';
        append_json_string(out, first[i]->key());
        out += ':';
        append_canonical(out, first[i]->value());
    }
    out += count == 0 ? "{}" : "}";
}

void append_canonical_object(std::string& out, const DocumentObject& object) {
    if (object.size() <= few_members) {
        std::array<const json::key_value_pair*, few_members> pairs{};
        std::size_t count = 0;
        for (const auto& pair : object)
            pairs[count++] = &pair;
        append_members(out, pairs.data(), count);
        return;
    }
    std::vector<const json::key_value_pair*> pairs;
    pairs.reserve(object.size());
    for (const auto& pair : object)
        pairs.push_back(&pair);
    append_members(out, pairs.data(), pairs.size());
}

bool is_plain(char letter) {
    return static_cast<unsigned char>(letter) >= 0x20 && letter != '"' && letter != '\\';
}

} // namespace

void append_json_string(std::string& out, std::string_view text) {
    if (!std::all_of(text.begin(), text.end(), is_plain)) {
        out += json::serialize(json::string_view{text});
        return;
    }
    out += '"';
    out += text;
    out += '"';
}

void append_canonical(std::string& out, const Document& document) {
    if (const auto* object = document.if_object()) {
        append_canonical_object(out, *object);
    } else if (const auto* array = document.if_array()) {
        char separator = '[';
        for (const auto& item : *array) {
            out += separator;
            separator = ',';
            append_canonical(out, item);
        }
        out += array->empty() ? "[]" : "]";
    } else if (const auto* number = document.if_int64()) {
        out += std::to_string(*number);
    } else if (const auto* text = document.if_string()) {
        append_json_string(out, *text);
    } else {
        out += json::serialize(document);
    }
}

Result<Document> parse_document(std::string_view text) {
    json::parse_options options;
    options.max_depth = 32;
    json::basic_parser<StrictHandler> parser{options};
    boost::system::error_code code;
    const auto used = parser.write_some(false, text.data(), text.size(), code);
    auto& handler = parser.handler();
    if (handler.refused != nullptr) {
        return fail(*handler.refused, {handler.refused_word}, place_at(text, used));
    }
    const auto tail = text.substr(std::min(used, text.size()));
    const bool only_space = tail.find_first_not_of(" \t\r\n") == std::string_view::npos;
    if (!code && !only_space) code = json::error::extra_data;
    if (!code && !parser.done()) code = json::error::incomplete;
    if (code) return fail(errors::bad_json, {code.message()}, place_at(text, used));
    return handler.stack.release();
}

std::string canonical_text(const Document& document) {
    std::string out;
    append_canonical(out, document);
    return out;
}

const Document* find(const Document& document, std::string_view key) {
    const auto* object = document.if_object();
    return object == nullptr ? nullptr : object->if_contains(key);
}

std::optional<std::int64_t> find_integer(const Document& document, std::string_view key) {
    const auto* found = find(document, key);
    if (found == nullptr || !found->is_int64()) return std::nullopt;
    return found->get_int64();
}

std::optional<std::string_view> find_text(const Document& document, std::string_view key) {
    const auto* found = find(document, key);
    if (found == nullptr || !found->is_string()) return std::nullopt;
    return std::string_view{found->get_string()};
}

std::optional<bool> find_boolean(const Document& document, std::string_view key) {
    const auto* found = find(document, key);
    if (found == nullptr || !found->is_bool()) return std::nullopt;
    return found->get_bool();
}

const Document* find_path(const Document& document, std::string_view path) {
    const Document* here = &document;
    while (here != nullptr && !path.empty()) {
        const auto dot = path.find('.');
        here = find(*here, path.substr(0, dot));
        path = dot == std::string_view::npos ? std::string_view{} : path.substr(dot + 1);
    }
    return here;
}

} // namespace gongdao
