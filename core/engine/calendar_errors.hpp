#pragma once

#include "core/values/error.hpp"

namespace gongdao::errors {

inline constexpr ErrorKind calendar_input_missing{
    "engine.calendar_input_missing",
    ErrorClass::usage,
    "“{0}”缺少输入“{1}”，请在流程中给出",
    "\"{0}\" lacks the input \"{1}\"; give it in the process"};
inline constexpr ErrorKind no_such_holiday{
    "engine.no_such_holiday",
    ErrorClass::usage,
    "放假通知中没有“{0}”这个节日，请核对名称",
    "no holiday notice names \"{0}\"; check the name"};

} // namespace gongdao::errors
