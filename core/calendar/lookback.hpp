#pragma once

#include "core/values/time.hpp"

#include <string_view>

namespace gongdao {

/// The day that lies `period` (days, months or years) before the day of `now`: the first day of a
/// look-back such as "in the last 12 months". Fails with `bad_lookback` for any other unit.
[[nodiscard]] Result<CivilDate> days_back(Instant now, std::string_view period);

} // namespace gongdao
