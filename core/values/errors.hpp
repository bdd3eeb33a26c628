#pragma once

#include "core/values/error.hpp"

namespace gongdao::errors {

inline constexpr ErrorKind bad_date{
    "values.bad_date", ErrorClass::usage,
    "日期“{0}”无法识别，请写成 2026-03-06 的形式",
    "the date \"{0}\" cannot be read; write it like 2026-03-06"};
inline constexpr ErrorKind no_such_date{
    "values.no_such_date", ErrorClass::usage,
    "日历上没有 {0} 这一天，请核对年月日",
    "there is no {0} in the calendar; check year, month and day"};
inline constexpr ErrorKind bad_instant{
    "values.bad_instant", ErrorClass::usage,
    "时间“{0}”无法识别，请写成 2026-03-06T09:30 的形式",
    "the time \"{0}\" cannot be read; write it like 2026-03-06T09:30"};
inline constexpr ErrorKind bad_json{
    "values.bad_json", ErrorClass::usage,
    "JSON 无法读取（{0}），请更正后重试",
    "the JSON cannot be read ({0}); correct it and try again"};
inline constexpr ErrorKind fraction_in_json{
    "values.fraction_in_json", ErrorClass::usage,
    "数字“{0}”带小数，请用整数（金额以分计）或文字填写",
    "the number \"{0}\" has a fraction; use an integer (amounts in fen) or a text"};
inline constexpr ErrorKind duplicate_key{
    "values.duplicate_key", ErrorClass::usage,
    "键“{0}”重复出现，请只保留一个",
    "the key \"{0}\" occurs twice; keep one"};
inline constexpr ErrorKind bad_money{
    "values.bad_money", ErrorClass::usage,
    "金额“{0}”无法识别，请以元填写，例如 1234.50",
    "the amount \"{0}\" cannot be read; give yuan, such as 1234.50"};
inline constexpr ErrorKind money_too_precise{
    "values.money_too_precise", ErrorClass::usage,
    "金额“{0}”精确到了分以下，请最多保留两位小数",
    "the amount \"{0}\" is finer than one fen; give at most two decimals"};
inline constexpr ErrorKind money_overflow{
    "values.money_overflow", ErrorClass::usage,
    "金额超出可计算的范围，请核对数字",
    "the amount is beyond what can be computed; check the figure"};
inline constexpr ErrorKind bad_weights{
    "values.bad_weights", ErrorClass::usage,
    "分摊权重不得为负且至少一项大于零",
    "weights must not be negative and one must be positive"};

} // namespace gongdao::errors
