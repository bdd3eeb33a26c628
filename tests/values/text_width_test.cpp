#include "core/values/text_width.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace gongdao;

TEST_CASE("Chinese takes two columns and a combining mark none") {
    struct Case {
        const char* text;
        int width;
    };

    const std::vector<Case> cases{
        {"", 0},
        {"abc", 3},
        {"工道", 4},
        {"ａ，。", 6},
        {"é", 1},
        {"e\xCC\x81", 1},
        {"\xE3\x81\x8B\xE3\x82\x99", 2},
        {"…", 1},
        {"·", 1},
        {"𠀀", 2},
        {"한글", 4},
        {"😀", 2},
        {"￥", 2},
        {"¥", 1},
        {"a\xE2\x80\x8B\x62", 2},
        {"\x1B", 0},
        {"\xFF\xFF", 2},
        {"བོད", 2},
    };
    for (const auto& [text, width] : cases) {
        CAPTURE(text);
        CHECK(display_width(text) == width);
    }
}

TEST_CASE("padding counts columns and not bytes") {
    CHECK(padded("工道", 6) == "工道  ");
    CHECK(padded("工道", 6, Align::right) == "  工道");
    CHECK(padded("工道", 7, Align::center) == " 工道  ");
    CHECK(padded("工道", 3) == "工道");
}

TEST_CASE("cutting never splits a character") {
    CHECK(cut("工会案件", 8) == "工会案件");
    CHECK(cut("工会案件", 7) == "工会案…");
    CHECK(cut("工会案件", 6) == "工会…");
    CHECK(cut("工会", 1) == "…");
    CHECK(cut("工会", 0) == "");
    CHECK(cut("e\xCC\x81xyz", 2) == "e\xCC\x81…");
}

TEST_CASE("a cut text fits its columns at every width") {
    const std::string text = "总工会abc維権e\xCC\x81，2026年😀";
    for (int width = 0; width <= display_width(text) + 2; ++width) {
        CAPTURE(width);
        CHECK(display_width(cut(text, width)) <= width);
        CHECK(display_width(padded(cut(text, width), width)) == width);
    }
}
