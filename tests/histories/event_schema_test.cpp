#include "tests/histories/every_event.hpp"

#include <boost/describe/enumerators.hpp>
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

using namespace gongdao;

namespace {

/// Structs and their members, as `name = member:type …`, in the order of their names.
using Schema = std::map<std::string, std::string>;

template <class Value>
struct Spelled;

template <class Value>
void describe_struct(Schema& schema) {
    const auto name = described::snake_case(boost::core::demangle(typeid(Value).name()));
    std::string members;
    boost::mp11::mp_for_each<boost::describe::describe_members<Value, boost::describe::mod_public>>(
        [&](auto member) {
            using Member = std::remove_cvref_t<decltype(std::declval<Value>().*member.pointer)>;
            members += std::string{" "} + member.name + ":" + Spelled<Member>::in(schema);
        }
    );
    schema[name] = members;
}

/// Structs are noted in the schema and named; enumerations list their words.
template <class Value>
struct Spelled {
    static std::string in(Schema& schema) {
        if constexpr (std::is_same_v<Value, bool>) {
            return "bool";
        } else if constexpr (std::is_integral_v<Value>) {
            return "integer";
        } else if constexpr (std::is_enum_v<Value>) {
            std::string words;
            boost::mp11::mp_for_each<boost::describe::describe_enumerators<Value>>([&](auto word) {
                words += (words.empty() ? "" : "|") + std::string{word.name};
            });
            return words;
        } else {
            describe_struct<Value>(schema);
            return described::snake_case(boost::core::demangle(typeid(Value).name()));
        }
    }
};

template <>
struct Spelled<std::string> {
    static std::string in(Schema&) { return "text"; }
};

template <>
struct Spelled<Instant> {
    static std::string in(Schema&) { return "instant"; }
};

template <>
struct Spelled<Document> {
    static std::string in(Schema&) { return "document"; }
};

template <class Kind>
struct Spelled<Id<Kind>> {
    static std::string in(Schema&) { return "id"; }
};

template <class Value>
struct Spelled<std::optional<Value>> {
    static std::string in(Schema& schema) { return Spelled<Value>::in(schema) + "?"; }
};

template <class Value>
struct Spelled<std::vector<Value>> {
    static std::string in(Schema& schema) { return Spelled<Value>::in(schema) + "[]"; }
};

template <class Name, class Value>
struct Spelled<std::map<Name, Value>> {
    static std::string in(Schema& schema) {
        return Spelled<Name>::in(schema) + "->" + Spelled<Value>::in(schema);
    }
};

template <class... Events>
void describe_all(Schema& schema, const std::variant<Events...>*) {
    (describe_struct<Events>(schema), ...);
}

Schema schema_of_this_version() {
    Schema schema;
    const Event* of_cases = nullptr;
    const StreamEvent* of_others = nullptr;
    describe_all(schema, of_cases);
    describe_all(schema, of_others);
    return schema;
}

Schema kept_schema() {
    std::ifstream in{
        std::filesystem::path{GONGDAO_SOURCE_DIR} / "tests/histories/event_schema.txt"};
    Schema schema;
    for (std::string line; std::getline(in, line);) {
        if (line.empty() || line.front() == '#') continue;
        const auto equals = line.find(" =");
        schema[line.substr(0, equals)] = line.substr(equals + 2);
    }
    return schema;
}

/// What to do, for whoever changed an event.
constexpr const char* advice =
    "A released event never changes: its name, members and their types stand in journals for ever. "
    "Something new gets a new struct with a new name, its line goes into "
    "tests/histories/event_schema.txt, and tests/histories/record keeps a journal that holds it.";

} // namespace

TEST_CASE("released events keep their names, members and types") {
    const auto now = schema_of_this_version();
    for (const auto& [name, members] : kept_schema()) {
        const auto found = now.find(name);
        REQUIRE_MESSAGE(found != now.end(), "the event " << name << " is gone. " << advice);
        CHECK_MESSAGE(found->second == members, name << " is another. " << advice);
    }
}

TEST_CASE("every event is among the released ones") {
    const auto kept = kept_schema();
    for (const auto& [name, members] : schema_of_this_version())
        CHECK_MESSAGE(
            kept.contains(name), "add the line \"" << name << " =" << members << "\". " << advice
        );
    for (const auto& name : testing::every_event())
        CHECK(kept.contains(name));
}
