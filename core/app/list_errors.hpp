#pragma once

#include "core/values/error.hpp"

namespace gongdao::errors {

inline constexpr ErrorKind list_is_longer{
    "app.list_is_longer",
    ErrorClass::findings,
    "只列出前 {0} 条，还有未列出的；请加条件缩小范围，或用 --csv 导出",
    "only the first {0} are listed, and there are more; narrow it down, or write it out with "
    "--csv"};

} // namespace gongdao::errors
