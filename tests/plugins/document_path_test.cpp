#include "core/plugin_host/document_path.hpp"
#include "tests/plugins/loading.hpp"

#include <vector>

namespace gongdao {

TEST_CASE("a path finds members and items, and nothing else") {
    const auto document = testing::json(R"({"a":{"b":[10,{"c":20}]},"0":"key","":1})");

    struct Row {
        const char* path;
        const char* found;
    };

    for (const auto& row : std::vector<Row>{
             {"a.b.0", "10"},
             {"a.b.1.c", "20"},
             {"0", "\"key\""},
             {"a.b.2", nullptr},
             {"a.b.-1", nullptr},
             {"a.b.0x", nullptr},
             {"a.b.0.c", nullptr},
             {"a.x", nullptr},
             {"a..b", nullptr},
             {"a.b.99999999999999999999", nullptr}}) {
        CAPTURE(row.path);
        const auto* found = find_at(document, row.path);
        REQUIRE((found != nullptr) == (row.found != nullptr));
        if (found != nullptr) CHECK(canonical_text(*found) == row.found);
    }
    CHECK(find_at(document, "") == &document);
}

TEST_CASE("a path makes what is missing, one item after the other") {
    Document document;

    struct Row {
        const char* path;
        bool made;
    };

    for (const auto& row : std::vector<Row>{
             {"a.b.0.c", true},
             {"a.b.1", true},
             {"a.b.3", false},
             {"a.0", true},
             {"list.0", true},
             {"list.x", false}}) {
        CAPTURE(row.path);
        auto* place = make_at(document, row.path);
        REQUIRE((place != nullptr) == row.made);
        if (place != nullptr) *place = 1;
    }
    CHECK(canonical_text(document) == R"({"a":{"0":1,"b":[{"c":1},1]},"list":[1]})");
}

TEST_CASE("a path that is too deep makes nothing to overflow a stack with") {
    std::string path = "a";
    for (int i = 0; i < 40; ++i)
        path += ".a";
    Document document;

    CHECK(make_at(document, path) == nullptr);
}

TEST_CASE("only well-formed UTF-8 passes") {
    for (const auto* good :
         {"", "a", "工会", "\xF0\xA0\xAE\xB7", "\xC2\x80", "\xEF\xBF\xBF", "\xF4\x8F\xBF\xBF"}) {
        CHECK(is_utf8(good));
    }
    for (const auto* bad :
         {"\x80",
          "\xC0\x80",
          "\xC1\xBF",
          "\xE0\x9F\xBF",
          "\xED\xA0\x80",
          "\xF0\x8F\xBF\xBF",
          "\xF4\x90\x80\x80",
          "\xF5\x80\x80\x80",
          "\xE5\xB7",
          "\xE5",
          "a\xC3(",
          "\xFF"}) {
        CHECK_FALSE(is_utf8(bad));
    }
}

} // namespace gongdao
