#include "core/values/time.hpp"

#include "core/values/errors.hpp"

#include <fmt/format.h>

#include <array>
#include <optional>

namespace gongdao {

namespace {

using Numbers = std::array<int, 3>;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::optional<int> take_number(std::string_view& text, std::size_t digits_max) {
    int value = 0;
    std::size_t used = 0;
    while (used < text.size() && used < digits_max && is_digit(text[used])) {
        value = value * 10 + (text[used++] - '0');
    }
    if (used == 0) return std::nullopt;
    text.remove_prefix(used);
    return value;
}

bool take(std::string_view& text, std::string_view token) {
    if (!text.starts_with(token)) return false;
    text.remove_prefix(token.size());
    return true;
}

std::string_view date_separator(std::string_view after_year) {
    for (const auto token : {"-", "/", ".", "年"}) {
        if (after_year.starts_with(token)) return token;
    }
    return {};
}

std::optional<Numbers> take_date(std::string_view& text) {
    const auto before = text.size();
    const auto year = take_number(text, 4);
    if (!year || before - text.size() != 4) return std::nullopt;
    const auto separator = date_separator(text);
    if (separator.empty()) return std::nullopt;
    text.remove_prefix(separator.size());
    const auto month = take_number(text, 2);
    if (!month || !take(text, separator == "年" ? "月" : separator)) return std::nullopt;
    const auto day = take_number(text, 2);
    if (!day) return std::nullopt;
    if (separator == "年") (void)take(text, "日");
    return Numbers{*year, *month, *day};
}

std::optional<int> take_zone_minutes(std::string_view& text) {
    if (take(text, "Z")) return 0;
    if (text.empty()) return static_cast<int>(zone_offset_ms / milliseconds_per_minute);
    const int sign = text.front() == '-' ? -1 : 1;
    if (!take(text, "+") && !take(text, "-")) return std::nullopt;
    const auto hours = take_number(text, 2);
    if (!hours || !take(text, ":")) return std::nullopt;
    const auto minutes = take_number(text, 2);
    if (!minutes || *hours > 14 || *minutes > 59) return std::nullopt;
    return sign * (*hours * 60 + *minutes);
}

struct TimeOfDay {
    int hour = 0;
    int minute = 0;
    int second = 0;
    int millisecond = 0;
};

std::optional<TimeOfDay> take_time(std::string_view& text) {
    TimeOfDay time;
    const auto hour = take_number(text, 2);
    if (!hour || !take(text, ":")) return std::nullopt;
    const auto minute = take_number(text, 2);
    if (!minute) return std::nullopt;
    time.hour = *hour;
    time.minute = *minute;
    if (take(text, ":")) {
        const auto second = take_number(text, 2);
        if (!second) return std::nullopt;
        time.second = *second;
        if (take(text, ".")) {
            const auto before = text.size();
            const auto fraction = take_number(text, 3);
            if (!fraction || before - text.size() != 3) return std::nullopt;
            time.millisecond = *fraction;
        }
    }
    const bool real = time.hour <= 23 && time.minute <= 59 && time.second <= 59;
    return real ? std::optional{time} : std::nullopt;
}

} // namespace

CivilDate date_of(Instant instant) {
    const auto local = std::chrono::milliseconds{instant.milliseconds + zone_offset_ms};
    return {std::chrono::floor<std::chrono::days>(std::chrono::sys_time<std::chrono::milliseconds>{
        local})};
}

int minute_of(Instant instant) {
    return static_cast<int>(
        (instant.milliseconds - at(date_of(instant)).milliseconds) / milliseconds_per_minute
    );
}

Result<CivilDate> make_date(int year, unsigned month, unsigned day) {
    const std::chrono::year_month_day parts{
        std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
    if (!parts.ok() || year < 1900 || year > 2200) {
        return fail(errors::no_such_date, {fmt::format("{:04}-{:02}-{:02}", year, month, day)});
    }
    return CivilDate{std::chrono::sys_days{parts}};
}

Result<CivilDate> parse_date(std::string_view text) {
    auto rest = text;
    const auto numbers = take_date(rest);
    if (!numbers || !rest.empty()) return fail(errors::bad_date, {std::string{text}});
    const auto [year, month, day] = *numbers;
    return make_date(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
}

Result<Instant> parse_instant(std::string_view text) {
    auto rest = text;
    const auto numbers = take_date(rest);
    if (!numbers) return fail(errors::bad_instant, {std::string{text}});
    const auto [year, month, day] = *numbers;
    const auto date = make_date(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
    if (!date) return date.error();
    if (rest.empty()) return at(*date);
    if (!take(rest, "T") && !take(rest, " ")) return fail(errors::bad_instant, {std::string{text}});
    const auto time = take_time(rest);
    const auto zone = time ? take_zone_minutes(rest) : std::nullopt;
    if (!zone || !rest.empty()) return fail(errors::bad_instant, {std::string{text}});
    const auto utc_midnight = at(*date).milliseconds + zone_offset_ms;
    return Instant{
        utc_midnight + (time->hour * 60 + time->minute - *zone) * milliseconds_per_minute +
        time->second * 1000 + time->millisecond};
}

std::string to_text(CivilDate date) {
    return fmt::format("{:04}-{:02}-{:02}", date.year(), date.month(), date.day());
}

std::string to_text(Instant instant) {
    const auto date = date_of(instant);
    const auto in_day = instant.milliseconds - at(date).milliseconds;
    const auto seconds = in_day / 1000;
    const auto fraction = in_day % 1000;
    const auto tail = fraction == 0 ? std::string{} : fmt::format(".{:03}", fraction);
    return fmt::format(
        "{}T{:02}:{:02}:{:02}{}+08:00",
        to_text(date),
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60,
        tail
    );
}

} // namespace gongdao
