#include "core/calendar/deadline.hpp"
#include "core/calendar/errors.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace gongdao;

namespace {

const WorkingCalendar& calendar() {
    static const WorkingCalendar built_in{built_in_holidays()};
    return built_in;
}

Instant when(std::string_view text) { return parse_instant(text).value(); }

Deadline compute(
    std::string_view start,
    std::string_view period,
    DayRules rules = {},
    const std::vector<Pause>& pauses = {}
) {
    return deadline(calendar(), when(start), parse_period(period).value(), rules, pauses).value();
}

std::string last_day(
    std::string_view start,
    std::string_view period,
    DayRules rules = {},
    const std::vector<Pause>& pauses = {}
) {
    const auto found = compute(start, period, rules, pauses);
    CHECK(found.due == at(found.last_day, 1440));
    return to_text(found.last_day) + (found.provisional ? "?" : "");
}

std::string
due(std::string_view start, std::string_view period, const std::vector<Pause>& pauses = {}) {
    const auto found = compute(start, period, {}, pauses);
    return to_text(found.due).substr(0, 16) + (found.provisional ? "?" : "");
}

Pause pause(std::string_view from, std::string_view to) { return {when(from), when(to)}; }

std::string failure(Period period, const std::vector<Pause>& pauses = {}) {
    const auto found = deadline(calendar(), when("2026-03-02"), period, RollForward::no, pauses);
    return found ? "ok" : std::string{found.error().kind->code};
}

} // namespace

TEST_CASE("the vectors of the field page hold") {
    CHECK(last_day("2026-02-09", "15wd") == "2026-03-06");
    CHECK(last_day("2026-02-01", "15d", RollForward::yes) == "2026-02-24");
    CHECK(last_day("2026-02-01", "15d", RollForward::no) == "2026-02-16");
    CHECK(last_day("2025-04-25", "5wd") == "2025-05-06");
    CHECK(last_day("2026-09-01", "30d", RollForward::yes) == "2026-10-08");
    CHECK(last_day("2025-08-20", "45d", RollForward::yes) == "2025-10-09");
    CHECK(last_day("2026-12-14", "15wd") == "2027-01-04?");
}

TEST_CASE("the hour of the start does not matter to a period of days") {
    CHECK(last_day("2026-03-02T00:00", "3wd") == "2026-03-05");
    CHECK(last_day("2026-03-02T23:59:59", "3wd") == "2026-03-05");
    CHECK(last_day("2026-03-02T23:59:59", "3d") == "2026-03-05");
}

TEST_CASE("months and years end on the same day or the last of the month") {
    CHECK(last_day("2026-01-15", "1mo") == "2026-02-15");
    CHECK(last_day("2026-01-31", "1mo") == "2026-02-28");
    CHECK(last_day("2024-01-31", "1mo") == "2024-02-29");
    CHECK(last_day("2026-01-31", "3mo") == "2026-04-30");
    CHECK(last_day("2024-02-29", "1y") == "2025-02-28");
    CHECK(last_day("2025-11-30", "3mo", RollForward::yes) == "2026-02-28");
    CHECK(last_day("2026-01-15", "1mo", RollForward::yes) == "2026-02-24");
}

TEST_CASE("a period of days may end when the office closes") {
    const auto found = compute("2026-02-09", "15wd", {RollForward::no, DayEnd::business_close});
    CHECK(to_text(found.due) == "2026-03-06T17:30:00+08:00");
    CHECK(to_text(found.last_day) == "2026-03-06");
}

TEST_CASE("rolling forward leaves a last day that is worked alone") {
    CHECK(last_day("2026-02-01", "13d", RollForward::yes) == "2026-02-14");
    CHECK(last_day("2026-03-01", "5d", RollForward::yes) == "2026-03-06");
    CHECK(last_day("2026-03-01", "6d", RollForward::yes) == "2026-03-09");
}

TEST_CASE("clock hours run day and night except in pauses") {
    CHECK(due("2026-02-14T20:00", "4h") == "2026-02-15T00:00");
    CHECK(due("2026-02-14T20:00", "24h") == "2026-02-15T20:00");
    CHECK(due("2026-02-14T20:00", "45m") == "2026-02-14T20:45");
    CHECK(due("2030-01-01T20:00", "24h") == "2030-01-02T20:00");
    const auto one = pause("2026-02-14T21:00", "2026-02-14T22:30");
    const auto two = pause("2026-02-14T22:00", "2026-02-14T23:00");
    CHECK(due("2026-02-14T20:00", "4h", {one}) == "2026-02-15T01:30");
    CHECK(due("2026-02-14T20:00", "4h", {two, one}) == "2026-02-15T02:00");
    CHECK(due("2026-02-14T20:00", "1h", {one}) == "2026-02-14T21:00");
    CHECK(due("2026-02-14T22:00", "1h", {one}) == "2026-02-14T23:30");
}

