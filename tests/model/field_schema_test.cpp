#include "core/model/field_schema.hpp"
#include "tests/model/pack_folder.hpp"

#include <doctest/doctest.h>

namespace gongdao {

namespace {

constexpr CivilDate today{std::chrono::sys_days{std::chrono::year{2026} / 11 / 21}};

constexpr std::string_view schema_text = R"({
 "type": "object", "required": ["employer", "owed_fen"],
 "properties": {
  "employer": {"type": "string", "title": "用人单位", "maxLength": 6},
  "code": {"type": "string", "title": "信用代码", "x-check": "credit_code"},
  "owed_fen": {"type": "integer", "title": "欠薪总额", "x-type": "money", "minimum": 0, "maximum": 100000000},
  "headcount": {"type": "integer", "title": "涉及人数", "x-unit": "人", "minimum": 1},
  "from": {"type": "string", "format": "date", "title": "欠薪起始日"},
  "at": {"type": "string", "format": "date-time", "title": "报告时间", "x-check": "not_future"},
  "paid_on": {"type": "string", "format": "date", "title": "到账日", "x-check": "not_future"},
  "construction": {"type": "boolean", "title": "建筑业"},
  "form": {"type": "string", "title": "争议形式", "enum": ["stoppage", "petition"], "x-titles": {"stoppage": "停工"}},
  "id_no": {"type": "string", "title": "身份证号", "x-personal": "identity", "x-check": "identity"},
  "phone": {"type": "string", "title": "手机", "x-check": "mobile"},
  "card": {"type": "string", "title": "银行卡", "x-check": "bank_card", "x-personal": "account"},
  "site": {"type": "object", "title": "工地", "required": ["name"], "properties": {"name": {"type": "string", "title": "名称"}, "days": {"type": "integer", "title": "天数"}}},
  "workers": {"type": "array", "title": "名单", "items": {"type": "object", "required": ["name"], "properties": {
    "name": {"type": "string", "title": "姓名"}, "owed_fen": {"type": "integer", "title": "欠薪", "x-type": "money"}}}},
  "tags": {"type": "array", "title": "标签", "items": {"type": "string", "maxLength": 3}}
 }})";

const FieldSchema& schema() {
    static const FieldSchema read = [] {
        Faults faults;
        auto out = read_field_schema(schema_text, "fields.schema.json", faults);
        REQUIRE(test::sentences_of(faults) == "");
        return out;
    }();
    return read;
}

} // namespace

TEST_CASE("a schema knows its fields by id and by title") {
    REQUIRE(schema().find("owed_fen") != nullptr);
    CHECK(schema().find("owed_fen")->type == FieldType::money);
    CHECK(schema().find("owed_fen")->unit == "分");
    CHECK(schema().find("headcount")->type == FieldType::integer);
    CHECK(schema().find("form")->choice_titles.at("stoppage") == "停工");
    CHECK(schema().find("id_no")->personal == Personal::identity);
    CHECK(schema().find("workers")->list_of_objects);
    REQUIRE(schema().find_title("建筑业") != nullptr);
    CHECK(schema().find_title("建筑业")->id == "construction");
    CHECK(schema().find("nothing") == nullptr);
    CHECK(schema().find_title("没有") == nullptr);
    CHECK(schema().fields().front().id == "employer");
}

TEST_CASE("the schema of the documentation compiles") {
    const auto page =
        test::bytes_of(std::filesystem::path{GONGDAO_SOURCE_DIR} / "docs/formats/fields.md");
    const auto from = page.find("```json\n") + 8;
    Faults faults;

    const auto read =
        read_field_schema(page.substr(from, page.find("```", from) - from), "fields.md", faults);

    CHECK(test::sentences_of(faults) == "");
    CHECK(read.fields().size() == 10);
}

