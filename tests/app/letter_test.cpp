#include "core/app/letter.hpp"
#include "core/model/letter_template.hpp"
#include "tests/support/results.hpp"

#include <boost/json/object.hpp>
#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace gongdao;
using namespace gongdao::testing;

namespace {

constexpr auto schema_text = R"({
  "type": "object",
  "properties": {
    "employer": {"type": "string", "title": "用人单位"},
    "owed_fen": {"type": "integer", "title": "欠薪总额", "x-type": "money"},
    "headcount": {"type": "integer", "title": "人数", "x-unit": "人"},
    "signed_on": {"type": "string", "title": "签订日", "format": "date"},
    "reported_at": {"type": "string", "title": "报告时间", "format": "date-time"},
    "construction": {"type": "boolean", "title": "建筑业"},
    "form": {"type": "string", "title": "形式", "enum": ["stoppage", "petition"], "x-titles": {"stoppage": "停工"}},
    "id_no": {"type": "string", "title": "身份证号", "x-personal": "identity"},
    "tags": {"type": "array", "title": "标签", "items": {"type": "string"}},
    "bank": {"type": "object", "title": "账户", "properties": {"name": {"type": "string", "title": "开户行"}}},
    "claims": {"type": "array", "title": "诉求", "items": {"type": "object", "properties": {
        "worker": {"type": "string", "title": "职工"},
        "agreed_fen": {"type": "integer", "title": "金额", "x-type": "money"}}}}
  }
})";

constexpr auto facts_text = R"({
  "employer": "甲&乙<建筑>\"公司\"", "owed_fen": 123450, "headcount": 15, "signed_on": "2026-03-06",
  "reported_at": "2026-03-06T09:05:00+08:00", "construction": true, "form": "stoppage",
  "id_no": {"class": "identity", "index": "i", "sealed": "s", "subject": "b"},
  "tags": ["急", "群体"], "bank": {"name": "农行"},
  "claims": [{"worker": "张三", "agreed_fen": 100000}, {"worker": "李四", "agreed_fen": 23450}],
  "advice": "尽快\n协商", "mediator": "mediator01", "panel": ["mediator01", "外聘专家"], "count": 3, "sum_fen": 5
})";

const std::map<std::string, std::string> shared_parts{{"style", "<style>p {margin:0}</style>{to}"}};

FieldSchema schema() {
    Faults faults;
    auto read = read_field_schema(schema_text, "fields.schema.json", faults);
    REQUIRE(faults.empty());
    return read;
}

Result<std::string> fill(std::string_view html, const std::string& facts = facts_text) {
    const LetterDetails details{
        .today = must(parse_date("2026-03-09")),
        .number = "330213-2026-YJ-00001",
        .serial = "奉总权〔2026〕7号",
        .others = {{"to", "某<厂>"}},
        .name_of = [](const std::string& account
                   ) { return account == "mediator01" ? std::string{"陈调解"} : account; },
        .shared = &shared_parts};
    return fill_letter(html, schema(), must(parse_document(facts)), details);
}

} // namespace

TEST_CASE("values appear in the form that people read") {
    struct Case {
        const char* html;
        const char* text;
    };

    const std::vector<Case> cases{
        {"{employer}", "甲&amp;乙&lt;建筑&gt;&quot;公司&quot;"},
        {"{owed_fen}", "¥1,234.50"},
        {"{owed_fen:capitals}", "人民币壹仟贰佰叁拾肆元伍角"},
        {"{owed_fen:plain}", "1234.50"},
        {"{headcount}人", "15人"},
        {"{signed_on}", "2026年3月6日"},
        {"{signed_on:capitals}", "贰零贰陆年叁月零陆日"},
        {"{signed_on:plain}", "2026-03-06"},
        {"{reported_at}", "2026年3月6日9时05分"},
        {"{reported_at:date}", "2026年3月6日"},
        {"{construction}", "是"},
        {"{form}", "停工"},
        {"{form:plain}", "stoppage"},
        {"{id_no}", "***"},
        {"{tags}", "急、群体"},
        {"{bank.name}", "农行"},
        {"{advice}", "尽快<br>协商"},
        {"{count}", "3"},
        {"{#tags}有{tags}{/tags}", "有急、群体"},
        {"{mediator}", "mediator01"},
        {"{mediator:name}", "陈调解"},
        {"{advice:name}", "尽快<br>协商"},
        {"{panel:name}", "陈调解、外聘专家"},
        {"{sum_fen}", "¥0.05"},
        {"{today}", "2026年3月9日"},
        {"{today:capitals}", "贰零贰陆年叁月零玖日"},
        {"{number}", "330213-2026-YJ-00001"},
        {"{serial}", "奉总权〔2026〕7号"},
        {"{to}", "某&lt;厂&gt;"},
    };
    for (const auto& [html, text] : cases) {
        CAPTURE(html);
        CHECK(must(fill(html)) == text);
    }
}