TEST_CASE("working hours run only while the office is open") {
    CHECK(due("2026-03-02T09:00", "2wh") == "2026-03-02T11:00");
    CHECK(due("2026-03-02T11:00", "1wh") == "2026-03-02T12:00");
    CHECK(due("2026-03-02T11:00", "2wh") == "2026-03-02T15:00");
    CHECK(due("2026-03-02T13:00", "1wh") == "2026-03-02T15:00");
    CHECK(due("2026-03-06T17:00", "4wh") == "2026-03-09T12:00");
    CHECK(due("2026-02-13T17:00", "1wh") == "2026-02-14T09:00");
    CHECK(due("2026-02-14T18:00", "1wh") == "2026-02-24T09:30");
    CHECK(due("2026-03-07T10:00", "1wh") == "2026-03-09T09:30");
    CHECK(due("2026-12-31T17:00", "1wh") == "2027-01-01T09:00?");
    CHECK(
        due("2026-03-02T09:00", "2wh", {pause("2026-03-02T10:00", "2026-03-03T10:00")}) ==
        "2026-03-03T11:00"
    );
}

TEST_CASE("a day of which any part is paused is not counted") {
    CHECK(
        last_day("2026-03-02", "3wd", {}, {pause("2026-03-03T10:00", "2026-03-03T10:01")}) ==
        "2026-03-06"
    );
    CHECK(last_day("2026-03-02", "3wd", {}, {pause("2026-03-03", "2026-03-05")}) == "2026-03-09");
    CHECK(last_day("2026-03-02", "3d", {}, {pause("2026-03-03", "2026-03-05")}) == "2026-03-07");
    CHECK(last_day("2026-03-02", "3wd", {}, {pause("2026-03-03", "2026-03-03")}) == "2026-03-05");
    CHECK(last_day("2026-03-02", "3wd", {}, {pause("2026-03-02", "2026-03-03")}) == "2026-03-05");
    CHECK(last_day("2026-03-02", "3wd", {}, {pause("2026-03-07", "2026-03-09")}) == "2026-03-05");
    CHECK(last_day("2026-01-15", "1mo", {}, {pause("2026-02-01", "2026-02-04")}) == "2026-02-18");
}

TEST_CASE("a period does not roll onto a paused day") {
    CHECK(
        last_day("2026-03-01", "6d", RollForward::yes, {pause("2026-03-09", "2026-03-10")}) ==
        "2026-03-10"
    );
}

TEST_CASE("only what relies on an unsettled day is provisional") {
    CHECK(last_day("2026-12-20", "30d") == "2027-01-19");
    CHECK(last_day("2026-12-20", "30d", RollForward::yes) == "2027-01-19?");
    CHECK(last_day("2026-12-20", "27d", RollForward::yes) == "2027-01-18?");
    CHECK(last_day("2026-12-20", "5d", RollForward::yes) == "2026-12-25");
    CHECK(last_day("2026-12-18", "5wd") == "2026-12-25");
    CHECK(last_day("2026-12-18", "6wd") == "2026-12-28?");
    CHECK(last_day("2012-12-03", "5wd") == "2012-12-10?");
}

TEST_CASE("nothing to wait for is due at once") {
    const auto found = compute("2026-02-16T10:00", "0wd", RollForward::yes);
    CHECK(found.due == when("2026-02-16T10:00"));
    CHECK(found.explanation.empty());
    CHECK(due("2026-02-16T10:00", "0m") == "2026-02-16T10:00");
}

TEST_CASE("a period or pause that makes no sense is refused") {
    CHECK(failure({-1, Unit::days}) == errors::period_out_of_range.code);
    CHECK(failure({36'526, Unit::days}) == errors::period_out_of_range.code);
    CHECK(failure({101, Unit::years}) == errors::period_out_of_range.code);
    CHECK(failure({100, Unit::years}) == "ok");
    CHECK(failure({24'000, Unit::working_days}) == "ok");
    CHECK(failure({1, Unit::days}, {pause("2026-03-04", "2026-03-03")}) == errors::bad_pause.code);
    const std::vector<Pause> endless{{when("2026-03-02"), {when("2026-03-02").milliseconds * 100}}};
    for (const auto unit : {Unit::days, Unit::working_days, Unit::hours, Unit::working_hours}) {
        CHECK(failure({1, unit}, endless) == errors::deadline_too_far.code);
    }
}

TEST_CASE("the answer names its start, period and calendar") {
    const auto found = compute("2026-02-09T09:30", "15wd");
    CHECK(found.start == when("2026-02-09T09:30"));
    CHECK(found.period == Period{15, Unit::working_days});
    CHECK(found.calendar_version == calendar().version());
}
