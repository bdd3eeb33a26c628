#pragma once

#include "core/calendar/working_calendar.hpp"
#include "core/values/document.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace gongdao {

/// What a process may ask the county's calendar, like a function of a plugin. The answer is
/// recorded with its input, so that replay needs no calendar.
///
/// `calendar.working_day_on_or_before` of `date`: `date`, and `provisional` where no notice settles
/// a day that was passed (暂按).
/// `calendar.holiday_on_or_after` of `date` and `name`: `known`, the `year` that was looked into
/// last, and where it is known `begins_on`, the first day that its notice gives off.
[[nodiscard]] const std::vector<std::string>& calendar_function_names();
[[nodiscard]] bool is_calendar_function(std::string_view name);

[[nodiscard]] Result<Document> call_calendar_function(
    const WorkingCalendar& calendar, std::string_view name, const Document& input
);

} // namespace gongdao
