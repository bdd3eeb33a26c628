#include "core/model/manifest.hpp"
#include "tests/model/pack_folder.hpp"

#include <boost/property_tree/ptree.hpp>
#include <doctest/doctest.h>

namespace gongdao {

namespace {

/// `key=value@line{…}` in order.
std::string outline(const LineTree& tree) {
    std::string out;
    for (const auto& [key, child] : tree) {
        out += key + "=" + child.data().text + "@" + std::to_string(child.data().line);
        if (!child.empty()) out += "{" + outline(child) + "}";
        out += " ";
    }
    return out;
}

} // namespace

TEST_CASE("INFO text becomes a tree with lines") {
    struct Row {
        std::string text;
        std::string outline;
    };

    const Row rows[] = {
        {"", ""},
        {"; 只有注释\n", ""},
        {"id a\ntitle 欠薪", "id=a@1 title=欠薪@2 "},
        {"role x { title 网格员 may open }", "role=x@1{title=网格员@1 may=open@1 } "},
        {"role x\n{\n  title \"县总 法工\" ; 注释\n}\nid b",
         "role=x@1{title=县总 法工@3 } id=b@5 "},
        {"a \"一\\\"二\\\\三\\n四\"", "a=一\"二\\三\n四@1 "},
        {"a \"一\" \\\n  \"二\"\nb 2", "a=一二@1 b=2@3 "},
        {"key\nother 1", "key=@1 other=1@2 "},
        {"\"quoted key\" v", "quoted key=v@1 "},
        {"\xEF\xBB\xBFid a", "id=a@1 "},
        {"a { } b { c { d 1 } }", "a=@1 b=@1{c=@1{d=1@1 } } "},
        {"colour #ff0000\r\nnext 1\r\n", "colour=#ff0000@1 next=1@2 "},
    };
    for (const auto& row : rows) {
        CAPTURE(row.text);
        Faults faults;
        CHECK(outline(read_info(row.text, "pack.info", faults)) == row.outline);
        CHECK(test::sentences_of(faults) == "");
    }
}

TEST_CASE("INFO text with faults names every line") {
    struct Row {
        std::string text;
        std::string sentences;
    };

    const Row rows[] = {
        {"a {\nb 1", "pack.info第1行：大括号没有关闭，请补上 }\n"},
        {"a 1\n}\n}",
         "pack.info第2行：这里多了一个大括号，请删去\npack."
         "info第3行：这里多了一个大括号，请删去\n"},
        {"{ a 1 }",
         "pack.info第1行：这里多了一个大括号，请删去\npack."
         "info第1行：这里多了一个大括号，请删去\n"},
        {"a \"开\nb 2", "pack.info第1行：引号没有关闭，请补上\n"},
        {"a \"\\x\"", "pack.info第1行：不认识转义“\\x”，请改用 \\n、\\t、\\\" 或 \\\\\n"},
        {"\n#include \"other.info\"\n", "pack.info第2行：不允许 #include，请把内容写在本文件里\n"},
        {"a \"x\" \\ y", "pack.info第1行：引号没有关闭，请补上\n"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.text);
        Faults faults;
        static_cast<void>(read_info(row.text, "pack.info", faults));
        CHECK(test::sentences_of(faults) == row.sentences);
    }
}

TEST_CASE("braces without end stop at a limit") {
    std::string text;
    for (int i = 0; i < 100'000; ++i)
        text += "a {";
    Faults faults;

    static_cast<void>(read_info(text, "pack.info", faults));

    REQUIRE(!faults.empty());
    CHECK(
        sentence(faults.front(), Language::chinese) ==
        "pack.info第1行：大括号嵌套超过 32 层，请简化"
    );
}

} // namespace gongdao
