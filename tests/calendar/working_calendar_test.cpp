#include "core/calendar/working_calendar.hpp"

#include <doctest/doctest.h>

#include <array>
#include <random>
#include <string>
#include <vector>

using namespace gongdao;

namespace {

CivilDate day(std::string_view text) { return parse_date(text).value(); }

const WorkingCalendar& calendar() {
    static const WorkingCalendar built_in{built_in_holidays()};
    return built_in;
}

std::string shown(const WorkingDate& date) {
    return to_text(date.date) + (date.provisional ? "?" : "");
}

} // namespace

TEST_CASE("every year has the number of working days that its notices give") {
    constexpr std::array expected{
        250, 250, 249, 250, 249, 250, 250, 249, 250, 249, 249, 251, 248, 248};
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const int year = 2013 + static_cast<int>(i);
        CAPTURE(year);
        const auto first = make_date(year, 1, 1).value();
        const auto last = make_date(year, 12, 31).value();
        const auto count = working_days_between(calendar(), first - 1, last);
        CHECK(count.days == expected[i]);
        CHECK(count.provisional == (year == 2026));
    }
}

TEST_CASE("a day is a working day, a weekend, a holiday or a make-up day") {
    struct Case {
        const char* date;
        DayKind kind;
        const char* name;
    };

    const std::vector<Case> cases{
        {"2026-02-13", DayKind::working, ""},
        {"2026-02-14", DayKind::make_up, "春节"},
        {"2026-02-15", DayKind::holiday, "春节"},
        {"2026-02-23", DayKind::holiday, "春节"},
        {"2026-02-24", DayKind::working, ""},
        {"2026-03-07", DayKind::weekend, ""},
        {"2026-03-08", DayKind::weekend, ""},
        {"2025-10-06", DayKind::holiday, "国庆节、中秋节"},
        {"2020-02-03", DayKind::working, ""},
        {"2018-12-29", DayKind::make_up, "元旦"},
        {"2027-01-01", DayKind::working, ""},
    };
    for (const auto& [date, kind, name] : cases) {
        CAPTURE(date);
        const auto found = calendar().classify(day(date));
        CHECK(found.kind == kind);
        CHECK(found.name == name);
        CHECK(found.works() == calendar().is_working(day(date)));
    }
}

TEST_CASE("working days are added over holidays and make-up days") {
    CHECK(shown(add_working_days(calendar(), day("2026-02-09"), 15)) == "2026-03-06");
    CHECK(shown(add_working_days(calendar(), day("2025-04-25"), 5)) == "2025-05-06");
    CHECK(shown(add_working_days(calendar(), day("2026-02-24"), -1)) == "2026-02-14");
    CHECK(shown(add_working_days(calendar(), day("2026-02-15"), 0)) == "2026-02-15");
    CHECK(shown(add_working_days(calendar(), day("2026-12-14"), 15)) == "2027-01-04?");
}

TEST_CASE("a payment date comes earlier where it is a day off") {
    CHECK(shown(previous_working_day_on_or_before(calendar(), day("2026-02-15"))) == "2026-02-14");
    CHECK(shown(previous_working_day_on_or_before(calendar(), day("2026-10-04"))) == "2026-09-30");
    CHECK(shown(previous_working_day_on_or_before(calendar(), day("2026-03-15"))) == "2026-03-13");
    CHECK(shown(previous_working_day_on_or_before(calendar(), day("2026-04-15"))) == "2026-04-15");
    CHECK(shown(previous_working_day_on_or_before(calendar(), day("2027-05-15"))) == "2027-05-14?");
}

TEST_CASE("adding and counting undo each other and never run backwards") {
    std::mt19937 random{2026};
    const auto first = day("2013-01-01");
    for (int round = 0; round < 3000; ++round) {
        const auto date = first + static_cast<int>(random() % 4900);
        const auto count = static_cast<int>(random() % 401) - 200;
        CAPTURE(to_text(date));
        CAPTURE(count);

        const auto moved = add_working_days(calendar(), date, count).date;

        CHECK(working_days_between(calendar(), date, moved).days == count);
        CHECK((count == 0 || calendar().is_working(moved)));
        CHECK(add_working_days(calendar(), date, count + 1).date > moved);
        CHECK(add_working_days(calendar(), date + 1, count).date >= moved);
        if (calendar().is_working(date)) {
            CHECK(add_working_days(calendar(), moved, -count).date == date);
        }
    }
}

TEST_CASE("office hours are read in order and without overlap") {
    CHECK(OfficeHours{}.text() == "08:30-12:00,14:00-17:30");
    CHECK(OfficeHours{}.minutes_per_day() == 420);
    CHECK(OfficeHours{}.closes_at() == 1050);
    const auto summer = OfficeHours::parse("08:30-12:00,14:30-18:00").value();
    CHECK(summer.text() == "08:30-12:00,14:30-18:00");
    CHECK(summer.closes_at() == 1080);
    CHECK(OfficeHours::parse("00:00-24:00").value().minutes_per_day() == 1440);
    for (const auto* bad :
         {"",
          "08:30",
          "8:30-12:00",
          "12:00-08:30",
          "08:30-08:30",
          "08:30-12:00,",
          "08:30-24:01",
          "08:30-12:00,11:00-17:30",
          "14:00-17:30,08:30-12:00",
          "08:60-12:00",
          "a8:30-12:00"}) {
        CAPTURE(bad);
        CHECK_FALSE(OfficeHours::parse(bad).has_value());
    }
}

TEST_CASE("the version changes with the table and with the office hours") {
    const WorkingCalendar same{built_in_holidays()};
    const WorkingCalendar summer{
        built_in_holidays(), OfficeHours::parse("08:30-12:00,14:30-18:00").value()};
    const WorkingCalendar empty{HolidayTable{}};
    CHECK(calendar().version().starts_with("cn-2013-2026-"));
    CHECK(calendar().version() == same.version());
    CHECK(calendar().version() != summer.version());
    CHECK(empty.version().starts_with("cn-none-"));
}
