#pragma once

#include "core/values/error.hpp"

namespace gongdao::errors {

// Warnings: what was entered is kept, but not as it should be.

inline constexpr ErrorKind identity_unsealed{
    "access.identity_unsealed",
    ErrorClass::findings,
    "“{0}”里有居民身份证号码，该栏不加密保存，请改填身份证号专用栏，并更正此栏",
    "\"{0}\" holds the number of an identity card and is kept readable; enter it in the field for "
    "such numbers and correct this one"};
inline constexpr ErrorKind mobile_unsealed{
    "access.mobile_unsealed",
    ErrorClass::findings,
    "“{0}”里有手机号码，该栏不加密保存，请改填电话专用栏，并更正此栏",
    "\"{0}\" holds a mobile number and is kept readable; enter it in the field for such numbers "
    "and "
    "correct this one"};

} // namespace gongdao::errors
