#pragma once

#include "core/engine/variant_codec.hpp"
#include "core/values/canonical.hpp"

#include <boost/describe/enum_to_string.hpp>
#include <boost/describe/operators.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

namespace gongdao {

/// Described structs are equal member by member; needed here only, to know defaults.
using boost::describe::operators::operator==;

} // namespace gongdao

/// Described structs → the canonical text of their documents. Members with their default value are
/// left out. Text is the only form written: the journal and the tables need it at every command,
/// and what wants a document reads the text. For codecs' .cpp files only.
namespace gongdao::described {

template <class Value>
void append(std::string& out, const Value& value);

/// A struct's members in the order of their names.
template <class Value>
struct Layout {
    struct Member {
        std::string_view name;
        bool (*is_default)(const Value& value);
        void (*append)(std::string& out, const Value& value);
    };

    static constexpr std::size_t count = boost::mp11::mp_size<Members<Value>>::value;

    static const std::array<Member, count>& members() {
        static const std::array<Member, count> sorted = [] {
            std::array<Member, count> made{};
            std::size_t next = 0;
            boost::mp11::mp_for_each<Members<Value>>([&](auto member) {
                using Descriptor = decltype(member);
                made[next++] = {
                    member.name,
                    [](const Value& value) {
                        static const Value defaults{};
                        return value.*Descriptor::pointer == defaults.*Descriptor::pointer;
                    },
                    [](std::string& out, const Value& value) {
                        described::append(out, value.*Descriptor::pointer);
                    }};
            });
            std::sort(made.begin(), made.end(), [](const Member& left, const Member& right) {
                return left.name < right.name;
            });
            return made;
        }();
        return sorted;
    }
};

template <class Value>
struct Text {
    static void append(std::string& out, const Value& value) {
        if constexpr (is_struct<Value>) {
            append_struct(out, value, {});
        } else if constexpr (std::is_enum_v<Value>) {
            append_json_string(out, boost::describe::enum_to_string(value, ""));
        } else if constexpr (std::is_same_v<Value, bool>) {
            out += value ? "true" : "false";
        } else {
            out += std::to_string(value);
        }
    }

    /// With `"e":<name>` at its place, where a name is given.
    static void append_struct(std::string& out, const Value& value, std::string_view name) {
        char separator = '{';
        const auto key = [&](std::string_view text) {
            out += separator;
            separator = ',';
            append_json_string(out, text);
            out += ':';
        };
        const auto say_name = [&] {
            key("e");
            append_json_string(out, name);
            name = {};
        };
        for (const auto& member : Layout<Value>::members()) {
            if (!name.empty() && member.name > "e") say_name();
            if (member.is_default(value)) continue;
            key(member.name);
            member.append(out, value);
        }
        if (!name.empty()) say_name();
        out += separator == '{' ? "{}" : "}";
    }
};

template <>
struct Text<std::string> {
    static void append(std::string& out, const std::string& value) {
        append_json_string(out, value);
    }
};

template <>
struct Text<Document> {
    static void append(std::string& out, const Document& value) { append_canonical(out, value); }
};

template <>
struct Text<Instant> {
    static void append(std::string& out, const Instant& value) {
        out += std::to_string(value.milliseconds);
    }
};

template <class Kind>
struct Text<Id<Kind>> {
    static void append(std::string& out, const Id<Kind>& value) {
        append_json_string(out, value.text());
    }
};

template <class Value>
struct Text<std::optional<Value>> {
    static void append(std::string& out, const std::optional<Value>& value) {
        if (value) {
            described::append(out, *value);
        } else {
            out += "null";
        }
    }
};

template <class Value>
struct Text<std::vector<Value>> {
    static void append(std::string& out, const std::vector<Value>& values) {
        char separator = '[';
        for (const auto& value : values) {
            out += separator;
            separator = ',';
            described::append(out, value);
        }
        out += values.empty() ? "[]" : "]";
    }
};

template <class Name, class Value>
struct Text<std::map<Name, Value>> {
    static void append(std::string& out, const std::map<Name, Value>& values) {
        std::vector<std::pair<std::string, const Value*>> named;
        named.reserve(values.size());
        for (const auto& [name, value] : values) {
            if constexpr (std::is_integral_v<Name>) {
                named.emplace_back(std::to_string(name), &value);
            } else {
                named.emplace_back(name, &value);
            }
        }
        // Numbers are ordered as the texts that they become.
        std::sort(named.begin(), named.end(), [](const auto& left, const auto& right) {
            return left.first < right.first;
        });
        char separator = '{';
        for (const auto& [name, value] : named) {
            out += separator;
            separator = ',';
            append_json_string(out, name);
            out += ':';
            described::append(out, *value);
        }
        out += named.empty() ? "{}" : "}";
    }
};

template <class Value>
void append(std::string& out, const Value& value) {
    Text<Value>::append(out, value);
}

/// The alternative's members and, under `e`, its name.
template <class Variant>
void append_alternative(std::string& out, const Variant& value) {
    std::visit(
        [&](const auto& alternative) {
            Text<std::decay_t<decltype(alternative)>>::append_struct(
                out, alternative, name_of_alternative(value)
            );
        },
        value
    );
}

template <class Range>
std::string text_of_list(const Range& values) {
    std::string out;
    char separator = '[';
    for (const auto& value : values) {
        out += separator;
        separator = ',';
        append_alternative(out, value);
    }
    out += separator == '[' ? "[]" : "]";
    return out;
}

} // namespace gongdao::described
