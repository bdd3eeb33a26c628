#pragma once

#include "core/engine/errors.hpp"
#include "core/values/document.hpp"
#include "core/values/id.hpp"
#include "core/values/time.hpp"

#include <boost/describe/enum_from_string.hpp>
#include <boost/describe/members.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/mp11/algorithm.hpp>

#include <charconv>
#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

/// Documents → described structs. A member that is left out has its default value, so that records
/// stay short and a member added later reads as its default. For codecs' .cpp files only: it is
/// heavy to compile.
namespace gongdao::described {

template <class Value>
bool decode(const Document& document, Value& value);

template <class Value>
inline constexpr bool is_struct = boost::describe::has_describe_members<Value>::value;

template <class Value>
using Members = boost::describe::describe_members<Value, boost::describe::mod_public>;

template <class Value>
struct Decoder {
    static bool decode(const Document& document, Value& value) {
        if constexpr (is_struct<Value>) {
            const auto* object = document.if_object();
            if (object == nullptr) return false;
            bool good = true;
            std::size_t known = 0;
            boost::mp11::mp_for_each<Members<Value>>([&](auto member) {
                const auto* found = object->if_contains(member.name);
                if (found == nullptr) return;
                ++known;
                good = good && described::decode(*found, value.*member.pointer);
            });
            return good && known == object->size();
        } else if constexpr (std::is_enum_v<Value>) {
            if (!document.is_string()) return false;
            const auto& name = document.get_string();
            // A zero byte would end the name early.
            return name.find('\0') == name.npos &&
                   boost::describe::enum_from_string(name.c_str(), value);
        } else if constexpr (std::is_same_v<Value, bool>) {
            if (document.is_bool()) value = document.get_bool();
            return document.is_bool();
        } else {
            if (!document.is_int64() || !std::in_range<Value>(document.get_int64())) return false;
            value = static_cast<Value>(document.get_int64());
            return true;
        }
    }
};

template <>
struct Decoder<std::string> {
    static bool decode(const Document& document, std::string& value) {
        if (document.is_string())
            value.assign(document.get_string().begin(), document.get_string().end());
        return document.is_string();
    }
};

template <>
struct Decoder<Document> {
    static bool decode(const Document& document, Document& value) {
        value = document;
        return true;
    }
};

template <>
struct Decoder<Instant> {
    static bool decode(const Document& document, Instant& value) {
        return described::decode(document, value.milliseconds);
    }
};

template <class Kind>
struct Decoder<Id<Kind>> {
    static bool decode(const Document& document, Id<Kind>& value) {
        std::string text;
        const bool good = described::decode(document, text);
        value = Id<Kind>{std::move(text)};
        return good;
    }
};

template <class Value>
struct Decoder<std::optional<Value>> {
    static bool decode(const Document& document, std::optional<Value>& value) {
        if (document.is_null()) return true;
        return described::decode(document, value.emplace());
    }
};

template <class Value>
struct Decoder<std::vector<Value>> {
    static bool decode(const Document& document, std::vector<Value>& values) {
        const auto* array = document.if_array();
        if (array == nullptr) return false;
        for (const auto& item : *array) {
            if (!described::decode(item, values.emplace_back())) return false;
        }
        return true;
    }
};

template <class Name, class Value>
struct Decoder<std::map<Name, Value>> {
    static bool decode(const Document& document, std::map<Name, Value>& values) {
        const auto* object = document.if_object();
        if (object == nullptr) return false;
        for (const auto& [name, item] : *object) {
            Name key{};
            if constexpr (std::is_integral_v<Name>) {
                const auto read = std::from_chars(name.data(), name.data() + name.size(), key);
                // Other spellings of a number would meet in one key.
                if (read.ec != std::errc{} || std::to_string(key) != name) return false;
            } else {
                key = Name{std::string_view{name}};
            }
            if (!described::decode(item, values[key])) return false;
        }
        return true;
    }
};

template <class Value>
bool decode(const Document& document, Value& value) {
    return Decoder<Value>::decode(document, value);
}

} // namespace gongdao::described
