#include "core/calendar/deadline.hpp"

#include <doctest/doctest.h>

#include <algorithm>
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

/// The lines below the four of the head.
std::string steps(const Deadline& found, Language language = Language::chinese) {
    auto text = explain(found, language);
    for (int line = 0; line < 4; ++line)
        text.erase(0, text.find('\n') + 1);
    return text;
}

} // namespace

TEST_CASE("the head states period, start, end and calendar") {
    const auto found = compute("2026-12-28T09:30", "4wd");
    const auto text = explain(found, Language::chinese);
    CHECK(
        text.starts_with("期限：4个工作日\n起算：2026-12-28 09:30\n届满：2027-01-01 24:00（暂按）\n"
                         "日历：cn-2013-2026-")
    );
    CHECK(explain(found, Language::english)
              .starts_with("Period: 4 working days\nStart: 2026-12-28 09:30\n"
                           "Due: 2027-01-01 24:00 (provisional)\nCalendar: cn-2013-2026-"));
}

TEST_CASE("each working day, weekend, holiday and make-up day is listed with its reason") {
    const std::vector<Pause> pauses{{when("2026-02-12T08:00"), when("2026-02-12T09:00")}};
    CHECK(
        steps(compute("2026-02-11", "3wd", {}, pauses)) ==
        "2026-02-11 周三  不计                首日不计\n"
        "2026-02-12 周四  不计                暂停\n"
        "2026-02-13 周五  第1日               工作日\n"
        "2026-02-14 周六  第2日               调休上班（春节，2026年放假通知）\n"
        "2026-02-15 周日  不计                法定节假日（春节，2026年放假通知）\n"
        "2026-02-16 周一  不计                法定节假日（春节，2026年放假通知）\n"
        "2026-02-17 周二  不计                法定节假日（春节，2026年放假通知）\n"
        "2026-02-18 周三  不计                法定节假日（春节，2026年放假通知）\n"
        "2026-02-19 周四  不计                法定节假日（春节，2026年放假通知）\n"
        "2026-02-20 周五  不计                法定节假日（春节，2026年放假通知）\n"
        "2026-02-21 周六  不计                法定节假日（春节，2026年放假通知）\n"
        "2026-02-22 周日  不计                法定节假日（春节，2026年放假通知）\n"
        "2026-02-23 周一  不计                法定节假日（春节，2026年放假通知）\n"
        "2026-02-24 周二  第3日               工作日\n"
    );
}

TEST_CASE("an end that moves on is explained") {
    CHECK(
        steps(compute("2026-03-05", "2d", RollForward::yes)) ==
        "2026-03-05 周四  不计                首日不计\n"
        "2026-03-06 周五  第1日               自然日\n"
        "2026-03-07 周六  第2日               期满日遇休息日，顺延（周末）\n"
        "2026-03-08 周日  不计                顺延（周末）\n"
        "2026-03-09 周一  不计                顺延至本日届满\n"
    );
    CHECK(
        steps(compute("2026-04-04", "1d", RollForward::yes), Language::english) ==
        "2026-04-04 Sat  not counted         the first day is not counted\n"
        "2026-04-05 Sun  day 1               the last day is off, so the end moves on (清明节, "
        "notice of 2026)\n"
        "2026-04-06 Mon  not counted         moved on (清明节, notice of 2026)\n"
        "2026-04-07 Tue  not counted         ends here instead\n"
    );
}

TEST_CASE("hours are added up day by day") {
    CHECK(
        steps(compute("2026-03-06T17:00", "8wh")) == "2026-03-06 周五  累计0小时30分       工作日\n"
                                                     "2026-03-07 周六  不计                周末\n"
                                                     "2026-03-08 周日  不计                周末\n"
                                                     "2026-03-09 周一  累计7小时30分       工作日\n"
                                                     "2026-03-10 周二  累计8小时0分        工作日\n"
    );
    const std::vector<Pause> pauses{{when("2026-03-09"), when("2026-03-10T09:00")}};
    CHECK(
        steps(compute("2026-03-08T18:00", "1wh", {}, pauses)) ==
        "2026-03-08 周日  不计                周末\n"
        "2026-03-09 周一  不计                暂停\n"
        "2026-03-10 周二  累计1小时0分        工作日\n"
    );
    CHECK(steps(compute("2026-03-06T18:00", "1wh"))
              .starts_with("2026-03-06 周五  不计                已过办公时间\n"));
}

TEST_CASE("a day without a notice says that it is provisional") {
    CHECK(
        steps(compute("2027-03-05", "1wd")) ==
        "2027-03-05 周五  不计                首日不计\n"
        "2027-03-06 周六  不计                周末；暂按周末计算，放假安排尚未导入\n"
        "2027-03-07 周日  不计                周末；暂按周末计算，放假安排尚未导入\n"
        "2027-03-08 周一  第1日               工作日；暂按周末计算，放假安排尚未导入\n"
    );
}

TEST_CASE("a long count is told in runs and a short one day by day") {
    const auto short_one = compute("2024-01-02", "399d").explanation;
    CHECK(short_one.size() == 400);
    const auto long_one = compute("2024-01-02", "400d").explanation;
    REQUIRE(long_one.size() == 2);
    CHECK(long_one[1].first == date_of(when("2024-01-03")));
    CHECK(long_one[1].count == 400);
    CHECK(explain(compute("2024-01-02", "400d"), Language::chinese)
              .ends_with("2024-01-03 周三 至 2025-02-05 周三  第400日             自然日\n"));
}

TEST_CASE("runs cover every day once and in order") {
    const auto found = compute("2014-01-02", "2000wd");
    auto next = date_of(found.start);
    std::int64_t counted = 0;
    for (const auto& step : found.explanation) {
        CHECK(step.first == next);
        CHECK(step.last >= step.first);
        if (is_counted(step.reason)) counted += step.last - step.first + 1;
        CHECK(step.count == counted);
        next = step.last + 1;
    }
    CHECK(next == found.last_day + 1);
    CHECK(counted == 2000);
}