TEST_CASE("values are brought into the stored form") {
    struct Row {
        std::string given;
        std::string stored;
    };

    const Row rows[] = {
        {R"({"employer":"德清某厂"})", R"({"employer":"德清某厂"})"},
        {R"({"owed_fen":3450000})", R"({"owed_fen":3450000})"},
        {R"({"owed_fen":"3.45万"})", R"({"owed_fen":3450000})"},
        {R"({"owed_fen":"1,234.50"})", R"({"owed_fen":123450})"},
        {R"({"from":"2026年3月6日"})", R"({"from":"2026-03-06"})"},
        {R"({"at":"2026-03-06T09:30"})", R"({"at":"2026-03-06T09:30:00+08:00"})"},
        {R"({"construction":false})", R"({"construction":false})"},
        {R"({"form":"petition"})", R"({"form":"petition"})"},
        {R"({"id_no":" 11010519491231002x"})", R"({"id_no":"11010519491231002X"})"},
        {R"({"id_no":{"sealed":"abc","key":"k1"}})", R"({"id_no":{"key":"k1","sealed":"abc"}})"},
        {R"({"phone":"138-0013-8000"})", R"({"phone":"13800138000"})"},
        {R"({"card":"6222 0212 0501 2345 678"})", R"({"card":"6222021205012345678"})"},
        {R"({"employer":null})", R"({"employer":null})"},
        {R"({"employer":" \t　"})", R"({"employer":null})"},
        {R"({"employer":"","form":" ","phone":" ","from":""})",
         R"({"employer":null,"form":null,"from":null,"phone":null})"},
        {R"({"paid_on":"2026-11-21"})", R"({"paid_on":"2026-11-21"})"},
        {R"({"site":{"name":"武康"}})", R"({"site":{"name":"武康"}})"},
        {R"({"workers":[{"name":"甲","owed_fen":"500"}]})",
         R"({"workers":[{"name":"甲","owed_fen":50000}]})"},
        {R"({"tags":["急","群体"]})", R"({"tags":["急","群体"]})"},
        {R"({})", R"({})"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.given);
        Faults faults;
        const auto stored = schema().accept(parse_document(row.given).value(), today, faults);
        CHECK(test::sentences_of(faults) == "");
        CHECK(canonical_text(stored) == row.stored);
    }
}

TEST_CASE("all faults of the values are reported with their fields") {
    struct Row {
        std::string given;
        std::string sentences;
    };

    const Row rows[] = {
        {R"({"boss":1})", "“boss”：没有字段“boss”，请核对字段名\n"},
        {R"([])", "数据应是字段名和值的对象，请更正\n"},
        {R"({"employer":"一二三四五六七"})", "“employer”：“用人单位”最多 6 个字，请缩短\n"},
        {R"({"employer":7})", "“employer”：“用人单位”应填文字\n"},
        {R"({"employer":{"sealed":"x"}})", "“employer”：“用人单位”应填文字\n"},
        {R"({"headcount":0})", "“headcount”：“涉及人数”不能小于 1人\n"},
        {R"({"headcount":"3"})", "“headcount”：“涉及人数”应填整数\n"},
        {R"({"owed_fen":100000001})", "“owed_fen”：“欠薪总额”不能大于 ¥1,000,000.00\n"},
        {R"({"owed_fen":true})", "“owed_fen”：“欠薪总额”应填金额，例如 1234.50 元\n"},
        {R"({"owed_fen":"1.234"})", "“owed_fen”：金额“1.234”精确到了分以下，请最多保留两位小数\n"},
        {R"({"from":"2026-02-30"})", "“from”：日历上没有 2026-02-30 这一天，请核对年月日\n"},
        {R"({"from":3,"at":4})", "“from”：“欠薪起始日”应填文字\n“at”：“报告时间”应填文字\n"},
        {R"({"construction":"是"})", "“construction”：“建筑业”应填是或否\n"},
        {R"({"form":"riot"})",
         "“form”：“争议形式”没有“riot”这一选项，可选：停工（stoppage）、petition\n"},
        {R"({"site":{"days":1}})", "“site.name”：“名称”必填，请填写\n"},
        {R"({"site":3})", "“site”：“工地”应是一组字段\n"},
        {R"({"workers":[{"name":"甲"},{"name":null,"wage":1}]})",
         "“workers[2].wage”：没有字段“wage”，请核对字段名\n“workers[2]."
         "name”：“姓名”必填，请填写\n"},
        {R"({"paid_on":"2026-11-22"})",
         "“paid_on”：“到账日”记的是已经发生的事，不能填 2026-11-22，今天是 2026-11-21，请核对\n"},
        {R"({"at":"2026-11-22T00:00"})",
         "“at”：“报告时间”记的是已经发生的事，不能填 2026-11-22，今天是 2026-11-21，请核对\n"},
        {R"({"workers":[{"name":"　"}],"tags":[" "]})",
         "“workers[1].name”：“姓名”必填，请填写\n“tags[1]”：“标签”必填，请填写\n"},
        {R"({"workers":{}})", "“workers”：“名单”应是列表\n"},
        {R"({"tags":["一二三四",null]})",
         "“tags[1]”：“标签”最多 3 个字，请缩短\n“tags[2]”：“标签”必填，请填写\n"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.given);
        Faults faults;
        static_cast<void>(schema().accept(parse_document(row.given).value(), today, faults));
        CHECK(test::sentences_of(faults) == row.sentences);
    }
}

