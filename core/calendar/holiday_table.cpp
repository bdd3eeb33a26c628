#include "core/calendar/holiday_table.hpp"

#include "core/calendar/errors.hpp"
#include "core/values/errors.hpp"
#include "core/values/sheet.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace gongdao {

namespace {

constexpr std::array<std::string_view, 4> columns{"date", "kind", "name", "notice_year"};
/// 全国年节及纪念日放假办法 第二条.
constexpr std::array<std::string_view, 7> statutory_holidays{
    "元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节"};
constexpr std::string_view name_joint = "、";
/// New Year with its neighbouring weekend reaches back to here.
constexpr unsigned open_end_month = 12;
constexpr unsigned open_end_day = 26;

Place at_line(int line) {
    Place place;
    place.line = line;
    return place;
}

std::optional<int> number_in(std::string_view text) {
    int value = 0;
    const auto* end = text.data() + text.size();
    const auto [stop, status] = std::from_chars(text.data(), end, value);
    return status == std::errc{} && stop == end ? std::optional{value} : std::nullopt;
}

bool names(std::string_view joined, std::string_view name) {
    for (;;) {
        const auto joint = joined.find(name_joint);
        if (joined.substr(0, joint) == name) return true;
        if (joint == std::string_view::npos) return false;
        joined.remove_prefix(joint + name_joint.size());
    }
}

Result<SpecialDay> read_day(const std::vector<std::string>& cells, Place place) {
    const auto date = parse_date(cells[0]);
    if (!date) {
        auto error = date.error();
        error.place = std::move(place);
        return error;
    }
    const auto shown = to_text(*date);
    if (cells[1] != "off" && cells[1] != "work") {
        return fail(errors::holiday_bad_kind, {shown, cells[1]}, std::move(place));
    }
    if (cells[2].empty()) return fail(errors::holiday_unnamed, {shown}, std::move(place));
    const auto notice_year = number_in(cells[3]).value_or(0);
    if (notice_year != date->year() && notice_year != date->year() + 1) {
        return fail(errors::holiday_bad_notice_year, {shown, cells[3]}, std::move(place));
    }
    return SpecialDay{
        .date = *date,
        .kind = cells[1] == "off" ? SpecialDayKind::off : SpecialDayKind::work,
        .name = cells[2],
        .notice_year = notice_year};
}

std::string described(const SpecialDay& day) {
    return day.name + (day.kind == SpecialDayKind::off ? " off" : " work");
}

using Position = std::vector<SpecialDay>::const_iterator;

Position position_of(const std::vector<SpecialDay>& days, CivilDate date) {
    return std::lower_bound(days.begin(), days.end(), date, [](const SpecialDay& day, CivilDate d) {
        return day.date < d;
    });
}

Error clash(const SpecialDay& known, const SpecialDay& added, Place place) {
    const auto shown = to_text(added.date);
    if (known == added) return fail(errors::holiday_twice, {shown}, std::move(place));
    return fail(
        errors::holiday_contradiction, {shown, described(known), described(added)}, std::move(place)
    );
}

/// Puts the day in its place, or says why not.
std::optional<Error>
insert(std::vector<SpecialDay>& days, const std::vector<std::string>& cells, int line) {
    auto day = read_day(cells, at_line(line));
    if (!day) return day.error();
    const auto position = position_of(days, day->date);
    if (position != days.end() && position->date == day->date) {
        return clash(*position, *day, at_line(line));
    }
    days.insert(position, std::move(*day));
    return std::nullopt;
}

std::vector<int> years_of(const std::vector<SpecialDay>& days) {
    std::vector<int> years;
    years.reserve(days.size());
    for (const auto& day : days)
        years.push_back(day.notice_year);
    std::sort(years.begin(), years.end());
    years.erase(std::unique(years.begin(), years.end()), years.end());
    return years;
}

bool has_holiday(const std::vector<SpecialDay>& days, int year, std::string_view name) {
    return std::any_of(days.begin(), days.end(), [&](const SpecialDay& day) {
        return day.notice_year == year && day.kind == SpecialDayKind::off && names(day.name, name);
    });
}

void check_years(
    const std::vector<SpecialDay>& days, const std::vector<int>& years, Faults& faults
) {
    for (const auto year : years) {
        for (const auto name : statutory_holidays) {
            if (has_holiday(days, year, name)) continue;
            faults.push_back(
                fail(errors::holiday_notice_incomplete, {std::to_string(year), std::string{name}})
            );
        }
    }
}

} // namespace

Faults HolidayTable::merge(std::string_view csv) {
    const auto sheet = read_sheet(csv);
    if (!sheet) return {sheet.error()};
    auto faults = check_sheet(*sheet, columns);
    if (!faults.empty()) return faults;

    std::array<std::size_t, columns.size()> source{};
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const auto found = std::find(sheet->header.begin(), sheet->header.end(), columns[i]);
        source[i] = static_cast<std::size_t>(found - sheet->header.begin());
    }
    auto days = days_;
    for (const auto& row : sheet->rows) {
        std::vector<std::string> cells;
        cells.reserve(columns.size());
        for (const auto column : source)
            cells.push_back(row.cells[column]);
        if (auto fault = insert(days, cells, row.line)) faults.push_back(std::move(*fault));
    }
    auto years = years_of(days);
    if (faults.empty()) check_years(days, years, faults);
    if (!faults.empty()) return faults;
    days_ = std::move(days);
    years_ = std::move(years);
    return {};
}

const SpecialDay* HolidayTable::find(CivilDate date) const {
    const auto position = position_of(days_, date);
    return position != days_.end() && position->date == date ? &*position : nullptr;
}

bool HolidayTable::knows(int year) const {
    return std::binary_search(years_.begin(), years_.end(), year);
}

bool HolidayTable::settles(CivilDate date) const {
    if (!knows(date.year())) return false;
    const bool open_end = date.month() == open_end_month && date.day() >= open_end_day;
    return !open_end || knows(date.year() + 1);
}

std::optional<CivilDate> HolidayTable::first_day_of_holiday(int year, std::string_view name) const {
    for (const auto& day : days_) {
        const bool off = day.notice_year == year && day.kind == SpecialDayKind::off;
        if (off && names(day.name, name)) return day.date;
    }
    return std::nullopt;
}

std::string HolidayTable::years_text() const {
    std::string out;
    for (std::size_t first = 0; first < years_.size();) {
        auto last = first;
        while (last + 1 < years_.size() && years_[last + 1] == years_[last] + 1)
            ++last;
        if (!out.empty()) out += ',';
        out += std::to_string(years_[first]);
        if (last > first) out += "-" + std::to_string(years_[last]);
        first = last + 1;
    }
    return out;
}

} // namespace gongdao
