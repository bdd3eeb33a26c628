#pragma once

#include "core/values/result.hpp"

#include <chrono>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace gongdao {

/// A point in time: milliseconds since 1970-01-01T00:00:00Z.
struct Instant {
    std::int64_t milliseconds = 0;

    friend constexpr auto operator<=>(const Instant&, const Instant&) = default;
};

/// A day in the civil calendar, without zone. Legal periods are counted in these.
struct CivilDate {
    std::chrono::sys_days days{};

    friend constexpr auto operator<=>(const CivilDate&, const CivilDate&) = default;

    friend constexpr CivilDate operator+(CivilDate date, int count) {
        return {date.days + std::chrono::days{count}};
    }

    friend constexpr CivilDate operator-(CivilDate date, int count) { return date + -count; }

    /// Whole days from `right` to `left`.
    friend constexpr int operator-(CivilDate left, CivilDate right) {
        return static_cast<int>((left.days - right.days).count());
    }

    [[nodiscard]] constexpr std::chrono::year_month_day parts() const { return {days}; }

    [[nodiscard]] constexpr int year() const { return static_cast<int>(parts().year()); }

    [[nodiscard]] constexpr unsigned month() const {
        return static_cast<unsigned>(parts().month());
    }

    [[nodiscard]] constexpr unsigned day() const { return static_cast<unsigned>(parts().day()); }

    /// Monday is 1, Sunday is 7.
    [[nodiscard]] constexpr unsigned weekday() const {
        return std::chrono::weekday{days}.iso_encoding();
    }
};

inline constexpr std::int64_t milliseconds_per_minute = 60'000;
inline constexpr std::int64_t milliseconds_per_day = 86'400'000;
/// China keeps one zone without daylight saving: +08:00.
inline constexpr std::int64_t zone_offset_ms = 8 * 3'600'000;

/// `minute` counts from midnight, 0…1440; 1440 is the end of the day.
[[nodiscard]] constexpr Instant at(CivilDate date, int minute = 0) {
    return {
        date.days.time_since_epoch().count() * milliseconds_per_day - zone_offset_ms +
        minute * milliseconds_per_minute};
}

[[nodiscard]] CivilDate date_of(Instant instant);
/// Minutes since midnight in China, 0…1439.
[[nodiscard]] int minute_of(Instant instant);

/// Fails with `no_such_date` for 30 February and with `bad_date` for anything but YYYY-MM-DD
/// (also YYYY/MM/DD, YYYY.M.D and YYYY年M月D日, as they come in spreadsheets).
[[nodiscard]] Result<CivilDate> parse_date(std::string_view text);
/// Reads `YYYY-MM-DDTHH:MM[:SS[.mmm]][Z|±hh:mm]`; without a zone it is China's. A bare date is its
/// midnight.
[[nodiscard]] Result<Instant> parse_instant(std::string_view text);
/// `2026-03-06`
[[nodiscard]] std::string to_text(CivilDate date);
/// `2026-03-06T17:30:00+08:00`; milliseconds only where there are any.
[[nodiscard]] std::string to_text(Instant instant);
/// Fails with `no_such_date`.
[[nodiscard]] Result<CivilDate> make_date(int year, unsigned month, unsigned day);

} // namespace gongdao
