#pragma once

#include "core/values/error.hpp"

namespace gongdao::errors {

// Of a field, or a task, that names a person who cannot do what it is for.

inline constexpr ErrorKind person_unknown{
    "engine.person_unknown",
    ErrorClass::usage,
    "“{0}”填的“{1}”不是在册人员，请先在人员台账登记，或改填他人的账号",
    "\"{1}\", named for \"{0}\", is not in the register of users; enter them there, or name "
    "another"};
inline constexpr ErrorKind person_retired{
    "engine.person_retired",
    ErrorClass::usage,
    "“{0}”填的“{1}”已停用，请改填他人，或先恢复该人员",
    "\"{1}\", named for \"{0}\", is retired; name another, or reinstate them first"};
inline constexpr ErrorKind person_without_role{
    "engine.person_without_role",
    ErrorClass::usage,
    "“{0}”填的“{1}”在“{3}”没有所需岗位（{2}），请改填有该岗位的人员",
    "\"{1}\", named for \"{0}\", holds none of the roles {2} in \"{3}\"; name somebody who does"};

} // namespace gongdao::errors
