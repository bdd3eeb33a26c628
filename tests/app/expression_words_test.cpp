#include "core/app/field_list.hpp"

#include <doctest/doctest.h>

using namespace gongdao;

TEST_CASE("what a form needs is told by the titles of fields and choices") {
    Faults faults;
    const auto schema = read_field_schema(
        R"({"type": "object", "properties": {
            "verdict": {"type": "string", "title": "核实结论", "enum": ["real", "false_alarm"],
                        "x-titles": {"real": "属实", "false_alarm": "误报"}},
            "owed_fen": {"type": "integer", "title": "欠薪总额", "x-type": "money"}}})",
        "fields.schema.json",
        faults
    );
    REQUIRE(faults.empty());

    struct Row {
        const char* lua;
        const char* words;
        const char* english;
    };

    for (const auto& row :
         {Row{"verdict == 'false_alarm'", "核实结论 为 误报", "核实结论 is 误报"},
          Row{"owed_fen > 0 and verdict ~= 'real'",
              "欠薪总额 > 0 且 核实结论 不为 属实",
              "欠薪总额 > 0 and 核实结论 is not 属实"},
          Row{"owed_fen == nil", "欠薪总额 为 未填", "欠薪总额 is empty"},
          Row{"other == 'x'", "other 为 x", "other is x"},
          Row{"", "", ""}}) {
        CHECK(expression_in_words(schema, row.lua, Language::chinese) == row.words);
        CHECK(expression_in_words(schema, row.lua, Language::english) == row.english);
    }
}
