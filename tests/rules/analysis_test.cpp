#include "core/rules/rules.hpp"

#include <boost/json/object.hpp>
#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace gongdao;

namespace {

std::string grid(const std::string& hit, const std::string& body, const std::string& extra = "") {
    return "return { id = 'x', name = 'x', from = '2025-01-01', hit = '" + hit + "', " + extra +
           " rows = [[" + body + "]] }";
}

Rules loaded(const std::string& text) {
    Faults faults;
    auto rules = Rules::load({{"x.lua", text}}, faults);
    REQUIRE_MESSAGE(
        faults.empty(), (faults.empty() ? "" : sentence(faults.front(), Language::chinese))
    );
    return rules;
}

const char* const colour_head = "编号 | 天数 天 days [0..1000] | 人数 人? heads [0..1000] | 建筑 "
                                "是否 site | 形式 停工/上访/协商 form => 颜色 红/黄/无 colour\n";

std::string kind_name(Finding::Kind kind) {
    switch (kind) {
    case Finding::Kind::gap:
        return "gap";
    case Finding::Kind::covered_by_default:
        return "default";
    case Finding::Kind::overlap:
        return "overlap";
    case Finding::Kind::dead_row:
        return "dead";
    case Finding::Kind::undecided:
        return "undecided";
    }
    return "";
}

std::string summary(const std::vector<Finding>& findings) {
    std::string text;
    for (const auto& finding : findings) {
        text += kind_name(finding.kind);
        for (const auto& row : finding.rows)
            text += " " + row;
        if (finding.witness) text += " " + canonical_text(*finding.witness);
        text += "; ";
    }
    return text;
}

} // namespace

