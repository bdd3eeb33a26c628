#pragma once

#include "core/values/error.hpp"

namespace gongdao::errors {

inline constexpr ErrorKind letter_unknown_field{
    "letter.unknown_field",
    ErrorClass::findings,
    "文书模板中的“{0}”不是字段名，请核对 fields.schema.json",
    "\"{0}\" in the letter is no field; check fields.schema.json"};
inline constexpr ErrorKind letter_unknown_form{
    "letter.unknown_form",
    ErrorClass::findings,
    "“{0}”不能写成“{1}”的形式，可用 capitals（大写）、plain、date、name（账号所属人姓名）",
    "\"{0}\" has no form \"{1}\"; there are capitals, plain, date and name"};
inline constexpr ErrorKind letter_not_one_value{
    "letter.not_one_value",
    ErrorClass::findings,
    "“{0}”含多个字段，请写成 {#{0}}…{/{0}}",
    "\"{0}\" holds several fields; write {#{0}}…{/{0}}"};
inline constexpr ErrorKind letter_unknown_shared{
    "letter.unknown_shared",
    ErrorClass::findings,
    "没有共用片段“{0}”，请补上 letters/{0}.html 或更正名称",
    "there is no shared part \"{0}\"; add letters/{0}.html or correct the name"};
inline constexpr ErrorKind letter_section_open{
    "letter.section_open",
    ErrorClass::findings,
    "“{0}”一段没有结束，请补上 {/{0}}",
    "the section \"{0}\" is not closed; add {/{0}}"};
inline constexpr ErrorKind letter_section_close{
    "letter.section_close",
    ErrorClass::findings,
    "这里结束了没有开始的“{0}”，请删去或补上 {#{0}}",
    "\"{0}\" is closed here but was not begun; delete it or add {#{0}}"};

} // namespace gongdao::errors
