#pragma once

#include "core/values/error.hpp"

namespace gongdao::errors {

inline constexpr ErrorKind account_missing{
    "batch.account_missing",
    ErrorClass::findings,
    "没有登记“{0}”，暂缓发放，请在台账补登后重新计算",
    "\"{0}\" is not registered, so the payment is held back; register it and compute again"};
inline constexpr ErrorKind account_erased{
    "batch.account_erased",
    ErrorClass::findings,
    "“{0}”已销毁，暂缓发放，请在台账重新登记后重新计算",
    "\"{0}\" was destroyed, so the payment is held back; register it again and compute again"};
inline constexpr ErrorKind batch_of_another_case{
    "batch.of_another_case",
    ErrorClass::conflict,
    "批次“{0}”后来由案件“{1}”重新计算，已不是本案审批的名单；请在该案件中办理，或在本案重新计算",
    "batch \"{0}\" was computed again by case \"{1}\" and is no longer the list that this case "
    "approved; go on there, or compute it again here"};
inline constexpr ErrorKind list_not_frozen{
    "batch.list_not_frozen",
    ErrorClass::conflict,
    "批次“{0}”的名单还没有锁定，请先锁定名单再计算",
    "the list of batch \"{0}\" is not frozen; freeze it before computing"};
inline constexpr ErrorKind bad_append{
    "batch.bad_append",
    ErrorClass::usage,
    "设置“append_{0}”有误：应写成“字段=结果字段 …”，台账与字段须存在，请改正 pack.info",
    "the setting append_{0} is wrong: write \"field=result …\" with a register and fields that "
    "exist; correct pack.info"};
inline constexpr ErrorKind pay_list_missing{
    "batch.pay_list_missing",
    ErrorClass::conflict,
    "批次“{0}”还没有发放清单，请先完成审批和出盘",
    "batch \"{0}\" has no pay list yet; approve and release it first"};
inline constexpr ErrorKind return_not_awaited{
    "batch.return_not_awaited",
    ErrorClass::conflict,
    "批次“{0}”现在不在等待银行回盘，请查看案件“{1}”的待办",
    "batch \"{0}\" does not wait for the bank's answers now; see the open tasks of case \"{1}\""};
inline constexpr ErrorKind return_line_unknown{
    "batch.return_line_unknown",
    ErrorClass::findings,
    "回盘中的“{0}”不在发放清单里，请核对是否为本批次的回盘",
    "\"{0}\" is not on the pay list; check that this return belongs to the batch"};
inline constexpr ErrorKind return_line_mixed{
    "batch.return_line_mixed",
    ErrorClass::findings,
    "回盘序号 {0} 在发放清单里是“{1}”，不是“{2}”，请核对回盘",
    "line {0} of the pay list is \"{1}\", not \"{2}\"; check the return"};
inline constexpr ErrorKind return_line_twice{
    "batch.return_line_twice",
    ErrorClass::findings,
    "“{0}”在回盘中出现两次，请只保留一行",
    "\"{0}\" occurs twice in the return; keep one row"};
inline constexpr ErrorKind return_amount_differs{
    "batch.return_amount_differs",
    ErrorClass::findings,
    "“{0}”的回盘金额 {1} 与发放清单的 {2} 不符，请与银行核对",
    "the return says {1} for \"{0}\", the pay list {2}; clear it up with the bank"};
inline constexpr ErrorKind return_status_unknown{
    "batch.return_status_unknown",
    ErrorClass::findings,
    "“{0}”的状态“{1}”无法识别，请写成功、失败、退汇或处理中",
    "the status \"{1}\" of \"{0}\" is not known; write paid, failed, returned or pending"};
inline constexpr ErrorKind return_contradicts{
    "batch.return_contradicts",
    ErrorClass::findings,
    "“{0}”先前的回盘与这一次不一致，未作改动；付出后又退回的请写退汇",
    "an earlier return said otherwise of \"{0}\", so nothing was changed; write returned for what "
    "came back after it was paid"};
inline constexpr ErrorKind return_date_future{
    "batch.return_date_future",
    ErrorClass::findings,
    "“{0}”的日期 {1} 晚于今天（{2}），请核对回盘",
    "\"{0}\" is dated {1}, which is after today, {2}; check the return"};
inline constexpr ErrorKind return_too_late{
    "batch.return_too_late",
    ErrorClass::findings,
    "对账已经办结，“{0}”只能再登记退汇，请核对状态",
    "reconciliation is finished, so of \"{0}\" only money that came back (returned) can still be "
    "recorded; check its status"};
inline constexpr ErrorKind payment_not_owed{
    "batch.payment_not_owed",
    ErrorClass::conflict,
    "“{0}”在批次“{1}”中没有暂缓或失败而未了结的款项，请核对编号",
    "batch \"{1}\" owes nothing to \"{0}\" that was held back or failed; check the key"};
inline constexpr ErrorKind settlement_reason_missing{
    "batch.settlement_reason_missing",
    ErrorClass::usage,
    "登记另行支付须用 --reason 说明何时以何种方式支付",
    "to record that it was paid otherwise, say with --reason when and how"};
inline constexpr ErrorKind carried_payment_settled{
    "batch.carried_payment_settled",
    ErrorClass::conflict,
    "“{0}”已由“{1}”支付，不能再付，请退回重新计算本批次",
    "\"{0}\" was paid by \"{1}\" already and cannot be paid again; send the batch back and compute "
    "it again"};
inline constexpr ErrorKind batch_digest_differs{
    "batch.digest_differs",
    ErrorClass::conflict,
    "批次摘要现为 {0}，与所审的 {1} 不同，未作审批，请重新核对名单和金额",
    "the batch's digest is {0} and not {1}, which you looked at, so nothing was approved; look at "
    "list and amounts again"};
inline constexpr ErrorKind return_refused{
    "batch.return_refused",
    ErrorClass::findings,
    "回盘有 {0} 处不符，没有登记；第一处：{1}",
    "the return does not fit in {0} places and was not recorded; the first: {1}"};

} // namespace gongdao::errors