TEST_CASE("the analysis finds what was put wrong into a grid, with facts that show it") {
    struct Row {
        const char* name;
        const char* hit;
        std::string body;
        std::string expected;
    };

    const std::string head = colour_head;
    const std::vector<Row> rows{
        {"complete", "FIRST", head + "一 | >=7 | - | - | - => 红\n二 | <7 | - | - | - => 无", ""},
        {"gap at one end",
         "FIRST",
         head + "一 | >=7 | - | - | - => 红",
         R"(gap {"days":0,"form":"停工","heads":0,"site":false}; )"},
        {"gap in the middle",
         "FIRST",
         head + "一 | >=7 | - | - | - => 红\n二 | <6 | - | - | - => 无",
         R"(gap {"days":6,"form":"停工","heads":0,"site":false}; )"},
        {"null is a value",
         "FIRST",
         head + "一 | - | >=0 | - | - => 红",
         R"(gap {"days":0,"form":"停工","site":false}; )"},
        {"null is covered",
         "FIRST",
         head + "一 | - | >=0 | - | - => 红\n二 | - | 空 | - | - => 无",
         ""},
        {"a choice is missing",
         "FIRST",
         head + "一 | - | - | - | 停工,协商 => 红\n二 | - | - | 是 | 上访 => 红",
         R"(gap {"days":0,"form":"上访","heads":0,"site":false}; )"},
        {"the default hides no gap",
         "FIRST",
         head + "一 | >=7 | - | - | - => 红\n默认 => 无",
         R"(default 默认 {"days":0,"form":"停工","heads":0,"site":false}; )"},
        {"dead behind one",
         "FIRST",
         head + "一 | >=7 | - | - | - => 红\n二 | >=90 | - | - | - => 黄\n三 | - | - | - | - => 无",
         "dead 二 一; "},
        {"dead behind two",
         "FIRST",
         head + "一 | >=7 | - | 是 | - => 红\n二 | >=7 | - | 否 | - => 黄\n三 | >=9 | - | - | - => "
                "无\n四 | - | - | - | - => 无",
         "dead 三 一 二; "},
        {"never true",
         "FIRST",
         head + "一 | >=1001 | - | - | - => 红\n二 | - | - | - | - => 无",
         "dead 一; "},
        {"overlap",
         "UNIQUE",
         head + "一 | >=7 | - | - | - => 红\n二 | <=7 | - | - | 上访 => 无\n三 | <7 | - | - | "
                "非(上访) => 无",
         R"(overlap 一 二 {"days":7,"form":"上访","heads":0,"site":false}; )"},
        {"any that agree",
         "ANY",
         head + "一 | >=7 | - | - | - => 红\n二 | >=5 | - | 是 | - => 红\n三 | <7 | - | 否 | - => "
                "无\n四 | <5 | - | 是 | - => 无",
         ""},
        {"any that differ",
         "ANY",
         head + "一 | - | - | - | - => 红\n二 | >=5 | - | 是 | - => 黄",
         R"(overlap 一 二 {"days":5,"form":"停工","heads":0,"site":true}; )"},
        {"priority",
         "PRIORITY",
         head + "一 | >=90 | - | - | - => 黄\n二 | >=7 | - | - | - => 红\n三 | - | - | - | - => 无",
         "dead 一 二; "},
        {"lists need no row", "COLLECT", head + "一 | >=90 | - | - | - => 黄", ""},
        {"an extreme needs one",
         "COLLECT >",
         "编号 | 天数 天 days [0..9] => 级 数 rank\n一 | >=1 => 1",
         R"(gap {"days":0}; )"},
        {"texts",
         "FIRST",
         "编号 | 行业 文字 trade => 级 数 rank\n一 | 餐饮,零售 => 1",
         R"(gap {"trade":"（其他文字）"}; )"},
        {"texts, one forgotten",
         "FIRST",
         "编号 | 行业 文字 trade => 级 数 rank\n一 | 餐饮 => 1\n二 | 非(餐饮,零售) => 2",
         R"(gap {"trade":"零售"}; )"},
        {"dates",
         "UNIQUE",
         "编号 | 日 日期 d => 级 数 rank\n一 | <2026-01-01 => 1\n二 | >=2026-01-02 => 2",
         R"(gap {"d":"2026-01-01"}; )"},
        {"ages",
         "FIRST",
         "编号 | 拖欠 天 自 since [0..100] => 级 数 rank\n一 | >=1 => 1",
         R"(gap {"since":"2025-01-01"}; )"},
        {"money is compared to the fen",
         "UNIQUE",
         "编号 | 额 金额 fen => 级 数 rank\n一 | <3万 => 1\n二 | [3.01万..10万) => 2\n三 | >=10万 "
         "=> 3",
         R"(gap {"fen":3000000}; )"},
        {"ranked choices",
         "FIRST",
         "编号 | 级 一=1/二=2/三=3 r => 出 数 out\n一 | >=二 => 1\n二 | <一 => 1",
         R"(gap {"r":1}; dead 二; )"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.name);
        const auto rules = loaded(grid(row.hit, row.body));
        const auto findings = rules.analyse("x");
        CHECK(summary(findings) == row.expected);
        for (const auto& finding : findings) {
            if (!finding.witness || std::string(row.hit) == "COLLECT >") continue;
            // The witness really fails, except where the default answers.
            const auto decision = rules.decide("x", *finding.witness, *finding.on);
            CHECK(decision.has_value() == (finding.kind == Finding::Kind::covered_by_default));
            CHECK(finding.is_fault() == !decision.has_value());
        }
    }
}

TEST_CASE(
    "results from expressions are compared where that decides, and are undecided where it does not"
) {
    const std::string head = "编号 | 甲 数 a [0..9] => 乙 数 b\n";
    CHECK(
        summary(loaded(grid("ANY", head + "一 | - => =甲*2\n二 | >=5 => =甲*2")).analyse()) == ""
    );
    CHECK(
        summary(loaded(grid("ANY", head + "一 | - => =甲*2\n二 | >=5 => =甲*3")).analyse()) ==
        R"(overlap 一 二 {"a":5}; )"
    );
    CHECK(
        summary(loaded(grid("ANY", head + "一 | - => =甲*2\n二 | >=5 => =甲+甲")).analyse()) ==
        "undecided 一 二; "
    );
}

