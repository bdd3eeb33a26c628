#include "core/engine/calendar_errors.hpp"
#include "core/engine/calendar_functions.hpp"
#include "tests/support/results.hpp"

#include <boost/json/object.hpp>
#include <doctest/doctest.h>

namespace gongdao {

namespace {

Result<Document>
asked(std::string_view function, const std::string& date, const std::string& name = {}) {
    static const WorkingCalendar calendar{built_in_holidays()};
    DocumentObject input{{"date", date}};
    if (!name.empty()) input["name"] = name;
    return call_calendar_function(calendar, function, input);
}

/// `2024-02-09`, with `?` where it is provisional.
std::string payday(const std::string& date) {
    const auto answer = *asked("calendar.working_day_on_or_before", date);
    return std::string{*find_text(answer, "date")} +
           (answer.at("provisional").as_bool() ? "?" : "");
}

/// `2025 2025-01-28`, or `2027?` where that year has no notice.
std::string festival(const std::string& date, const std::string& name = "春节") {
    const auto answer = *asked("calendar.holiday_on_or_after", date, name);
    const auto year = std::to_string(answer.at("year").as_int64());
    if (!answer.at("known").as_bool()) return year + "?";
    return year + " " + std::string{*find_text(answer, "begins_on")};
}

} // namespace

TEST_CASE("a day of rest leads back to the last working day, make-up days included") {
    CHECK(payday("2024-02-15") == "2024-02-09");
    CHECK(payday("2024-09-15") == "2024-09-14");
    CHECK(payday("2025-01-15") == "2025-01-15");
}

TEST_CASE("a day that no notice settles is provisional") {
    CHECK(payday("2027-02-14") == "2027-02-12?");
}

TEST_CASE("a holiday begins on the first day that its notice gives off") {
    CHECK(festival("2025-01-28") == "2025 2025-01-28");
    CHECK(festival("2025-01-29") == "2026 2026-02-15");
    CHECK(festival("2018-12-01", "元旦") == "2019 2018-12-30");
}

TEST_CASE("a year without a notice is not guessed") { CHECK(festival("2026-02-16") == "2027?"); }

TEST_CASE("what the calendar cannot answer is refused") {
    const auto unknown = asked("calendar.holiday_on_or_after", "2025-01-01", "泼水节");
    REQUIRE_FALSE(unknown.has_value());
    CHECK(unknown.error().kind == &errors::no_such_holiday);
    const auto nameless = asked("calendar.holiday_on_or_after", "2025-01-01");
    REQUIRE_FALSE(nameless.has_value());
    CHECK(nameless.error().kind == &errors::calendar_input_missing);
    CHECK_FALSE(asked("calendar.working_day_on_or_before", "2025-02-30").has_value());
}

} // namespace gongdao
