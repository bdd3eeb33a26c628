#include "core/calendar/lookback.hpp"

#include "core/calendar/cron_errors.hpp"
#include "core/calendar/period.hpp"

#include <string>

namespace gongdao {

namespace {

/// To the same day of an earlier month, or its last day.
CivilDate months_back(CivilDate date, std::int64_t count) {
    using namespace std::chrono;
    const auto parts = date.parts();
    const auto target = year_month{parts.year(), parts.month()} - months{static_cast<int>(count)};
    const auto wanted = target / parts.day();
    return {wanted.ok() ? sys_days{wanted} : sys_days{target / last}};
}

} // namespace

Result<CivilDate> days_back(Instant now, std::string_view period) {
    const auto parsed = parse_period(period);
    if (!parsed) return parsed.error();
    const auto today = date_of(now);
    switch (parsed->unit) {
    case Unit::days:
        return today - static_cast<int>(parsed->amount);
    case Unit::months:
        return months_back(today, parsed->amount);
    case Unit::years:
        return months_back(today, parsed->amount * 12);
    default:
        return fail(errors::bad_lookback, {std::string{period}});
    }
}

} // namespace gongdao
