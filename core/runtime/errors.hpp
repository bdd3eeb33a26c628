#pragma once

#include "core/values/error.hpp"

namespace gongdao::errors {

inline constexpr ErrorKind command_member_missing{
    "runtime.command_member_missing",
    ErrorClass::usage,
    "命令“{0}”缺少“{1}”",
    "the command \"{0}\" lacks \"{1}\""};
inline constexpr ErrorKind no_such_pack{
    "runtime.no_such_pack",
    ErrorClass::usage,
    "没有部署业务包“{0}”，请先运行 gongdao pack deploy",
    "no pack \"{0}\" is deployed; run gongdao pack deploy first"};
inline constexpr ErrorKind pack_unreadable{
    "runtime.pack_unreadable",
    ErrorClass::environment,
    "业务包“{0}”的版本 {1} 已不能读取：{2}",
    "version {1} of pack \"{0}\" cannot be read any more: {2}"};
inline constexpr ErrorKind no_such_register{
    "runtime.no_such_register",
    ErrorClass::usage,
    "没有台账“{0}”，请核对名称并确认业务包已部署",
    "there is no register \"{0}\"; check the name and that its pack is deployed"};
inline constexpr ErrorKind no_such_entry{
    "runtime.no_such_entry",
    ErrorClass::usage,
    "台账“{0}”中没有“{1}”，请用 gongdao register list {0} 查看",
    "register \"{0}\" has no entry \"{1}\"; gongdao register list {0} shows what it has"};
inline constexpr ErrorKind may_not_edit_register{
    "runtime.may_not_edit_register",
    ErrorClass::denied,
    "“{0}”无权登记台账“{1}”，请由该台账的维护岗位办理",
    "\"{0}\" may not write to register \"{1}\"; ask a role that keeps it"};
inline constexpr ErrorKind administrators_only{
    "runtime.administrators_only",
    ErrorClass::denied,
    "“{0}”不是系统管理员，不能执行“{1}”",
    "\"{0}\" is no administrator and may not \"{1}\""};
inline constexpr ErrorKind may_not_send{
    "runtime.may_not_send",
    ErrorClass::denied,
    "“{0}”无权向“{1}”的案件发送消息，请由有该权限的岗位办理",
    "\"{0}\" may not send messages to cases of \"{1}\"; ask a role that may"};
inline constexpr ErrorKind nobody_knows_message{
    "runtime.nobody_knows_message",
    ErrorClass::usage,
    "没有业务包接收“{0}”，请核对消息或信号名称，并确认业务包已部署",
    "no deployed pack receives \"{0}\"; check the name and that its pack is deployed"};
inline constexpr ErrorKind not_yet_happened{
    "runtime.not_yet_happened",
    ErrorClass::usage,
    "发生时间 {0} 晚于现在 {1}，请更正 at 后重试",
    "it cannot have happened at {0}, which is after now, {1}; correct at"};
inline constexpr ErrorKind text_not_utf8{
    "runtime.text_not_utf8",
    ErrorClass::usage,
    "“{0}”的内容不是 UTF-8 文字，未作登记，请转换编码后重试",
    "the text for \"{0}\" is not UTF-8 and was not recorded; convert it and try again"};
inline constexpr ErrorKind command_id_taken{
    "runtime.command_id_taken",
    ErrorClass::conflict,
    "编号“{0}”已用于另一项办理（{1}，{2}），请换一个编号",
    "the id \"{0}\" was used for another act already ({1} by {2}); choose another"};
inline constexpr ErrorKind not_oneself{
    "runtime.not_oneself",
    ErrorClass::denied,
    "“{0}”不能停用自己，请由另一位系统管理员办理",
    "\"{0}\" cannot retire themselves; ask another administrator"};
inline constexpr ErrorKind case_ambiguous{
    "runtime.case_ambiguous",
    ErrorClass::conflict,
    "“{0}”对应多个案件，请用案号指明",
    "\"{0}\" names several cases; give the case number"};
inline constexpr ErrorKind reference_taken{
    "runtime.reference_taken",
    ErrorClass::conflict,
    "附号“{0}”已有案件 {1}，未重复立案",
    "the reference \"{0}\" belongs to case {1} already; no second case was opened"};
inline constexpr ErrorKind case_banned{
    "runtime.case_banned",
    ErrorClass::environment,
    "案件“{0}”因内部异常已停止处理（{1}），请管理员检查后重启",
    "the case \"{0}\" is stopped after an internal fault ({1}); have the administrator look and "
    "restart"};
inline constexpr ErrorKind group_failed{
    "runtime.group_failed",
    ErrorClass::environment,
    "同组的一项办理未能写完，本组已撤销，请用原编号重发",
    "an act of the group could not be written whole, so the group was undone; send again under the "
    "same id"};
inline constexpr ErrorKind node_stopped{
    "runtime.node_stopped",
    ErrorClass::environment,
    "数据库出过故障（{0}"
    "），节点已停止受理；请排除故障后重新启动节点，未获答复的办理可用原编号重发，不会重复生效",
    "the store failed ({0}) and the node takes no more work; mend the fault and restart the node, "
    "then send again under its id whatever was not answered, which does nothing twice"};
inline constexpr ErrorKind endless_questions{
    "runtime.endless_questions",
    ErrorClass::findings,
    "一次办理的跨案查询超过 {0} 次，请检查流程",
    "one act asks more than {0} questions across cases; check the process"};
inline constexpr ErrorKind list_out_of_order{
    "runtime.list_out_of_order",
    ErrorClass::environment,
    "案件列表在“{0}”处次序不对，请停止节点并运行 gongdao doctor --rebuild",
    "the list of cases is out of order at \"{0}\"; stop the node and run gongdao doctor --rebuild"};
inline constexpr ErrorKind no_such_review{
    "runtime.no_such_review",
    ErrorClass::findings,
    "业务包没有名为“{0}”的重估，请更正作业 case.review 的 review，或在 pack.info 中补上",
    "the pack has no review named \"{0}\"; correct `review` of the job case.review or add it to "
    "pack.info"};
inline constexpr ErrorKind no_such_batch{
    "runtime.no_such_batch",
    ErrorClass::usage,
    "没有批次“{0}”，请核对业务包、批次与期间",
    "there is no batch \"{0}\"; check pack, batch and period"};
inline constexpr ErrorKind batch_not_computed{
    "runtime.batch_not_computed",
    ErrorClass::conflict,
    "批次“{0}”尚未算出或已经生效（{1}），不能进行此步",
    "batch \"{0}\" is not computed yet, or is released already ({1}), so this step cannot be "
    "taken"};
inline constexpr ErrorKind bad_join{
    "runtime.bad_join",
    ErrorClass::findings,
    "批次设置中的关联“{0}”无法识别，请写成 sum 台账.字段 by 字段 的形式",
    "the join \"{0}\" in the batch's settings cannot be read; write it like sum register.field by "
    "field"};
inline constexpr ErrorKind bad_phase{
    "runtime.bad_phase",
    ErrorClass::findings,
    "批次的整体步骤“{0}”设置有误：缺少“{1}”",
    "the set phase \"{0}\" of the batch lacks \"{1}\""};
inline constexpr ErrorKind no_such_effect{
    "runtime.no_such_effect",
    ErrorClass::environment,
    "没有组件能够完成“{0}”，请安装相应插件",
    "nothing installed can carry out \"{0}\"; install the plugin"};
inline constexpr ErrorKind job_retry{
    "runtime.job_retry",
    ErrorClass::environment,
    "“{0}”暂时未能完成（{1}），将自动重试",
    "\"{0}\" could not be done now ({1}); it will be tried again"};
inline constexpr ErrorKind chain_broken{
    "runtime.chain_broken",
    ErrorClass::findings,
    "“{0}”第 {1} 条日志与哈希链不符，该条或其之前的内容被改动",
    "row {1} of \"{0}\" does not fit the hash chain; it or what stands before it was altered"};
inline constexpr ErrorKind sequence_broken{
    "runtime.sequence_broken",
    ErrorClass::findings,
    "“{0}”的日志缺少第 {1} 条",
    "the journal of \"{0}\" lacks row {1}"};
inline constexpr ErrorKind journal_count_differs{
    "runtime.journal_count_differs",
    ErrorClass::findings,
    "日志表有 {0} 条，按案卷却找到 {1} 条，请用 gongdao doctor --rebuild 重建各表；"
    "仍不相符的，请停止节点并从最近的备份恢复",
    "the journal has {0} rows, but {1} are found by stream; rebuild the tables with gongdao doctor "
    "--rebuild, and if they still differ, stop the node and restore the latest backup"};
inline constexpr ErrorKind derived_differs{
    "runtime.derived_differs",
    ErrorClass::findings,
    "表“{0}”中“{1}”的内容与日志重放的结果不符，请用 gongdao doctor --rebuild 重建",
    "table \"{0}\" differs for \"{1}\" from what the journal gives; rebuild it with gongdao doctor "
    "--rebuild"};
inline constexpr ErrorKind derived_count_differs{
    "runtime.derived_count_differs",
    ErrorClass::findings,
    "表“{0}”有 {1} 行，日志重放得出 {2} 行",
    "table \"{0}\" has {1} rows where the journal gives {2}"};
inline constexpr ErrorKind chunk_differs{
    "runtime.chunk_differs",
    ErrorClass::findings,
    "批次“{0}”第 {1} 块的内容与日志所记的哈希不符",
    "chunk {1} of batch \"{0}\" does not have the hash that the journal recorded"};
inline constexpr ErrorKind checkpoint_differs{
    "runtime.checkpoint_differs",
    ErrorClass::findings,
    "第 {0} 号检查点与现有日志不符（{1}），日志可能被截断或重写",
    "checkpoint {0} does not agree with the journal ({1}); rows may have been cut off or "
    "rewritten"};
inline constexpr ErrorKind tables_behind{
    "runtime.tables_behind",
    ErrorClass::environment,
    "列表尚未跟上日志：节点正忙时请稍后再试；没有节点在运行时，请先执行一次 gongdao doctor",
    "the tables lag behind the journal: while a node is busy try again later; where no node runs, "
    "run "
    "gongdao doctor once"};
inline constexpr ErrorKind checkpoint_missing{
    "runtime.checkpoint_missing",
    ErrorClass::findings,
    "第 {0} 号检查点与前一个不相接，其前的检查点被删除或改写",
    "checkpoint {0} does not follow the one before; one was removed or rewritten"};
inline constexpr ErrorKind checkpoint_unsigned{
    "runtime.checkpoint_unsigned",
    ErrorClass::findings,
    "第 {0} 号检查点的签名不是本县密钥所签，检查点被改写或密钥有误",
    "checkpoint {0} is not signed by this key; it was rewritten, or the key is another"};
inline constexpr ErrorKind bad_lodged_checkpoint{
    "runtime.bad_lodged_checkpoint",
    ErrorClass::usage,
    "该文件不是存放的检查点，请使用 gongdao journal checkpoint 写出的文件",
    "this file is no lodged checkpoint; use one that gongdao journal checkpoint wrote"};
inline constexpr ErrorKind clock_not_virtual{
    "runtime.clock_not_virtual",
    ErrorClass::usage,
    "该县数据使用实际时间，不能拨动时钟",
    "this county runs on the real clock, which cannot be moved"};
inline constexpr ErrorKind clock_backwards{
    "runtime.clock_backwards",
    ErrorClass::usage,
    "时钟现为 {0}，不能拨回 {1}",
    "the clock stands at {0} and cannot go back to {1}"};

} // namespace gongdao::errors
