#pragma once

#include "core/engine/variant_codec.hpp"
#include "core/values/canonical.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

/// Described structs → the canonical text of their documents, without making the documents: the
/// journal and the tables are written at every command. For codecs' .cpp files only.
namespace gongdao::described {

template <class Value>
void append(std::string& out, const Value& value);
template <class Value>
bool same(const Value& left, const Value& right);

template <class Value>
using Members = boost::describe::describe_members<Value, boost::describe::mod_public>;

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
                        return same(value.*Descriptor::pointer, defaults.*Descriptor::pointer);
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

    static bool same(const Value& left, const Value& right) {
        if constexpr (is_struct<Value>) {
            bool equal = true;
            boost::mp11::mp_for_each<Members<Value>>([&](auto member) {
                equal = equal && described::same(left.*member.pointer, right.*member.pointer);
            });
            return equal;
        } else {
            return left == right;
        }
    }
};

template <>
struct Text<std::string> {
    static void append(std::string& out, const std::string& value) {
        append_json_string(out, value);
    }

    static bool same(const std::string& left, const std::string& right) { return left == right; }
};

template <>
struct Text<Document> {
    static void append(std::string& out, const Document& value) { append_canonical(out, value); }

    static bool same(const Document& left, const Document& right) { return left == right; }
};

template <>
struct Text<Instant> {
    static void append(std::string& out, const Instant& value) {
        out += std::to_string(value.milliseconds);
    }

    static bool same(const Instant& left, const Instant& right) { return left == right; }
};

template <class Kind>
struct Text<Id<Kind>> {
    static void append(std::string& out, const Id<Kind>& value) {
        append_json_string(out, value.text());
    }

    static bool same(const Id<Kind>& left, const Id<Kind>& right) { return left == right; }
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

    static bool same(const std::optional<Value>& left, const std::optional<Value>& right) {
        if (left.has_value() != right.has_value()) return false;
        return !left || described::same(*left, *right);
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

    static bool same(const std::vector<Value>& left, const std::vector<Value>& right) {
        return std::
            equal(left.begin(), left.end(), right.begin(), right.end(), &described::same<Value>);
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

    static bool same(const std::map<Name, Value>& left, const std::map<Name, Value>& right) {
        return std::equal(
            left.begin(),
            left.end(),
            right.begin(),
            right.end(),
            [](const auto& one, const auto& other) {
                return one.first == other.first && described::same(one.second, other.second);
            }
        );
    }
};

template <class Value>
void append(std::string& out, const Value& value) {
    Text<Value>::append(out, value);
}

template <class Value>
bool same(const Value& left, const Value& right) {
    return Text<Value>::same(left, right);
}

/// The canonical text of `encode_alternative` for each.
template <class Range>
std::string text_of_list(const Range& values) {
    std::string out;
    char separator = '[';
    for (const auto& value : values) {
        out += separator;
        separator = ',';
        std::visit(
            [&](const auto& alternative) {
                Text<std::decay_t<decltype(alternative)>>::append_struct(
                    out, alternative, name_of_alternative(value)
                );
            },
            value
        );
    }
    out += separator == '[' ? "[]" : "]";
    return out;
}

} // namespace gongdao::described
