#pragma once

#include "core/values/error.hpp"

namespace gongdao::errors {

// Of registers: entries that are retired, and what the registers of people and organisations hold.

inline constexpr ErrorKind entry_is_retired{
    "runtime.entry_is_retired",
    ErrorClass::conflict,
    "台账“{0}”中的“{1}”已停用，登记不会使其恢复；确需恢复的，请先用 gongdao register reinstate "
    "说明理由",
    "\"{1}\" in register \"{0}\" is retired, and writing to it does not bring it back; where it "
    "must be, give the reason with gongdao register reinstate first"};
inline constexpr ErrorKind entry_retired_already{
    "runtime.entry_retired_already",
    ErrorClass::conflict,
    "台账“{0}”中的“{1}”已经停用，无须再次停用",
    "\"{1}\" in register \"{0}\" is retired already and need not be retired again"};
inline constexpr ErrorKind entry_not_retired{
    "runtime.entry_not_retired",
    ErrorClass::conflict,
    "台账“{0}”中的“{1}”没有停用，无须恢复",
    "\"{1}\" in register \"{0}\" is not retired and need not be reinstated"};
inline constexpr ErrorKind entry_reason_missing{
    "runtime.entry_reason_missing",
    ErrorClass::usage,
    "停用和恢复都须用 --reason 说明理由",
    "retiring and reinstating need a reason, given with --reason"};
inline constexpr ErrorKind user_id_reserved{
    "runtime.user_id_reserved",
    ErrorClass::usage,
    "“{0}”是系统自用的账号，请另取人员代码",
    "\"{0}\" is the program's own account; choose another id"};
inline constexpr ErrorKind user_role_shape{
    "runtime.user_role_shape",
    ErrorClass::usage,
    "岗位“{0}”写法不全，请写成 岗位@机构代码，如 clerk@330521001，多个之间用分号隔开",
    "the role \"{0}\" is incomplete; write role@organisation, such as clerk@330521001, several "
    "with semicolons between them"};
inline constexpr ErrorKind user_role_unknown{
    "runtime.user_role_unknown",
    ErrorClass::usage,
    "没有岗位“{0}”，请核对岗位代码，并先部署使用该岗位的业务包",
    "there is no role \"{0}\"; check its id, and deploy the pack that uses it first"};
inline constexpr ErrorKind organisation_unknown{
    "runtime.organisation_unknown",
    ErrorClass::usage,
    "“{0}”所填的机构“{1}”没有登记，请先登记该机构或更正代码",
    "the organisation \"{1}\" given as \"{0}\" is not registered; register it first or correct the "
    "code"};
inline constexpr ErrorKind organisation_retired{
    "runtime.organisation_retired",
    ErrorClass::usage,
    "“{0}”所填的机构“{1}”已停用，请改填在用的机构，或先恢复该机构",
    "the organisation \"{1}\" given as \"{0}\" is retired; name another or reinstate it first"};
inline constexpr ErrorKind last_administrator{
    "runtime.last_administrator",
    ErrorClass::conflict,
    "“{0}”是最后一位系统管理员，去掉这一岗位后无人能再登记人员，请先登记另一位系统管理员",
    "\"{0}\" is the last administrator; without one nobody could register people any more, so "
    "register another first"};
inline constexpr ErrorKind organisation_in_circle{
    "runtime.organisation_in_circle",
    ErrorClass::usage,
    "“{1}”是“{0}”自己或其下级，不能作为上级机构，请更正上级机构",
    "\"{1}\" is \"{0}\" itself or below it and cannot be above it; correct the parent"};
inline constexpr ErrorKind organisation_ends_before{
    "runtime.organisation_ends_before",
    ErrorClass::usage,
    "停用日期 {1} 早于启用日期 {0}，请更正",
    "it would end on {1}, before it begins on {0}; correct the dates"};
inline constexpr ErrorKind organisation_is_county{
    "runtime.organisation_is_county",
    ErrorClass::denied,
    "“{0}”是本县自己的机构，不能停用",
    "\"{0}\" is the county itself and cannot be retired"};
inline constexpr ErrorKind organisation_has_children{
    "runtime.organisation_has_children",
    ErrorClass::conflict,
    "“{0}”还有 {1} 个下级机构（{2}），请先为它们改填上级机构或将其停用",
    "\"{0}\" still has {1} organisations below it ({2}); give them another parent or retire them "
    "first"};
inline constexpr ErrorKind organisation_has_users{
    "runtime.organisation_has_users",
    ErrorClass::conflict,
    "“{0}”还有 {1} 名人员或其岗位（{2}），请先改填其机构和岗位，或将其停用",
    "\"{0}\" still has {1} people or their roles ({2}); change their organisation and roles or "
    "retire them first"};
inline constexpr ErrorKind organisation_has_cases{
    "runtime.organisation_has_cases",
    ErrorClass::conflict,
    "“{0}”还有 {1} 件未结案件（{2}），请先办结",
    "\"{0}\" still has {1} open cases ({2}); finish them first"};
inline constexpr ErrorKind user_has_tasks{
    "runtime.user_has_tasks",
    ErrorClass::conflict,
    "“{0}”名下还有 {1} 项未办任务（{2}），请先用 gongdao task transfer "
    "转办；已签收的岗位任务可在停用时加 "
    "--release 退回岗位",
    "\"{0}\" still has {1} open tasks ({2}); hand them on with gongdao task transfer, or give back "
    "to their role those that were only claimed by adding --release"};

} // namespace gongdao::errors
