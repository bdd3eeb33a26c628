#pragma once

#include "core/values/time.hpp"

#include <bitset>
#include <string_view>

namespace gongdao {

/// A cron rule of five fields, on the wall clock of China: minute hour day month weekday (0 and 7
/// are Sunday). `*`, lists, ranges and steps. Where day and weekday are both restricted, either
/// suffices.
struct Cron {
    std::bitset<60> minutes;
    std::bitset<24> hours;
    std::bitset<32> days;
    std::bitset<13> months;
    std::bitset<7> weekdays; ///< Sunday is 0
    bool any_day = false;
    bool any_weekday = false;
};

/// Fails with `bad_cron`, also for a rule that no day ever meets (30 February).
[[nodiscard]] Result<Cron> parse_cron(std::string_view text);

/// The first minute strictly after `instant` that meets the rule.
[[nodiscard]] Instant next_after(const Cron& cron, Instant instant);

} // namespace gongdao
