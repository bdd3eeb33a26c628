#include "core/values/document.hpp"
#include "tests/support/results.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <limits>

using namespace gongdao;
using namespace gongdao::testing;

TEST_CASE("an object has each key once, whatever the order of its keys") {
    for (const auto* text :
         {R"({"a":1,"a":2})",
          R"({"a":1,"b":2,"a":3})",
          R"({"b":1,"a":2,"b":3})",
          R"({"b":1,"a":2,"c":3,"a":4})",
          R"({"":1,"":2})",
          R"({"a":{"b":{}},"b":{"b":1,"c":2,"b":3}})",
          R"({"z":{"a":1,"b":2},"z":3})",
          R"([{"a":1},{"c":1,"b":{"x":1},"c":2}])",
          R"({"a":1,"\u0061":2})"}) {
        CAPTURE(text);
        CHECK(code_of(parse_document(text)) == "values.duplicate_key");
    }
    for (const auto* text :
         {R"({"a":{"a":{"a":1}}})",
          R"({"b":{"a":1},"a":{"a":2,"b":{}}})",
          R"({"c":1,"b":{"c":1,"b":2,"a":3},"a":{"c":4}})",
          R"([{"a":1},{"a":1}])",
          R"({"a":1,"ab":2,"b":3})"}) {
        CAPTURE(text);
        CHECK(boost::json::serialize(must(parse_document(text))) == text);
    }
}

TEST_CASE("a canonical text has its keys in order and tells every kind of value") {
    const auto document = must(parse_document(
        R"({"文":"甲\n\"\\","c":[true,false,null,[],{}],"a":-9223372036854775808,"b":{"y":0,"x":""}})"
    ));
    CHECK(
        canonical_text(document) ==
        R"({"a":-9223372036854775808,"b":{"x":"","y":0},"c":[true,false,null,[],{}],"文":"甲\n\"\\"})"
    );
    CHECK(
        canonical_text(must(parse_document(canonical_text(document)))) == canonical_text(document)
    );
    CHECK(
        canonical_text(Document(std::numeric_limits<std::int64_t>::max())) == "9223372036854775807"
    );
    CHECK(canonical_text(Document("\x01\x1f\x7f")) == "\"\\u0001\\u001f\x7f\"");
}

TEST_CASE("an object of many members is put in order as a small one is") {
    DocumentObject object;
    std::string expected;
    for (int i = 99; i >= 10; --i)
        object[std::to_string(i)] = i;
    for (int i = 10; i <= 99; ++i)
        expected +=
            (expected.empty() ? "{\"" : ",\"") + std::to_string(i) + "\":" + std::to_string(i);
    CHECK(canonical_text(object) == expected + "}");
}

TEST_CASE("what a JSON string must not hold is escaped wherever it stands") {
    for (std::size_t length = 1; length <= 20; ++length) {
        for (std::size_t at = 0; at < length; ++at) {
            for (const char letter :
                 {'\0', '\n', '\x1f', ' ', '!', '"', '#', '[', '\\', ']', '\x7f'}) {
                std::string text(length, 'a');
                text[at] = letter;
                CAPTURE(length);
                CAPTURE(at);
                CHECK(canonical_text(Document(text)) == boost::json::serialize(Document(text)));
            }
        }
    }
    CHECK(canonical_text(Document("等级确认结果\"优\"")) == "\"等级确认结果\\\"优\\\"\"");
}
