#pragma once

#include "core/values/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace gongdao {

enum class Unit {
    minutes,       ///< on the clock, day and night
    hours,         ///< on the clock, day and night
    days,          ///< natural days
    months,        ///< to the same day of a later month, or its last day; 民法典 202
    years,         ///< the same, by years
    working_days,  ///< 工作日
    working_hours, ///< inside office hours
};

/// A length of time as a rule states it. Not negative in what parse_period returns.
struct Period {
    std::int64_t amount = 0;
    Unit unit = Unit::days;

    friend bool operator==(const Period&, const Period&) = default;
};

/// Reads `15wd`, `2wh`, `30d`, `2w`, `4h`, `45m`, `1mo`, `1y`; ISO 8601 of one kind of unit
/// (`P15D`, `P2W`, `P1Y6M`, `PT1H30M`); and `15个工作日`, `2个工作小时`, `30日`, `30天`,
/// `30个自然日`, `2周`, `4小时`, `45分钟`, `1个月`, `1年`. Fails with `bad_period`, `mixed_period`
/// or `period_out_of_range`.
[[nodiscard]] Result<Period> parse_period(std::string_view text);

/// `15wd`: the form for files and programs, which parse_period reads.
[[nodiscard]] std::string to_text(Period period);
/// `15个工作日`, `15 working days`: the form for people.
[[nodiscard]] std::string to_words(Period period, Language language);

} // namespace gongdao