TEST_CASE("what is not known yet is said to be missing") {
    for (const auto* html :
         {"{employer}", "{owed_fen:capitals}", "{signed_on}", "{tags}", "{bank.name}", "{form}"}) {
        CAPTURE(html);
        CHECK(must(fill(html, "{}")) == "未填");
    }
    CHECK(must(fill("{employer}", R"({"employer":null})")) == "未填");
    CHECK(must(fill("{form}", R"({"form":"petition"})")) == "petition");
}

TEST_CASE("what letters share is put in as it stands") {
    CHECK(must(fill("{>style}<p>{headcount}人")) == shared_parts.at("style") + "<p>15人");
}

TEST_CASE("a list of objects becomes rows") {
    CHECK(
        must(fill("<table>{#claims}<tr><td>{row}</td><td>{worker}</td><td>{agreed_fen}</td></tr>{/"
                  "claims}</table>")) == "<table><tr><td>1</td><td>张三</td><td>¥1,000.00</td></tr>"
                                         "<tr><td>2</td><td>李四</td><td>¥234.50</td></tr></table>"
    );
    CHECK(
        must(fill("{#claims}{worker}于{signed_on}；{/claims}")) ==
        "张三于2026年3月6日；李四于2026年3月6日；"
    );
}

TEST_CASE("a section shows only where there is something, its opposite only where there is nothing"
) {
    struct Case {
        const char* html;
        const char* facts;
        const char* text;
    };

    const std::vector<Case> cases{
        {"{#employer}对{employer}{/employer}{^employer}无{/employer}",
         R"({"employer":"甲"})",
         "对甲"},
        {"{#employer}对{employer}{/employer}{^employer}无{/employer}", "{}", "无"},
        {"{#construction}建筑{/construction}{^construction}其他{/construction}",
         R"({"construction":false})",
         "其他"},
        {"{#construction}建筑{/construction}", R"({"construction":true})", "建筑"},
        {"{#claims}{worker}{/claims}{^claims}无诉求{/claims}", R"({"claims":[]})", "无诉求"},
        {"{#bank}{name}{/bank}", R"({"bank":{"name":"农行"}})", "农行"},
        {"{#bank}{name}{/bank}", "{}", ""},
        {"{#claims}{#worker}{worker}{/worker}{/claims}",
         R"({"claims":[{"worker":"甲"},{}]})",
         "甲"},
        {"{#serial}{serial}{/serial}", "{}", "奉总权〔2026〕7号"},
    };
    for (const auto& [html, facts, text] : cases) {
        CAPTURE(html);
        CAPTURE(facts);
        CHECK(must(fill(html, facts)) == text);
    }
}

TEST_CASE("style sheets, comments and other braces stay as they are") {
    const std::string html =
        "<style>p {margin:0} b{margin:auto}</style><!-- {nothing} --><p>{ }{A}{1}{ employer }{}\n{";
    CHECK(must(fill(html)) == html);
}

TEST_CASE("a fault in a template names placeholder and line, also where it is not shown") {
    struct Case {
        const char* html;
        const char* code;
        const char* name;
        int line;
    };

    const std::vector<Case> cases{
        {"a\nb {emploier}", "letter.unknown_field", "emploier", 2},
        {"{bank.branch}", "letter.unknown_field", "bank.branch", 1},
        {"\n{^employer}{>stile}{/employer}", "letter.unknown_shared", "stile", 2},
        {"{#claims}\n\n{emploier}{/claims}", "letter.unknown_field", "emploier", 3},
        {"{#nothing}{/nothing}", "letter.unknown_field", "nothing", 1},
        {"{row}", "letter.unknown_field", "row", 1},
        {"{employer:capitals}", "letter.unknown_form", "employer", 1},
        {"\n{owed_fen:words}", "letter.unknown_form", "owed_fen", 2},
        {"{owed_fen:name}", "letter.unknown_form", "owed_fen", 1},
        {"{headcount:capitals}", "letter.unknown_form", "headcount", 1},
        {"{claims}", "letter.not_one_value", "claims", 1},
        {"{bank}", "letter.not_one_value", "bank", 1},
        {"\n{#claims}\n{worker}", "letter.section_open", "claims", 2},
        {"{#claims}{#bank}{/claims}{/bank}", "letter.section_close", "claims", 1},
        {"x\n\n{/claims}", "letter.section_close", "claims", 3},
    };
    for (const auto& [html, code, name, line] : cases) {
        CAPTURE(html);
        const auto filled = fill(html);
        REQUIRE(code_of(filled) == code);
        CHECK(filled.error().arguments.front() == name);
        CHECK(filled.error().place.line == line);
    }
    CHECK(code_of(fill("{#claims}{emploier}{/claims}", "{}")) == "letter.unknown_field");
    CHECK(code_of(fill("{^employer}{emploier}{/employer}")) == "letter.unknown_field");
}

TEST_CASE("a value cannot bring a placeholder of its own into the letter") {
    CHECK(must(fill("{employer}", R"({"employer":"{owed_fen}"})")) == "{owed_fen}");
}
