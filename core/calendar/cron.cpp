#include "core/calendar/cron.hpp"

#include "core/calendar/cron_errors.hpp"
#include "core/values/ensure.hpp"

#include <charconv>
#include <optional>
#include <string>
#include <vector>

namespace gongdao {

namespace {

/// Nine years hold every combination of date and weekday, also around a leap day.
constexpr int days_searched_max = 366 * 9;

std::vector<std::string_view> pieces(std::string_view text, char separator) {
    std::vector<std::string_view> out;
    while (true) {
        const auto end = text.find(separator);
        if (const auto piece = text.substr(0, end); !piece.empty() || separator == ',')
            out.push_back(piece);
        if (end == std::string_view::npos) return out;
        text.remove_prefix(end + 1);
    }
}

std::optional<std::size_t> number(std::string_view text) {
    std::size_t value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || read.ec != std::errc{} || read.ptr != text.data() + text.size())
        return std::nullopt;
    return value;
}

struct Range {
    std::size_t first = 0;
    std::size_t last = 0;
    std::size_t step = 1;
};

std::optional<Range> range_of(std::string_view item, Range whole) {
    const auto slash = item.find('/');
    if (slash != std::string_view::npos) {
        const auto step = number(item.substr(slash + 1));
        if (!step || *step == 0) return std::nullopt;
        whole.step = *step;
        item = item.substr(0, slash);
    }
    if (item == "*") return whole;
    const auto dash = item.find('-');
    const auto first = number(item.substr(0, dash));
    const auto last = dash == std::string_view::npos ? first : number(item.substr(dash + 1));
    const bool good =
        first && last && *first >= whole.first && *last <= whole.last && *first <= *last;
    return good ? std::optional{Range{.first = *first, .last = *last, .step = whole.step}}
                : std::nullopt;
}

template <std::size_t Size>
bool fill(std::bitset<Size>& bits, std::string_view field, Range whole) {
    for (const auto item : pieces(field, ',')) {
        const auto range = range_of(item, whole);
        if (!range) return false;
        for (auto value = range->first; value <= range->last; value += range->step)
            bits.set(value % Size);
    }
    return true;
}

bool meets(const Cron& cron, CivilDate date) {
    if (!cron.months.test(date.month())) return false;
    const bool day = cron.days.test(date.day());
    const bool weekday = cron.weekdays.test(date.weekday() % 7);
    if (cron.any_day) return weekday;
    return cron.any_weekday ? day : day || weekday;
}

std::optional<int> first_minute(const Cron& cron, int from) {
    for (int minute = from; minute < 24 * 60; ++minute) {
        const auto hour = static_cast<std::size_t>(minute / 60);
        if (cron.hours.test(hour) && cron.minutes.test(static_cast<std::size_t>(minute % 60)))
            return minute;
    }
    return std::nullopt;
}

bool ever_meets(const Cron& cron) {
    const CivilDate start{};
    for (int day = 0; day < days_searched_max; ++day) {
        if (meets(cron, start + day)) return true;
    }
    return false;
}

} // namespace

Result<Cron> parse_cron(std::string_view text) {
    const auto fields = pieces(text, ' ');
    Cron cron;
    const bool good = fields.size() == 5 && fill(cron.minutes, fields[0], {0, 59}) &&
                      fill(cron.hours, fields[1], {0, 23}) && fill(cron.days, fields[2], {1, 31}) &&
                      fill(cron.months, fields[3], {1, 12}) &&
                      fill(cron.weekdays, fields[4], {0, 7});
    if (!good) return fail(errors::bad_cron, {std::string{text}});
    cron.any_day = fields[2] == "*";
    cron.any_weekday = fields[4] == "*";
    if (!ever_meets(cron)) return fail(errors::bad_cron, {std::string{text}});
    return cron;
}

Instant next_after(const Cron& cron, Instant instant) {
    auto date = date_of(instant);
    int minute = minute_of(instant) + 1;
    for (int searched = 0; searched < days_searched_max; ++searched, date = date + 1, minute = 0) {
        if (!meets(cron, date)) continue;
        if (const auto found = first_minute(cron, minute)) return at(date, *found);
    }
    ensure(false, "a cron rule that parse_cron accepted is met by no day");
    return instant;
}

} // namespace gongdao
