#pragma once

#include "core/values/error.hpp"

// Faults of field schemas and of values.

namespace gongdao::errors {

inline constexpr ErrorKind schema_keyword{
    "model.schema_keyword",
    ErrorClass::findings,
    "不支持关键字“{0}”，请对照 docs/formats/fields.md 更正",
    "the keyword \"{0}\" is not supported; correct it by docs/formats/fields.md"};
inline constexpr ErrorKind schema_value{
    "model.schema_value",
    ErrorClass::findings,
    "关键字“{0}”的值不对，请对照 docs/formats/fields.md 更正",
    "the value of \"{0}\" is wrong; correct it by docs/formats/fields.md"};
inline constexpr ErrorKind schema_type{
    "model.schema_type",
    ErrorClass::findings,
    "字段没有可用的类型，请写 type 为 string、integer、boolean、object 或 array",
    "the field has no usable type; write type string, integer, boolean, object or array"};
inline constexpr ErrorKind schema_title{
    "model.schema_title",
    ErrorClass::findings,
    "字段没有 title（中文名称），请补上",
    "the field has no title; add one"};
inline constexpr ErrorKind schema_title_repeated{
    "model.schema_title_repeated",
    ErrorClass::findings,
    "名称“{0}”与字段“{1}”重复，请改成不同的名称",
    "the title \"{0}\" is that of \"{1}\" too; use another"};
inline constexpr ErrorKind schema_id{
    "model.schema_id",
    ErrorClass::findings,
    "字段名“{0}”不合规，请用字母开头的 a-z、0-9、_，且不用 Lua 保留字",
    "the id \"{0}\" is not allowed; begin with a letter, use a-z, 0-9 and _, and no word of Lua"};
inline constexpr ErrorKind schema_required{
    "model.schema_required",
    ErrorClass::findings,
    "必填的“{0}”不在 properties 中，请更正",
    "the required \"{0}\" is not among the properties; correct it"};
inline constexpr ErrorKind schema_misplaced{
    "model.schema_misplaced",
    ErrorClass::findings,
    "关键字“{0}”不能用于这种类型，请删去",
    "the keyword \"{0}\" does not fit this type; delete it"};
inline constexpr ErrorKind value_unknown{
    "model.value_unknown",
    ErrorClass::usage,
    "没有字段“{0}”，请核对字段名",
    "there is no field \"{0}\"; check the name"};
inline constexpr ErrorKind value_not_object{
    "model.value_not_object",
    ErrorClass::usage,
    "数据应是字段名和值的对象，请更正",
    "the data must be an object of fields; correct it"};
inline constexpr ErrorKind value_missing{
    "model.value_missing",
    ErrorClass::usage,
    "“{0}”必填，请填写",
    "\"{0}\" is required; fill it in"};
inline constexpr ErrorKind value_not_text{
    "model.value_not_text", ErrorClass::usage, "“{0}”应填文字", "\"{0}\" takes a text; correct it"};
inline constexpr ErrorKind value_not_integer{
    "model.value_not_integer",
    ErrorClass::usage,
    "“{0}”应填整数",
    "\"{0}\" takes an integer; correct it"};
inline constexpr ErrorKind value_not_money{
    "model.value_not_money",
    ErrorClass::usage,
    "“{0}”应填金额，例如 1234.50 元",
    "\"{0}\" takes an amount in yuan such as 1234.50"};
inline constexpr ErrorKind value_not_boolean{
    "model.value_not_boolean",
    ErrorClass::usage,
    "“{0}”应填是或否",
    "\"{0}\" takes yes or no; correct it"};
inline constexpr ErrorKind value_not_list{
    "model.value_not_list", ErrorClass::usage, "“{0}”应是列表", "\"{0}\" takes a list; correct it"};
inline constexpr ErrorKind value_not_group{
    "model.value_not_group",
    ErrorClass::usage,
    "“{0}”应是一组字段",
    "\"{0}\" takes a group of fields; correct it"};
inline constexpr ErrorKind value_not_choice{
    "model.value_not_choice",
    ErrorClass::usage,
    "“{0}”没有“{1}”这一选项，可选：{2}",
    "\"{0}\" has no choice \"{1}\"; choose from {2}"};
inline constexpr ErrorKind value_too_small{
    "model.value_too_small",
    ErrorClass::usage,
    "“{0}”不能小于 {1}",
    "\"{0}\" cannot be below {1}; correct it"};
inline constexpr ErrorKind value_too_large{
    "model.value_too_large",
    ErrorClass::usage,
    "“{0}”不能大于 {1}",
    "\"{0}\" cannot be above {1}; correct it"};
inline constexpr ErrorKind value_too_long{
    "model.value_too_long",
    ErrorClass::usage,
    "“{0}”最多 {1} 个字，请缩短",
    "\"{0}\" takes at most {1} characters; shorten it"};
inline constexpr ErrorKind value_in_future{
    "model.value_in_future",
    ErrorClass::findings,
    "“{0}”记的是已经发生的事，不能填 {1}，今天是 {2}，请核对",
    "\"{0}\" is about what has happened and cannot be {1}, today being {2}; check it"};
inline constexpr ErrorKind cell_not_readable{
    "model.cell_not_readable",
    ErrorClass::usage,
    "“{0}”一格无法从表格读取，请改用表单填写",
    "the cell of \"{0}\" cannot be read from a sheet; fill it in by form"};
inline constexpr ErrorKind credit_code_doubtful{
    "model.credit_code_doubtful",
    ErrorClass::findings,
    "“{0}”的校验码不对，已照录；请与营业执照核对，写错的请更正",
    "the check digit of \"{0}\" does not hold; it was recorded as given, so compare it with the "
    "licence and correct it where it is wrong"};
inline constexpr ErrorKind bank_card_doubtful{
    "model.bank_card_doubtful",
    ErrorClass::findings,
    "“{0}”的校验位不对，已照录；请与银行卡核对，写错的请更正",
    "the check digit of \"{0}\" does not hold; it was recorded as given, so compare it with the "
    "card and correct it where it is wrong"};

} // namespace gongdao::errors
