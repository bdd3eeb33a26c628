#pragma once

#include "core/values/error.hpp"

namespace gongdao::errors {

inline constexpr ErrorKind no_such_actor{
    "access.no_such_actor",
    ErrorClass::denied,
    "没有人员“{0}”，请先在人员台账中登记，或用 --as 指明其他人",
    "there is no person \"{0}\"; enter them in the register of users, or name another with --as"};
inline constexpr ErrorKind actor_retired{
    "access.actor_retired",
    ErrorClass::denied,
    "人员“{0}”已停用，不能办理业务",
    "the person \"{0}\" is no longer active and may not act"};

} // namespace gongdao::errors
