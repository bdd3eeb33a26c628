#include "core/app/terminal_bars.hpp"
#include "core/app/terminal_progress.hpp"
#include "core/app/terminal_table.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <string>
#include <vector>

using namespace gongdao;

namespace {

TerminalTable boards() {
    TerminalTable table{{{"乡镇", {}}, {"件数", {}}, {"金额", {}}, {"办结率", {}}}};
    table.add_row({"锦屏街道", "1,240", "¥97,000,000.00", "88.96%"});
    table.add_row({"岳林", "7", "-¥12.50", "—"});
    return table;
}

} // namespace

TEST_CASE("Chinese columns line up and figures stand at the right") {
    CHECK(
        boards().text() == "乡镇       件数            金额  办结率\n"
                           "───────────────────────────────────────\n"
                           "锦屏街道  1,240  ¥97,000,000.00  88.96%\n"
                           "岳林          7         -¥12.50       —\n"
    );
}

TEST_CASE("a column with one text is no column of figures, and an alignment that is given wins") {
    TerminalTable table{{{"编号", {}}, {"年", Align::left}, {"状态", Align::center}}};
    table.add_row({"1", "2025", "办结"});
    table.add_row({"1a", "25", "在办中间"});
    CHECK(
        table.text() == "编号  年      状态\n"
                        "────────────────────\n"
                        "1     2025    办结\n"
                        "1a    25    在办中间\n"
    );
}

TEST_CASE("a table that is too wide loses text in its widest columns, never a figure") {
    TerminalTable table{{{"单位", {}}, {"事由", {}}, {"金额", {}}}};
    table.add_row({"宁波某某建筑工程有限公司", "拖欠十五名职工工资", "1,234,567,890.00"});
    CHECK(
        table.text(44) == "单位          事由                      金额\n"
                          "────────────────────────────────────────────\n"
                          "宁波某某建…   拖欠十五名…   1,234,567,890.00\n"
    );
    CHECK(table.text(3).find("1,234,567,890.00") != std::string::npos);
    CHECK(table.text(200) == table.text());
}

TEST_CASE("line breaks and controls cannot break a table") {
    TerminalTable table{{{"说明", {}}}};
    table.add_row({"一\n二\x1B[31m"});
    CHECK(table.text() == "说明\n──────────\n一 二 [31m\n");
}

TEST_CASE("missing cells are blank and a table without rows is its head") {
    TerminalTable table{{{"a", {}}, {"b", {}}}};
    CHECK(table.text() == "a  b\n────\n");
    table.add_row({"x"});
    CHECK(table.text() == "a  b\n────\nx\n");
}

TEST_CASE("numbers are grouped by three digits") {
    CHECK(grouped(0) == "0");
    CHECK(grouped(999) == "999");
    CHECK(grouped(1000) == "1,000");
    CHECK(grouped(-100) == "-100");
    CHECK(grouped(-1234567) == "-1,234,567");
    CHECK(grouped(std::numeric_limits<std::int64_t>::min()) == "-9,223,372,036,854,775,808");
}

TEST_CASE("bars are as long as their values, to an eighth of a column") {
    const std::vector<Bar> bars{
        {"红色", 80, "80件"},
        {"橙", 45, "45件"},
        {"蓝", 1, "1件"},
        {"无", 0, "0件"},
        {"负", -5, "-5件"}};
    CHECK(
        terminal_bars(bars, 10) == "红色  ██████████  80件\n"
                                   "橙    █████▋      45件\n"
                                   "蓝    ▏            1件\n"
                                   "无                 0件\n"
                                   "负                -5件\n"
    );
    CHECK(terminal_bars({}).empty());
}

TEST_CASE("the largest amounts still give a bar") {
    constexpr auto largest = std::numeric_limits<std::int64_t>::max();
    const std::vector<Bar> bars{{"a", largest, "x"}, {"b", largest / 2 + 1, "y"}};
    CHECK(terminal_bars(bars, 4) == "a  ████  x\nb  ██    y\n");
}

TEST_CASE("a progress line shows share, count, rate and the time left") {
    ProgressLine line{"导入", 2480, Instant{0}};
    CHECK(line.update(0, Instant{0}) == "导入  ░░░░░░░░░░░░░░░░░░░░    0%  0/2,480");
    CHECK(
        line.update(1240, Instant{3000}) ==
        "导入  ██████████░░░░░░░░░░   50%  1,240/2,480  413/s  4s"
    );
    CHECK(
        line.update(2480, Instant{6000}) == "导入  ████████████████████  100%  2,480/2,480  413/s"
    );
}

TEST_CASE("a progress line comes at most ten times a second, and the last one always") {
    ProgressLine line{"重放", 100, Instant{0}};
    int lines = 0;
    for (std::int64_t i = 0; i <= 99; ++i)
        lines += line.update(i, Instant{i * 10}) ? 1 : 0;
    CHECK(lines == 10);
    CHECK(line.update(100, Instant{991}).has_value());
}

TEST_CASE(
    "without a known total only count and rate are shown, and a clock that goes back does no harm"
) {
    ProgressLine line{"读取", 0, Instant{1000}};
    CHECK(line.update(5, Instant{500}) == "读取  5");
    CHECK(line.update(1500, Instant{2000}) == "读取  1,500  1,500/s");
    ProgressLine slow{"x", 10'000'000, Instant{0}};
    CHECK(
        slow.update(1000, Instant{1000}) ==
        "x  ░░░░░░░░░░░░░░░░░░░░    0%  1,000/10,000,000  1,000/s  2h46m"
    );
}
