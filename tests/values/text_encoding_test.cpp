#include "core/values/errors.hpp"
#include "core/values/text_encoding.hpp"
#include "tests/support/results.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace gongdao;
using namespace gongdao::testing;
using namespace std::string_literals;

namespace {

std::string read(std::string_view bytes) {
    const auto text = to_utf8(bytes);
    return text ? *text
                : std::string{text.error().kind->code} + ":" +
                      std::to_string(text.error().place.line);
}

} // namespace

TEST_CASE("text in every encoding of a county's computers becomes UTF-8") {
    struct Case {
        std::string bytes;
        std::string text;
    };

    const std::vector<Case> cases{
        {"", ""},
        {"abc\n", "abc\n"},
        {"姓名,金额", "姓名,金额"},
        {"\xEF\xBB\xBF姓名", "姓名"},
        {"\xD0\xD5\xC3\xFB,a", "姓名,a"},
        {"\xC1\xAA\xCD\xA8", "联通"},
        {"\xBF\x68", "縣"},
        {"\x95\x32\x82\x36\xD0\xD5", "𠀀姓"},
        {"\x81\x39\xEF\x31", "㐂"},
        {"\x84\x31\x95\x33\xD0\xD5", "姓"},
        {"\xFF\xFE\xD3\x59\x0D\x54\x0A\x00"s, "姓名\n"},
        {"\xFE\xFF\x59\xD3\x54\x0D"s, "姓名"},
        {"\xFF\xFE\x40\xD8\x00\xDC"s, "𠀀"},
    };
    for (const auto& [bytes, text] : cases) {
        CAPTURE(text);
        CHECK(read(bytes) == text);
    }
}

TEST_CASE("bytes in no known encoding are refused with their line") {
    CHECK(read("a\nb\n\xFF\xFFzzz") == "values.unknown_encoding:3");
    CHECK(read("\xD0\xD5\n\xC3") == "values.unknown_encoding:2");
    CHECK(read("\xEF\xBB\xBFok\n\xD0\xD5") == "values.unknown_encoding:2");
    CHECK(read("a\nb\0c"s) == "values.unknown_encoding:2");
    CHECK(read("\xFF\xFE\x41\x00\x42"s) == "values.unknown_encoding:1");
    CHECK(read("\xFF\xFE\x00\xDC\x41\x00"s) == "values.unknown_encoding:1");
    CHECK(read("PK\x03\x04\x14\0\0\0"s) == "values.unknown_encoding:1");
}

TEST_CASE("rare names can be written in GB18030, a font maker's own characters cannot") {
    CHECK(must(to_gb18030("姓名,𠀀")) == "\xD0\xD5\xC3\xFB,\x95\x32\x82\x36");
    CHECK(must(to_utf8(must(to_gb18030("𠀀䶮")))) == "𠀀䶮");
    const auto refused = to_gb18030("好\n\xEE\x9E\x8D");
    REQUIRE(code_of(refused) == "values.not_in_gb18030");
    CHECK(refused.error().place.line == 2);
    CHECK(code_of(to_gb18030("\xFF")) == "values.unknown_encoding");
}

TEST_CASE("a text longer than the conversion buffer stays whole") {
    std::string bytes;
    std::string expected;
    for (int i = 0; i < 30'000; ++i) {
        bytes += "\xD0\xD5\x95\x32\x82\x36";
        expected += "姓𠀀";
    }
    CHECK(read(bytes) == expected);
}

TEST_CASE("a text without a word in it is blank, whichever spaces it has") {
    for (const auto* blank : {"", " ", "\t\r\n", "　", " 　\xC2\xA0\xE2\x80\x8B\xEF\xBB\xBF"}) {
        CAPTURE(blank);
        CHECK(is_blank_text(blank));
    }
    for (const auto* said : {"无", " a ", "　。", "-", "\x80"}) {
        CAPTURE(said);
        CHECK_FALSE(is_blank_text(said));
    }
}

TEST_CASE("only well-formed UTF-8 is valid") {
    for (const auto* valid : {"", "a", "é", "汉", "𠀀", "\xF4\x8F\xBF\xBF"}) {
        CAPTURE(valid);
        CHECK(is_valid_utf8(valid));
    }
    for (const auto* invalid :
         {"\x80",
          "\xC0\x80",
          "\xC1\xBF",
          "\xE0\x80\x80",
          "\xED\xA0\x80",
          "\xF4\x90\x80\x80",
          "\xF8\x88\x80\x80\x80",
          "\xE6\xB1",
          "a\xE6",
          "\xE6\x41\x41"}) {
        CHECK_FALSE(is_valid_utf8(invalid));
    }
}
