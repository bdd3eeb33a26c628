/// Days of the civil calendar, as legal periods count them.
#ifndef GONGDAO_CIVIL_DATE_HPP
#define GONGDAO_CIVIL_DATE_HPP

#include <gongdao/plugin.hpp>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <compare>

namespace gongdao::plugin {

/// A day without zone.
struct Date {
    std::chrono::sys_days days{};

    friend constexpr auto operator<=>(const Date&, const Date&) = default;

    friend constexpr Date operator+(Date date, int count) {
        return {date.days + std::chrono::days{count}};
    }

    friend constexpr Date operator-(Date date, int count) { return date + -count; }

    /// Whole days from `right` to `left`.
    friend constexpr int operator-(Date left, Date right) {
        return static_cast<int>((left.days - right.days).count());
    }

    [[nodiscard]] constexpr std::chrono::year_month_day parts() const { return {days}; }
};

[[nodiscard]] constexpr Date date(int year, unsigned month, unsigned day) {
    return {std::chrono::sys_days{
        std::chrono::year{year} / static_cast<int>(month) / static_cast<int>(day)}};
}

/// Reads a whole number that consists of digits only.
[[nodiscard]] inline std::optional<int> read_digits(std::string_view text) {
    int number = 0;
    const auto* end = text.data() + text.size();
    const auto [stop, fault] = std::from_chars(text.data(), end, number);
    if (text.empty() || text.front() == '-' || fault != std::errc{} || stop != end)
        return std::nullopt;
    return number;
}

/// Reads `2026-03-06` and nothing else.
[[nodiscard]] inline std::optional<Date> parse_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto year = read_digits(text.substr(0, 4));
    const auto month = read_digits(text.substr(5, 2));
    const auto day = read_digits(text.substr(8, 2));
    if (!year || !month || !day) return std::nullopt;
    const auto parts = std::chrono::year{*year} / *month / *day;
    if (!parts.ok()) return std::nullopt;
    return Date{std::chrono::sys_days{parts}};
}

/// `2026-03-06`
[[nodiscard]] inline std::string to_text(Date date) {
    const auto parts = date.parts();
    const auto padded = [](int number, std::size_t width) {
        auto text = std::to_string(number);
        return std::string(width - std::min(width, text.size()), '0') + text;
    };
    return padded(static_cast<int>(parts.year()), 4) + "-" +
           padded(static_cast<int>(static_cast<unsigned>(parts.month())), 2) + "-" +
           padded(static_cast<int>(static_cast<unsigned>(parts.day())), 2);
}

/// Rejects the call with `bad_input` where a text stands there that is no day.
[[nodiscard]] inline std::optional<Date> find_date(const Call& call, std::string_view path) {
    const auto text = call.find_text(path);
    if (!text) return std::nullopt;
    const auto date = parse_date(*text);
    if (!date) throw Reject{"bad_input", "“" + std::string{path} + "”应为 2026-03-06 形式的日期"};
    return date;
}

[[nodiscard]] inline Date need_date(const Call& call, std::string_view path) {
    const auto date = find_date(call, path);
    if (!date) throw Reject{"missing_input", "缺少“" + std::string{path} + "”"};
    return *date;
}

/// The day of the call in China (+08:00).
[[nodiscard]] inline Date today(const Call& call) {
    const std::chrono::milliseconds local{call.now_ms() + 8 * 3'600'000LL};
    return {std::chrono::floor<std::chrono::days>(std::chrono::sys_time<std::chrono::milliseconds>{
        local})};
}

/// The corresponding day `months` later on which a period ends whose first day is not counted; the
/// last day of the month where that day does not exist (民法典第二百零二条).
[[nodiscard]] constexpr Date same_day_later(Date date, int months) {
    const auto parts = date.parts();
    const auto month = parts.year() / parts.month() + std::chrono::months{months};
    const auto last = (month / std::chrono::last).day();
    return {std::chrono::sys_days{month / std::min(parts.day(), last)}};
}

/// The day after `months` full months that begin with `first` itself: one month from 1 March is
/// over when 1 April begins, one month from 31 January when 1 March begins.
[[nodiscard]] constexpr Date after_full_months(Date first, int months) {
    const auto parts = first.parts();
    const auto month = parts.year() / parts.month() + std::chrono::months{months};
    const auto last = (month / std::chrono::last).day();
    if (parts.day() <= last) return {std::chrono::sys_days{month / parts.day()}};
    return Date{std::chrono::sys_days{month / last}} + 1;
}

/// How many full months lie between `first` and `end`, `end` itself not counted.
[[nodiscard]] constexpr int full_months(Date first, Date end) {
    const auto from = first.parts();
    const auto to = end.parts();
    auto months = (static_cast<int>(to.year()) - static_cast<int>(from.year())) * 12 +
                  static_cast<int>(static_cast<unsigned>(to.month())) -
                  static_cast<int>(static_cast<unsigned>(from.month()));
    while (months > 0 && after_full_months(first, months) > end)
        --months;
    return std::max(months, 0);
}

} // namespace gongdao::plugin

#endif
