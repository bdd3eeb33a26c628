#pragma once

#include "core/values/error.hpp"

namespace gongdao::errors {

inline constexpr ErrorKind bad_cron{
    "calendar.bad_cron",
    ErrorClass::usage,
    "周期“{0}”无法识别，请按“分 时 日 月 周”五段填写，例如每月25日9点为 0 9 25 * *",
    "the cycle \"{0}\" cannot be read; give minute hour day month weekday, such as 0 9 25 * * for "
    "nine o'clock on the 25th"};
inline constexpr ErrorKind bad_lookback{
    "calendar.bad_lookback",
    ErrorClass::usage,
    "回溯期“{0}”须按日、月或年计，例如 30d、12mo、1y",
    "the look-back \"{0}\" must be given in days, months or years, such as 30d, 12mo, 1y"};

} // namespace gongdao::errors
