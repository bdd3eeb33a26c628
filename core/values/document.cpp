#include "core/values/document.hpp"

#include "core/values/canonical.hpp"
#include "core/values/errors.hpp"

#include <boost/json/array.hpp>
#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value_stack.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
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

    explicit StrictHandler(json::storage_ptr of_value, bool with_keys)
        : stack{{}, working_memory.data(), working_memory.size()},
          storage{std::move(of_value)},
          notes_keys{with_keys} {}

    /// Enough for most documents.
    alignas(json::value) std::array<unsigned char, 4'096> working_memory;
    json::value_stack stack;
    json::storage_ptr storage;                         ///< of the value
    std::size_t members = 0;                           ///< of all objects
    bool notes_keys;                                   ///< to tell which comes twice
    std::vector<std::unordered_set<std::string>> keys; ///< of the open objects
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
        stack.reset(storage);
        return true;
    }

    bool on_document_end(Code&) { return true; }

    bool on_object_begin(Code&) {
        if (notes_keys) keys.emplace_back();
        return true;
    }

    bool on_object_end(std::size_t size, Code&) {
        if (notes_keys) keys.pop_back();
        members += size;
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
        if (notes_keys && !keys.back().insert(key).second)
            return refuse(errors::duplicate_key, key, code);
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
    const auto by_key = [](const auto* left, const auto* right) {
        return left->key() < right->key();
    };
    const auto end = first + count;
    const auto unsorted = std::is_sorted_until(first, end, by_key);
    if (count > few_members && unsorted != end) {
        std::sort(first, end, by_key);
    } else {
        // Most were read from a canonical text, and a few members added.
        for (auto next = unsorted; next != end; ++next)
            std::rotate(std::upper_bound(first, next, *next, by_key), next, next + 1);
    }
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

/// Whether any of eight letters is a control character, a quote or a backslash.
bool has_special(std::uint64_t letters) {
    constexpr std::uint64_t ones = 0x0101010101010101;
    constexpr std::uint64_t tops = 0x8080808080808080;
    const auto quotes = letters ^ ones * '"';
    const auto backslashes = letters ^ ones * '\\';
    // A byte below n borrows its top bit when n is taken off, unless it had that bit itself.
    const auto controls = (letters - ones * 0x20) & ~letters;
    return (((quotes - ones) & ~quotes) | ((backslashes - ones) & ~backslashes) | controls) & tops;
}

/// Whether a JSON string holds the text as it is.
bool is_plain(std::string_view text) {
    std::uint64_t letters = 0;
    for (; text.size() >= sizeof letters; text.remove_prefix(sizeof letters)) {
        std::memcpy(&letters, text.data(), sizeof letters);
        if (has_special(letters)) return false;
    }
    letters = 0x2020202020202020;
    std::memcpy(&letters, text.data(), text.size());
    return !has_special(letters);
}

void append_number(std::string& out, std::int64_t number) {
    std::array<char, 20> digits{};
    const auto written = std::to_chars(digits.data(), digits.data() + digits.size(), number);
    out.append(digits.data(), written.ptr);
}

} // namespace

void append_json_string(std::string& out, std::string_view text) {
    if (!is_plain(text)) {
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
        append_number(out, *number);
    } else if (const auto* text = document.if_string()) {
        append_json_string(out, *text);
    } else if (const auto* truth = document.if_bool()) {
        out += *truth ? "true" : "false";
    } else if (document.is_null()) {
        out += "null";
    } else {
        out += json::serialize(document);
    }
}

namespace {

/// A key that comes twice is one member of the value.
std::size_t members_of(const Document& document) {
    std::size_t members = 0;
    if (const auto* object = document.if_object()) {
        members = object->size();
        for (const auto& member : *object)
            members += members_of(member.value());
    } else if (const auto* array = document.if_array()) {
        for (const auto& item : *array)
            members += members_of(item);
    }
    return members;
}

using Parser = json::basic_parser<StrictHandler>;

json::parse_options strict_options() {
    json::parse_options options;
    options.max_depth = 32;
    return options;
}

bool is_space(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

/// What is wrong with a text that is no document, or has a key twice.
Error fault_of(std::string_view text) {
    Parser parser{strict_options(), json::storage_ptr{}, true};
    boost::system::error_code code;
    const auto used = parser.write_some(false, text.data(), text.size(), code);
    const auto& handler = parser.handler();
    if (handler.refused != nullptr)
        return fail(*handler.refused, {handler.refused_word}, place_at(text, used));
    if (!code && !is_space(text.substr(used))) code = json::error::extra_data;
    if (!code) code = json::error::incomplete;
    return fail(errors::bad_json, {code.message()}, place_at(text, used));
}

} // namespace

Result<Document> parse_document(std::string_view text, boost::json::storage_ptr storage) {
    Parser parser{strict_options(), std::move(storage), false};
    boost::system::error_code code;
    const auto used = parser.write_some(false, text.data(), text.size(), code);
    if (code || !parser.done() || !is_space(text.substr(used))) return fault_of(text);
    auto document = parser.handler().stack.release();
    // To know which key comes twice costs more than to know that one does.
    if (members_of(document) != parser.handler().members) return fault_of(text);
    return document;
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
