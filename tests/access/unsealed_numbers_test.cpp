#include "core/access/unsealed_numbers.hpp"
#include "tests/support/results.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <doctest/doctest.h>

using namespace gongdao;
using namespace gongdao::testing;

namespace {

constexpr auto schema_text = R"({
  "type": "object",
  "properties": {
    "note":    {"type": "string", "title": "说明"},
    "name":    {"type": "string", "title": "姓名", "x-personal": "name"},
    "id_no":   {"type": "string", "title": "身份证号", "x-personal": "identity"},
    "card":    {"type": "string", "title": "卡号", "x-check": "bank_card"},
    "workers": {"type": "array", "title": "职工", "items": {"type": "object", "properties": {
      "remark": {"type": "string", "title": "备注"}}}},
    "tags":    {"type": "array", "title": "标签", "items": {"type": "string"}}
  }})";

std::string warned(const Document& values) {
    Faults faults;
    const auto schema = read_field_schema(schema_text, "fields", faults);
    REQUIRE(faults.empty());
    std::string text;
    for (const auto& warning : unsealed_numbers(schema, values, must(parse_date("2026-03-02")))) {
        text += (text.empty() ? "" : " ") + std::string{warning.kind->code} + ":" +
                warning.place.element;
        for (const auto language : {Language::chinese, Language::english})
            CHECK(sentence(warning, language).find("1990") == std::string::npos);
    }
    return text;
}

} // namespace

TEST_CASE("a number of an identity card or a mobile phone in a readable field is told, not repeated"
) {
    const std::string identity = "990000199001010017";

    struct Row {
        Document values;
        std::string told;
    };

    const std::string found = "access.identity_unsealed:";
    const std::string mobile = "access.mobile_unsealed:";
    for (const auto& [values, told] : std::vector<Row>{
             {DocumentObject{{"note", "证号" + identity + "，来访"}}, found + "note"},
             {DocumentObject{{"note", "电话13912345678。"}}, mobile + "note"},
             {DocumentObject{{"note", "电话+8613912345678。"}}, mobile + "note"},
             {DocumentObject{{"name", identity}}, found + "name"},
             {DocumentObject{{"tags", DocumentArray{"急", "13912345678"}}}, mobile + "tags[2]"},
             {DocumentObject{
                  {"workers", DocumentArray{DocumentObject{{"remark", "手机13912345678"}}}}},
              mobile + "workers[1].remark"},
             {DocumentObject{{"note", identity + " 13912345678"}},
              found + "note " + mobile + "note"},
             {DocumentObject{{"note", "证号990000199001010012"}}, ""},
             {DocumentObject{{"note", "订单9139123456780"}}, ""},
             {DocumentObject{{"id_no", identity}}, ""},
             {DocumentObject{{"card", identity}}, ""},
             {DocumentObject{{"note", nullptr}}, ""}}) {
        CAPTURE(canonical_text(values));
        CHECK(warned(values) == told);
    }
}
