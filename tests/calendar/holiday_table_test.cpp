#include "core/calendar/holiday_table.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

using namespace gongdao;

namespace {

CivilDate day(std::string_view text) { return parse_date(text).value(); }

std::string shown(const std::optional<CivilDate>& date) { return date ? to_text(*date) : "none"; }

std::vector<std::string> merged(HolidayTable& table, const std::string& rows) {
    std::vector<std::string> found;
    for (const auto& fault : table.merge("date,kind,name,notice_year\n" + rows)) {
        found.push_back(std::string{fault.kind->code} + ":" + std::to_string(fault.place.line));
    }
    return found;
}

/// Invented: no notice for 2027 is known.
const std::string year_2027 = "2027-01-01,off,元旦,2027\n"
                              "2027-02-06,off,春节,2027\n"
                              "2027-04-05,off,清明节,2027\n"
                              "2027-05-01,off,劳动节,2027\n"
                              "2027-06-09,off,端午节,2027\n"
                              "2027-09-15,off,中秋节,2027\n"
                              "2027-10-01,off,国庆节,2027\n"
                              "2026-12-31,off,元旦,2027\n"
                              "2027-10-09,work,国庆节,2027\n";

using Codes = std::vector<std::string>;

} // namespace

TEST_CASE("the built-in table is the data file") {
    std::ifstream file{
        GONGDAO_SOURCE_DIR "/core/calendar/data/holidays-2013-2026.csv", std::ios::binary};
    const std::string text{std::istreambuf_iterator<char>{file}, {}};
    REQUIRE_FALSE(text.empty());
    CHECK(built_in_holidays_text() == text);
    CHECK(built_in_holidays().days().size() == 473);
    CHECK(built_in_holidays().years_text() == "2013-2026");
}

TEST_CASE("the table knows exactly the years of its notices") {
    const auto table = built_in_holidays();
    CHECK_FALSE(table.knows(2012));
    CHECK(table.knows(2013));
    CHECK(table.knows(2026));
    CHECK_FALSE(table.knows(2027));
}

TEST_CASE("the last days of a year wait for the notice of the next") {
    auto table = built_in_holidays();
    CHECK(table.settles(day("2025-12-31")));
    CHECK(table.settles(day("2026-12-25")));
    CHECK_FALSE(table.settles(day("2026-12-26")));
    REQUIRE(merged(table, year_2027) == Codes{});
    CHECK(table.settles(day("2026-12-31")));
    CHECK_FALSE(table.settles(day("2027-12-31")));
}

TEST_CASE("the first day of a holiday is found by its own or a joined name") {
    const auto table = built_in_holidays();
    CHECK(shown(table.first_day_of_holiday(2026, "春节")) == "2026-02-15");
    CHECK(shown(table.first_day_of_holiday(2025, "春节")) == "2025-01-28");
    CHECK(shown(table.first_day_of_holiday(2025, "国庆节")) == "2025-10-01");
    CHECK(shown(table.first_day_of_holiday(2025, "中秋节")) == "2025-10-01");
    CHECK(shown(table.first_day_of_holiday(2019, "元旦")) == "2018-12-30");
    CHECK(shown(table.first_day_of_holiday(2026, "春")) == "none");
    CHECK(shown(table.first_day_of_holiday(2027, "春节")) == "none");
}

TEST_CASE("a later year is merged in any order of rows and columns") {
    auto table = built_in_holidays();
    REQUIRE(merged(table, year_2027) == Codes{});
    CHECK(table.knows(2027));
    CHECK(table.years_text() == "2013-2027");
    REQUIRE(table.find(day("2026-12-31")) != nullptr);
    CHECK(table.find(day("2026-12-31"))->notice_year == 2027);
    CHECK(table.find(day("2027-10-09"))->kind == SpecialDayKind::work);

    HolidayTable alone;
    CHECK(merged(alone, year_2027) == Codes{});
    CHECK(alone.days().size() == 9);
}

TEST_CASE("faults come with their line and leave the table as it was") {
    auto table = built_in_holidays();
    const auto before = table.days();
    CHECK(
        merged(
            table,
            "2026-02-15,off,春节,2026\n"
            "2026-02-16,work,春节,2026\n"
            "2026-02-30,off,春节,2026\n"
            "2027-02-06,holiday,春节,2027\n"
            "2027-02-07,off,,2027\n"
            "2027-02-08,off,春节,2029\n"
            "2027-02-09,off,春节,x\n"
            "2027-02-10,off,春节\n"
        ) == Codes{"values.sheet_too_few_cells:9"}
    );
    CHECK(
        merged(
            table,
            "2026-02-15,off,春节,2026\n"
            "2026-02-16,work,春节,2026\n"
            "2026-02-30,off,春节,2026\n"
            "2027-02-06,holiday,春节,2027\n"
            "2027-02-07,off,,2027\n"
            "2027-02-08,off,春节,2029\n"
            "2027-02-09,off,春节,x\n"
            "2027-02-10,off,春节,2027\n"
            "2027-02-10,off,春节,2027\n"
        ) ==
        Codes{
            "calendar.holiday_twice:2",
            "calendar.contradiction:3",
            "values.no_such_date:4",
            "calendar.bad_kind:5",
            "calendar.unnamed:6",
            "calendar.bad_notice_year:7",
            "calendar.bad_notice_year:8",
            "calendar.holiday_twice:10",
        }
    );
    CHECK(table.days() == before);
    CHECK_FALSE(table.knows(2027));
}

TEST_CASE("half a year of holidays does not pass for a whole one") {
    auto table = built_in_holidays();
    CHECK(
        merged(table, "2027-01-01,off,元旦,2027\n2027-10-01,off,国庆节、中秋节,2027\n") ==
        Codes(4, "calendar.notice_incomplete:0")
    );
    CHECK_FALSE(table.knows(2027));
}

TEST_CASE("a text without the columns is refused") {
    HolidayTable table;
    const auto faults = table.merge("date,kind\n");
    REQUIRE(faults.size() == 2);
    CHECK(faults[0].arguments == std::vector<std::string>{"name"});
}
