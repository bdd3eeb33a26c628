#pragma once

#include "core/values/error.hpp"

namespace gongdao::errors {

inline constexpr ErrorKind holiday_bad_kind{
    "calendar.bad_kind",
    ErrorClass::findings,
    "日期 {0} 的类别“{1}”无法识别，请填 off（放假）或 work（调休上班）",
    "the kind \"{1}\" of {0} is unknown; write off or work"};
inline constexpr ErrorKind holiday_bad_notice_year{
    "calendar.bad_notice_year",
    ErrorClass::findings,
    "日期 {0} 的通知年份“{1}”有误，应为当年或次年，请核对放假通知",
    "the notice year \"{1}\" of {0} is wrong; it is the same or the following year, check the "
    "notice"};
inline constexpr ErrorKind holiday_unnamed{
    "calendar.unnamed",
    ErrorClass::findings,
    "日期 {0} 没有写节日名称，请补上",
    "{0} has no holiday name; add it"};
inline constexpr ErrorKind holiday_twice{
    "calendar.holiday_twice",
    ErrorClass::findings,
    "日期 {0} 已在节假日表中，请删去重复的一行",
    "{0} is in the holiday table already; remove the repeated row"};
inline constexpr ErrorKind holiday_contradiction{
    "calendar.contradiction",
    ErrorClass::findings,
    "日期 {0} 在节假日表中已是“{1}”，与此处的“{2}”矛盾，请以国务院办公厅通知为准更正",
    "{0} is \"{1}\" in the holiday table, which contradicts \"{2}\" here; correct it by the State "
    "Council's notice"};
inline constexpr ErrorKind holiday_notice_incomplete{
    "calendar.notice_incomplete",
    ErrorClass::findings,
    "{0} 年的放假安排缺少“{1}”，请按通知补齐全年的节假日后再导入",
    "the holidays of {0} lack \"{1}\"; complete the year by the notice and import it again"};
inline constexpr ErrorKind bad_office_hours{
    "calendar.bad_office_hours",
    ErrorClass::usage,
    "办公时间“{0}”无法识别，请写成 08:30-12:00,14:00-17:30 的形式，各段先后有序且不重叠",
    "the office hours \"{0}\" cannot be read; write them like 08:30-12:00,14:00-17:30, in order "
    "and "
    "without overlap"};
inline constexpr ErrorKind bad_period{
    "calendar.bad_period",
    ErrorClass::usage,
    "期限“{0}”无法识别，请写成 15wd、30d、4h、P15D 或 15个工作日、30日、4小时 的形式",
    "the period \"{0}\" cannot be read; write it like 15wd, 30d, 4h, P15D or 15个工作日, 30日, "
    "4小时"};
inline constexpr ErrorKind mixed_period{
    "calendar.mixed_period",
    ErrorClass::usage,
    "期限“{0}”混用了按日与按时（或按月）两种算法，请只用一种单位",
    "the period \"{0}\" mixes days with hours or months, which are counted differently; use one "
    "unit"};
inline constexpr ErrorKind period_out_of_range{
    "calendar.period_out_of_range",
    ErrorClass::usage,
    "期限“{0}”超出可计算的范围（不得为负，最长约一百年），请核对",
    "the period \"{0}\" is out of range (not negative, at most about a hundred years); check it"};
inline constexpr ErrorKind bad_pause{
    "calendar.bad_pause",
    ErrorClass::usage,
    "暂停的结束时间 {1} 早于开始时间 {0}，请核对",
    "the pause ends at {1}, before it begins at {0}; check it"};
inline constexpr ErrorKind deadline_too_far{
    "calendar.deadline_too_far",
    ErrorClass::usage,
    "期限“{0}”连同暂停在两百年内不会届满，请核对暂停的起止时间",
    "the period \"{0}\" with its pauses does not end within two hundred years; check the pauses"};

} // namespace gongdao::errors
