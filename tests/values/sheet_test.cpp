#include "core/values/errors.hpp"
#include "core/values/sheet.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

using namespace gongdao;

namespace {

using Cells = std::vector<std::string>;

std::string failure(std::string_view bytes) {
    const auto sheet = read_sheet(bytes);
    if (sheet) return "ok";
    return std::string{sheet.error().kind->code} + ":" + std::to_string(sheet.error().place.line);
}

Sheet sheet_of(std::string_view bytes) { return read_sheet(bytes).value(); }

} // namespace

TEST_CASE("a sheet keeps the line of every row") {
    const auto sheet = sheet_of(
        "\xEF\xBB\xBF 姓名 ,　金额　\r\n张三,\"1,234.50\"\r\n\r\n,\r\n\"李\n四\",5\r\n王五,６"
    );

    CHECK(sheet.header == Cells{"姓名", "金额"});
    const std::vector<SheetRow> rows{
        {.line = 2, .cells = {"张三", "1,234.50"}},
        {.line = 5, .cells = {"李\n四", "5"}},
        {.line = 7, .cells = {"王五", "６"}},
    };
    CHECK(sheet.rows == rows);
}

TEST_CASE("the separator is a tab where the header has one") {
    CHECK(sheet_of("a\tb\n1,5\t2\n").rows.at(0).cells == Cells{"1,5", "2"});
    CHECK(sheet_of("\"a\tb\",c\n1,2\n").header == Cells{"a\tb", "c"});
}

TEST_CASE("quotes follow RFC 4180") {
    CHECK(sheet_of("a,b\n\"say \"\"hi\"\"\",\"\"\n").rows.at(0).cells == Cells{"say \"hi\"", ""});
    CHECK(sheet_of("a,b\n5\" pipe,x\n").rows.at(0).cells == Cells{"5\" pipe", "x"});
    CHECK(failure("a,b\n\"open\nstill\n") == "values.sheet_open_quote:2");
    CHECK(failure("a,b\n\"x\"y,1\n") == "values.sheet_text_after_quote:2");
}

TEST_CASE("a sheet in GBK is read") {
    CHECK(
        sheet_of("\xD0\xD5\xC3\xFB,\xBD\xF0\xB6\xEE\n\xD5\xC5\xC8\xFD,1\n").header ==
        Cells{"姓名", "金额"}
    );
}

TEST_CASE("a sheet without a header or beyond its limits is refused") {
    CHECK(failure("") == "values.sheet_empty:0");
    CHECK(failure("\r\n,,\r\n") == "values.sheet_empty:0");
    CHECK(failure(",　\r\n\" \", \n") == "values.sheet_empty:0");
    CHECK(
        failure("a\n" + std::string(sheet_cell_bytes_max + 1, 'x')) ==
        "values.sheet_cell_too_long:2"
    );
    CHECK(
        failure("a\n" + std::string(sheet_columns_max, ',')) == "values.sheet_too_many_columns:2"
    );
    CHECK(failure(std::string(sheet_bytes_max + 1, 'x')) == "values.sheet_too_many_bytes:0");
    std::string rows = "a\n";
    for (std::size_t i = 0; i < sheet_rows_max; ++i)
        rows += "1\n";
    CHECK(failure(rows) == "ok");
    CHECK(failure(rows + "1\n") == "values.sheet_too_many_rows:100002");
}

TEST_CASE("faults name the row and the missing, repeated and unnamed columns") {
    const auto sheet = sheet_of("\n姓名,姓名,,金额\n1,2,3,4\n1,2,3\n1,2,3,4,5\n1,2,3,4,,\n");
    const std::vector<std::string_view> required{"姓名", "身份证号"};

    std::vector<std::string> found;
    for (const auto& fault : check_sheet(sheet, required)) {
        found.push_back(std::string{fault.kind->code} + ":" + std::to_string(fault.place.line));
    }

    CHECK(
        found ==
        std::vector<std::string>{
            "values.sheet_column_twice:2",
            "values.sheet_column_unnamed:2",
            "values.sheet_column_missing:2",
            "values.sheet_too_few_cells:4",
            "values.sheet_too_many_cells:5",
        }
    );
}

TEST_CASE("a written cell never runs as a formula") {
    const Sheet sheet{
        .header = {"a", "b", "c"},
        .rows = {
            {.line = 2, .cells = {"=1+1", "-12.50", "+8613812345678"}},
            {.line = 3, .cells = {"@x", "-A1", "+cmd|' /C calc'!A0"}},
            {.line = 4, .cells = {"\t=1", "-", "-1,234.50"}},
            {.line = 5, .cells = {"a=1", "1-2", "x,\"y\""}},
        }};
    CHECK(
        write_sheet(sheet) == "a,b,c\r\n"
                              "'=1+1,-12.50,+8613812345678\r\n"
                              "'@x,'-A1,'+cmd|' /C calc'!A0\r\n"
                              "\"'\t=1\",'-,\"-1,234.50\"\r\n"
                              "a=1,1-2,\"x,\"\"y\"\"\"\r\n"
    );
}

TEST_CASE("what was written reads back the same") {
    std::mt19937 random{11};
    const std::vector<std::string> pieces{"张", "a", "\"", ",", "\n", "\t", " ", "1", "-", "\r\n"};
    for (int round = 0; round < 300; ++round) {
        Sheet sheet{.header = {"甲", "乙"}, .rows = {}};
        for (unsigned row = 0; row < random() % 4; ++row) {
            Cells cells{"x", "y"};
            for (auto& cell : cells) {
                for (auto count = random() % 6; count > 0; --count)
                    cell += pieces[random() % pieces.size()];
            }
            sheet.rows.push_back({.line = 0, .cells = std::move(cells)});
        }

        auto again = sheet_of(write_sheet(sheet));

        for (auto& row : again.rows)
            row.line = 0;
        CHECK(again == sheet);
    }
}
