#include "core/calendar/deadline.hpp"
#include "core/values/text_width.hpp"

#include <fmt/format.h>

#include <array>

namespace gongdao {

namespace {

constexpr int count_width = 20;

/// The two languages of one text.
struct Wording {
    std::string_view chinese;
    std::string_view english;

    [[nodiscard]] std::string_view in(Language language) const {
        return language == Language::chinese ? chinese : english;
    }
};

std::string weekday(CivilDate date, Language language) {
    constexpr std::array<Wording, 7> names{
        {{"周一", "Mon"},
         {"周二", "Tue"},
         {"周三", "Wed"},
         {"周四", "Thu"},
         {"周五", "Fri"},
         {"周六", "Sat"},
         {"周日", "Sun"}}};
    return std::string{names[date.weekday() - 1].in(language)};
}

std::string dated(CivilDate date, Language language) {
    return to_text(date) + " " + weekday(date, language);
}

/// In the order of StepReason.
constexpr std::array<Wording, 11> reasons{
    {{"首日不计", "the first day is not counted"},
     {"自然日", "natural day"},
     {"工作日", "working day"},
     {"调休上班", "make-up working day"},
     {"期满日遇休息日，顺延", "the last day is off, so the end moves on"},
     {"周末", "weekend"},
     {"法定节假日", "holiday"},
     {"暂停", "paused"},
     {"已过办公时间", "after office hours"},
     {"顺延", "moved on"},
     {"顺延至本日届满", "ends here instead"}}};

std::string reason_text(const Step& step, Language language) {
    std::string out{reasons[static_cast<std::size_t>(step.reason)].in(language)};
    const bool bare_weekend = step.name.empty() && (step.reason == StepReason::rolled_past ||
                                                    step.reason == StepReason::last_day_off);
    constexpr Wording weekend{"周末", "weekend"};
    std::string name{bare_weekend ? weekend.in(language) : std::string_view{step.name}};
    if (step.notice_year != 0) {
        constexpr Wording notice{"，{}年放假通知", ", notice of {}"};
        name += fmt::format(fmt::runtime(notice.in(language)), step.notice_year);
    }
    if (!name.empty()) {
        out += fmt::format(fmt::runtime(Wording{"（{}）", " ({})"}.in(language)), name);
    }
    if (step.provisional) {
        out +=
            Wording{
                "；暂按周末计算，放假安排尚未导入",
                "; provisional, by weekends: no holiday notice yet"}
                .in(language);
    }
    return out;
}

bool in_hours(Unit unit) {
    return unit == Unit::minutes || unit == Unit::hours || unit == Unit::working_hours;
}

std::string count_text(const Step& step, Unit unit, Language language) {
    if (!is_counted(step.reason)) return std::string{Wording{"不计", "not counted"}.in(language)};
    if (!in_hours(unit)) {
        return fmt::format(fmt::runtime(Wording{"第{}日", "day {}"}.in(language)), step.count);
    }
    constexpr Wording form{"累计{}小时{}分", "{} h {} min"};
    return fmt::format(fmt::runtime(form.in(language)), step.count / 60, step.count % 60);
}

std::string step_line(const Step& step, Unit unit, Language language) {
    auto days = dated(step.first, language);
    if (step.last != step.first) {
        days += Wording{" 至 ", " to "}.in(language);
        days += dated(step.last, language);
    }
    const auto count = padded(count_text(step, unit, language), count_width);
    return fmt::format("{}  {}{}\n", days, count, reason_text(step, language));
}

std::string clock(CivilDate date, Instant instant) {
    const auto minute = (instant.milliseconds - at(date).milliseconds) / milliseconds_per_minute;
    return fmt::format("{} {:02}:{:02}", to_text(date), minute / 60, minute % 60);
}

std::string line(const Wording& label, std::string_view text, Language language) {
    const auto* colon = language == Language::chinese ? "：" : ": ";
    return fmt::format("{}{}{}\n", label.in(language), colon, text);
}

} // namespace

std::string explain(const Deadline& deadline, Language language) {
    auto due = clock(deadline.last_day, deadline.due);
    if (deadline.provisional) due += Wording{"（暂按）", " (provisional)"}.in(language);
    const auto start = clock(date_of(deadline.start), deadline.start);
    auto out = line({"期限", "Period"}, to_words(deadline.period, language), language) +
               line({"起算", "Start"}, start, language) + line({"届满", "Due"}, due, language) +
               line({"日历", "Calendar"}, deadline.calendar_version, language);
    for (const auto& step : deadline.explanation) {
        out += step_line(step, deadline.period.unit, language);
    }
    return out;
}

} // namespace gongdao