TEST_CASE("a wrong identity number is reported without repeating it") {
    Faults faults;
    static_cast<void>(
        schema().accept(parse_document(R"({"id_no":"330521199003074516"})").value(), today, faults)
    );

    REQUIRE(faults.size() == 1);
    CHECK(faults[0].place.element == "id_no");
    CHECK(sentence(faults[0], Language::chinese).find("330521") == std::string::npos);
}

TEST_CASE("required fields are missed when absent or null") {
    Faults faults;
    schema().require(parse_document(R"({"owed_fen":null,"headcount":3})").value(), faults);

    CHECK(
        test::sentences_of(faults) ==
        "“employer”：“用人单位”必填，请填写\n“owed_fen”：“欠薪总额”必填，请填写\n"
    );
}

TEST_CASE("cells of a spreadsheet are read by the type of their field") {
    struct Row {
        std::string field;
        std::string cell;
        std::string stored; ///< canonical text, or the sentence of the fault
    };

    const Row rows[] = {
        {"construction", "是", "true"},
        {"construction", " 无 ", "false"},
        {"construction", "√", "true"},
        {"construction", "也许", "“construction”：“建筑业”应填是或否"},
        {"owed_fen", "12.5万", "12500000"},
        {"owed_fen", "¥1,234.50", "123450"},
        {"owed_fen", "１２３４．５", "123450"},
        {"owed_fen", "-1", "“owed_fen”：“欠薪总额”不能小于 ¥0.00"},
        {"headcount", "12人", "12"},
        {"headcount", "1,200", "1200"},
        {"headcount", "３.０", "3"},
        {"headcount", "3.5", "“headcount”：“涉及人数”应填整数"},
        {"headcount", "人", "“headcount”：“涉及人数”应填整数"},
        {"from", "2026/3/6", "\"2026-03-06\""},
        {"from", "2026．3．6", "\"2026-03-06\""},
        {"form", "停工", "\"stoppage\""},
        {"form", "petition", "\"petition\""},
        {"employer", "  某厂  ", "\"某厂\""},
        {"employer", "   ", "null"},
        {"employer", "", "null"},
        {"employer", "　", "null"},
        {"tags", "急、群体；其他", R"(["急","群体","其他"])"},
        {"site", "武康", "“site”：“工地”一格无法从表格读取，请改用表单填写"},
        {"workers", "甲、乙", "“workers”：“名单”一格无法从表格读取，请改用表单填写"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.field);
        CAPTURE(row.cell);
        const auto* field = schema().find(row.field);
        REQUIRE(field != nullptr);
        const auto read = schema().read_cell(*field, row.cell, today);
        const auto shown = read ? canonical_text(*read) : sentence(read.error(), Language::chinese);
        CHECK(shown == row.stored);
    }
}

} // namespace gongdao
