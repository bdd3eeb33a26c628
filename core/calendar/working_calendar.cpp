#include "core/calendar/working_calendar.hpp"

#include "core/calendar/errors.hpp"
#include "core/values/ensure.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <cstdlib>
#include <utility>

namespace gongdao {

namespace {

constexpr int minutes_per_day = 1440;
constexpr unsigned saturday = 6;
constexpr int count_max = 30'000;

std::optional<int> clock_minute(std::string_view text) {
    const auto digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9'; };
    if (text.size() != 5 || text[2] != ':') return std::nullopt;
    if (!digit(0) || !digit(1) || !digit(3) || !digit(4)) return std::nullopt;
    const auto pair = [&](std::size_t i) { return (text[i] - '0') * 10 + (text[i + 1] - '0'); };
    if (pair(3) > 59) return std::nullopt;
    const int minute = pair(0) * 60 + pair(3);
    return minute <= minutes_per_day ? std::optional{minute} : std::nullopt;
}

std::optional<MinuteRange> minute_range(std::string_view text) {
    const auto dash = text.find('-');
    if (dash == std::string_view::npos) return std::nullopt;
    const auto from = clock_minute(text.substr(0, dash));
    const auto to = clock_minute(text.substr(dash + 1));
    if (!from || !to || *from >= *to) return std::nullopt;
    return MinuteRange{.from = *from, .to = *to};
}

/// FNV-1a, 64 bit: tells versions apart, and is no protection against forgery.
std::uint64_t fingerprint(std::string_view text) {
    std::uint64_t hash = 14'695'981'039'346'656'037U;
    for (const char c : text) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 1'099'511'628'211U;
    }
    return hash;
}

std::string version_of(const HolidayTable& table, const OfficeHours& hours) {
    std::string content = hours.text();
    for (const auto& day : table.days()) {
        content += fmt::format(
            "\n{},{},{},{}",
            to_text(day.date),
            day.kind == SpecialDayKind::off ? "off" : "work",
            day.name,
            day.notice_year
        );
    }
    const auto years = table.years_text();
    return fmt::format("cn-{}-{:016x}", years.empty() ? "none" : years, fingerprint(content));
}

} // namespace

Result<OfficeHours> OfficeHours::parse(std::string_view text) {
    std::vector<MinuteRange> ranges;
    for (auto rest = text;;) {
        const auto comma = rest.find(',');
        const auto range = minute_range(rest.substr(0, comma));
        if (!range || (!ranges.empty() && range->from < ranges.back().to)) {
            return fail(errors::bad_office_hours, {std::string{text}});
        }
        ranges.push_back(*range);
        if (comma == std::string_view::npos) break;
        rest.remove_prefix(comma + 1);
    }
    OfficeHours hours;
    hours.ranges_ = std::move(ranges);
    return hours;
}

int OfficeHours::minutes_per_day() const {
    int minutes = 0;
    for (const auto& range : ranges_)
        minutes += range.to - range.from;
    return minutes;
}

std::string OfficeHours::text() const {
    std::string out;
    for (const auto& [from, to] : ranges_) {
        if (!out.empty()) out += ',';
        out += fmt::format("{:02}:{:02}-{:02}:{:02}", from / 60, from % 60, to / 60, to % 60);
    }
    return out;
}

WorkingCalendar::WorkingCalendar(HolidayTable table, OfficeHours hours)
    : table_{std::move(table)}, hours_{std::move(hours)}, version_{version_of(table_, hours_)} {}

DayClass WorkingCalendar::classify(CivilDate date) const {
    const bool weekend = date.weekday() >= saturday;
    const auto* special = table_.find(date);
    if (special != nullptr && special->kind == SpecialDayKind::off) {
        return {.kind = DayKind::holiday, .name = special->name};
    }
    if (special != nullptr && weekend) return {.kind = DayKind::make_up, .name = special->name};
    return {.kind = weekend ? DayKind::weekend : DayKind::working, .name = {}};
}

bool WorkingCalendar::is_working(CivilDate date) const {
    const auto* special = table_.find(date);
    if (special != nullptr) return special->kind == SpecialDayKind::work;
    return date.weekday() < saturday;
}

WorkingDate add_working_days(const WorkingCalendar& calendar, CivilDate date, int count) {
    ensure(std::abs(count) <= count_max, "a count of working days is within its range");
    const int direction = count < 0 ? -1 : 1;
    WorkingDate found{.date = date};
    for (int left = std::abs(count); left > 0;) {
        found.date = found.date + direction;
        found.provisional = found.provisional || !calendar.settles(found.date);
        if (calendar.is_working(found.date)) --left;
    }
    return found;
}

WorkingDayCount
working_days_between(const WorkingCalendar& calendar, CivilDate from, CivilDate to) {
    const bool backwards = to < from;
    const auto first = backwards ? to : from + 1;
    const auto last = backwards ? from - 1 : to;
    WorkingDayCount found;
    for (auto date = first; date <= last; date = date + 1) {
        found.provisional = found.provisional || !calendar.settles(date);
        if (calendar.is_working(date)) ++found.days;
    }
    if (backwards) found.days = -found.days;
    return found;
}

WorkingDate previous_working_day_on_or_before(const WorkingCalendar& calendar, CivilDate date) {
    WorkingDate found{.date = date, .provisional = !calendar.settles(date)};
    while (!calendar.is_working(found.date)) {
        found.date = found.date - 1;
        found.provisional = found.provisional || !calendar.settles(found.date);
    }
    return found;
}

} // namespace gongdao