TEST_CASE("witnesses on derived inputs say so") {
    const auto rules = loaded(grid(
        "FIRST",
        "编号 | 总 => 乙 数 b\n一 | >=1 => 1",
        "inputs = '甲 天 a', derived = '总 数 [0..5]', derive = function(facts) return { ['总'] = "
        "facts.a } end,"
    ));
    const auto findings = rules.analyse();
    REQUIRE(findings.size() == 1);
    CHECK(findings.front().on_derived);
    CHECK(findings.front().text.chinese == "没有一行适用：总=0");
    CHECK(findings.front().text.english == "no row applies: 总=0");
}

TEST_CASE("an analysis that would take too long says that it is undecided") {
    std::string head = "编号";
    std::string body;
    for (int column = 0; column < 12; ++column) {
        head += " | 栏" + std::to_string(column) + " 数 c" + std::to_string(column) + " [0..99]";
    }
    head += " => 乙 数 b\n";
    for (int row = 0; row < 60; ++row) {
        body += "行" + std::to_string(row);
        for (int column = 0; column < 12; ++column) {
            const int low = (row * 37 + column * 53) % 50;
            body += " | [" + std::to_string(low) + ".." + std::to_string(low + 45) + "]";
        }
        body += " => 1\n";
    }
    const auto findings = loaded(grid("FIRST", head + body)).analyse();
    REQUIRE(!findings.empty());
    CHECK(findings.front().kind == Finding::Kind::undecided);
    CHECK(findings.front().text.english.find("200000") != std::string::npos);
}

TEST_CASE("random grids: the analysis agrees with trying every input") {
    unsigned seed = 1;
    const auto random = [&seed](unsigned limit) {
        seed = seed * 1103515245U + 12345U;
        return (seed >> 16U) % limit;
    };
    int gaps = 0;
    int dead = 0;
    for (int round = 0; round < 150; ++round) {
        std::string body = "编号 | 甲 数 a [0..5] | 乙 数? b [0..3] | 丙 红/黄/蓝 c => 出 数 out\n";
        const unsigned count = 2 + random(5);
        for (unsigned row = 0; row < count; ++row) {
            const auto low = random(6);
            body += "r" + std::to_string(row) + " | " +
                    (random(3) == 0 ? "-" : "[" + std::to_string(low) + "..5]");
            const std::vector<std::string> second{
                "-", "空", "<2", ">=2", "非(1)", "3,空", "非(空)"};
            const std::vector<std::string> third{"-", "红", "红,黄", "非(蓝)", "蓝"};
            body += " | " + second[random(7)] + " | " + third[random(5)] + " => " +
                    std::to_string(row) + "\n";
        }
        const auto rules = loaded(grid("FIRST", body));
        bool has_gap = false;
        std::vector<bool> wins(count);
        for (int a = 0; a <= 5; ++a) {
            for (int b = -1; b <= 3; ++b) {
                for (const char* const c : {"红", "黄", "蓝"}) {
                    DocumentObject facts;
                    facts["a"] = a;
                    if (b >= 0) facts["b"] = b;
                    facts["c"] = c;
                    const auto decision =
                        rules.decide("x", Document(facts), *parse_date("2025-01-01"));
                    if (!decision) has_gap = true;
                    if (decision)
                        wins[static_cast<std::size_t>(*find_integer(decision->outcome, "out"))] =
                            true;
                }
            }
        }
        const auto findings = rules.analyse();
        bool found_gap = false;
        std::vector<bool> found_dead(count);
        for (const auto& finding : findings) {
            if (finding.kind == Finding::Kind::gap) found_gap = true;
            if (finding.kind == Finding::Kind::dead_row)
                found_dead[static_cast<std::size_t>(finding.rows[0][1] - '0')] = true;
        }
        CAPTURE(body);
        CHECK(found_gap == has_gap);
        for (unsigned row = 0; row < count; ++row)
            CHECK(found_dead[row] == !wins[row]);
        gaps += has_gap ? 1 : 0;
        for (const bool won : wins)
            dead += won ? 0 : 1;
    }
    CHECK(gaps > 30);
    CHECK(dead > 30);
}
