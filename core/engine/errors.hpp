#pragma once

#include "core/values/error.hpp"

namespace gongdao::errors {

inline constexpr ErrorKind unreadable_event{
    "engine.unreadable_event",
    ErrorClass::environment,
    "日志中的事件“{0}”无法读取，请核对程序版本是否低于写入它的版本",
    "the journal holds an event \"{0}\" that cannot be read; check that this program is not older "
    "than the one that wrote it"};
inline constexpr ErrorKind unreadable_state{
    "engine.unreadable_state",
    ErrorClass::environment,
    "案件状态无法读取，请运行 gongdao journal verify 后由日志重建",
    "the state of the case cannot be read; run gongdao journal verify and rebuild it from the "
    "journal"};
inline constexpr ErrorKind unreadable_command{
    "engine.unreadable_command",
    ErrorClass::usage,
    "命令“{0}”没有这些内容或其类型不对：{1}，请更正后重试",
    "the command \"{0}\" has no such members, or they are of another type: {1}; correct them"};
inline constexpr ErrorKind unknown_command{
    "engine.unknown_command",
    ErrorClass::usage,
    "没有命令“{0}”，可用的有 open_case、complete_task、claim_task、release_task、transfer_task、"
    "urge_task、correct_facts、add_note、void_case、resolve_incident、set_entry、retire_entry、"
    "publish_message 等",
    "there is no command \"{0}\"; there are open_case, complete_task, claim_task, release_task, "
    "transfer_task, urge_task, correct_facts, add_note, void_case, resolve_incident, set_entry, "
    "retire_entry, publish_message and others"};
inline constexpr ErrorKind case_already_open{
    "engine.case_already_open",
    ErrorClass::conflict,
    "案件已经立案，不能重复立案",
    "the case is open already and cannot be opened again"};
inline constexpr ErrorKind no_such_case{
    "engine.no_such_case",
    ErrorClass::usage,
    "没有案件“{0}”，请核对编号",
    "there is no case \"{0}\"; check the number"};
inline constexpr ErrorKind case_is_closed{
    "engine.case_is_closed",
    ErrorClass::conflict,
    "案件“{0}”已办结或作废，不能再办理；事情未了的，请另立新案，并在新案备注中写明本案案号",
    "the case \"{0}\" is closed or void and takes no more acts; if the matter goes on, open a new "
    "case and name this one in a note"};
inline constexpr ErrorKind no_such_process{
    "engine.no_such_process",
    ErrorClass::usage,
    "没有流程“{0}”，请核对业务包与流程编号",
    "there is no process \"{0}\"; check the pack and the process id"};
inline constexpr ErrorKind no_such_task{
    "engine.no_such_task",
    ErrorClass::conflict,
    "任务“{0}”不存在或已办结，请刷新后按现有任务办理",
    "the task \"{0}\" does not exist or is done; look again and work on what is open"};
inline constexpr ErrorKind ambiguous_task{
    "engine.ambiguous_task",
    ErrorClass::conflict,
    "案件中有多个“{0}”任务，请用任务编号指明是哪一个",
    "the case has several tasks \"{0}\"; name one by its number"};
inline constexpr ErrorKind task_of_another{
    "engine.task_of_another",
    ErrorClass::denied,
    "任务“{0}”已由“{1}”签收，请由其办理或先转办",
    "the task \"{0}\" is claimed by \"{1}\"; let them do it or have it transferred first"};
inline constexpr ErrorKind role_missing{
    "engine.role_missing",
    ErrorClass::denied,
    "“{0}”在“{2}”辖区没有所需岗位（{1}），请由有权限的人员办理",
    "\"{0}\" holds none of the roles needed ({1}) for \"{2}\"; ask somebody who does"};
inline constexpr ErrorKind duties_not_separated{
    "engine.duties_not_separated",
    ErrorClass::denied,
    "“{0}”已办理“{1}”，按不相容岗位要求不得再办理“{2}”，请换人办理",
    "\"{0}\" has done \"{1}\" and therefore may not do \"{2}\"; another person must"};
inline constexpr ErrorKind field_required{
    "engine.field_required",
    ErrorClass::usage,
    "办理“{0}”时须填写“{1}”",
    "\"{1}\" must be given when doing \"{0}\""};
inline constexpr ErrorKind field_needed{
    "engine.field_needed",
    ErrorClass::usage,
    "按所填内容，办理“{0}”时还须填写“{1}”",
    "what was entered for \"{0}\" makes \"{1}\" necessary; fill it in"};
inline constexpr ErrorKind form_refused{
    "engine.form_refused", ErrorClass::usage, "“{0}”没有办理：{1}", "\"{0}\" was not done: {1}"};
inline constexpr ErrorKind note_without_text{
    "engine.note_without_text",
    ErrorClass::usage,
    "备注没有内容，请写明后再提交",
    "the note says nothing; write it and give it again"};
inline constexpr ErrorKind field_not_on_form{
    "engine.field_not_on_form",
    ErrorClass::usage,
    "“{1}”不在“{0}”的表单中，请去掉该项或改用更正",
    "\"{1}\" is not on the form of \"{0}\"; leave it out or use a correction"};
inline constexpr ErrorKind fact_is_another{
    "engine.fact_is_another",
    ErrorClass::conflict,
    "“{0}”已与办理人所见的不同，未作办理，请重新查看后再办",
    "\"{0}\" is not what you saw any more, so nothing was done; look again and repeat"};
inline constexpr ErrorKind not_correctable{
    "engine.not_correctable",
    ErrorClass::denied,
    "“{0}”不能用更正填写：它由系统算出、须由人确认，或属于您不能办理的环节；请在相应环节办理",
    "\"{0}\" cannot be entered by a correction: it is computed, must be confirmed, or belongs to a "
    "task that you may not do; do it there"};
inline constexpr ErrorKind several_faults{
    "engine.several_faults",
    ErrorClass::usage,
    "填写内容有 {0} 处错误：{1}",
    "the input has {0} faults: {1}"};
inline constexpr ErrorKind no_such_timer{
    "engine.no_such_timer",
    ErrorClass::conflict,
    "定时器 {0} 已取消或已触发",
    "timer {0} was cancelled or has fired"};
inline constexpr ErrorKind timer_not_due{
    "engine.timer_not_due",
    ErrorClass::conflict,
    "定时器 {0} 要到 {1} 才到期",
    "timer {0} is not due before {1}"};
inline constexpr ErrorKind no_such_subscription{
    "engine.no_such_subscription",
    ErrorClass::conflict,
    "案件没有在等待消息或信号“{0}”",
    "the case does not wait for the message or signal \"{0}\""};
inline constexpr ErrorKind no_such_work{
    "engine.no_such_work",
    ErrorClass::conflict,
    "后台作业 {0} 已完成或已撤销",
    "work item {0} is finished or withdrawn"};
inline constexpr ErrorKind no_such_incident{
    "engine.no_such_incident",
    ErrorClass::conflict,
    "异常 {0} 不存在或已处理",
    "incident {0} does not exist or is resolved"};
inline constexpr ErrorKind too_many_steps{
    "engine.too_many_steps",
    ErrorClass::findings,
    "一次办理引起的步骤超过 {0} 步，流程可能存在死循环，请检查流程图",
    "one act caused more than {0} steps; the process probably loops without waiting, check the "
    "diagram"};
inline constexpr ErrorKind variables_too_large{
    "engine.variables_too_large",
    ErrorClass::usage,
    "案件数据超过 {0} 字节的上限，请把大段内容作为附件保存",
    "the data of the case exceed the limit of {0} bytes; keep long content as an attachment"};
inline constexpr ErrorKind no_flow_chosen{
    "engine.no_flow_chosen",
    ErrorClass::findings,
    "网关“{0}”没有任何出口条件成立，也没有默认出口，请更正数据或补充默认出口",
    "no flow out of gateway \"{0}\" holds and it has no default; correct the data or add a default "
    "flow"};
inline constexpr ErrorKind not_true_or_false{
    "engine.not_true_or_false",
    ErrorClass::findings,
    "条件“{0}”的结果不是真或假，请检查表达式",
    "the condition \"{0}\" gives neither true nor false; check the expression"};
inline constexpr ErrorKind not_a_collection{
    "engine.not_a_collection",
    ErrorClass::findings,
    "多实例“{0}”所用的“{1}”不是列表",
    "\"{1}\", which multi-instance \"{0}\" runs over, is not a list"};
inline constexpr ErrorKind bad_cardinality{
    "engine.bad_cardinality",
    ErrorClass::findings,
    "多实例“{0}”的次数须为 0 到 {1} 之间的整数",
    "the cardinality of multi-instance \"{0}\" must be an integer from 0 to {1}"};
inline constexpr ErrorKind not_a_time{
    "engine.not_a_time",
    ErrorClass::findings,
    "“{0}”的时间设定“{1}”无法得出日期或时间，请检查",
    "the time setting \"{1}\" of \"{0}\" gives no date or time; check it"};
inline constexpr ErrorKind timer_base_missing{
    "engine.timer_base_missing",
    ErrorClass::findings,
    "“{0}”的期限从“{1}”起算，而该项尚未填写",
    "the period of \"{0}\" counts from \"{1}\", which is not filled in yet"};
inline constexpr ErrorKind uncaught_error{
    "engine.uncaught_error",
    ErrorClass::findings,
    "“{0}”抛出的错误“{1}”没有任何边界事件接住，请处理后重试",
    "nothing catches the error \"{1}\" that \"{0}\" threw; deal with it and retry"};
inline constexpr ErrorKind no_outcome_object{
    "engine.no_outcome_object",
    ErrorClass::findings,
    "“{0}”没有返回字段表，请检查规则或脚本",
    "\"{0}\" did not return a table of fields; check the rule or script"};
inline constexpr ErrorKind no_rank_in_outcome{
    "engine.no_rank_in_outcome",
    ErrorClass::findings,
    "规则“{0}”没有给出整数 rank，无法提出预警等级",
    "rule \"{0}\" gives no integer rank, so no warning can be proposed"};
inline constexpr ErrorKind no_such_query{
    "engine.no_such_query",
    ErrorClass::findings,
    "业务包没有声明查询“{0}”",
    "the pack declares no query \"{0}\""};
inline constexpr ErrorKind no_rank_to_confirm{
    "engine.no_rank_to_confirm",
    ErrorClass::usage,
    "确认预警等级时须填写“confirmed_rank”（整数）",
    "confirming a warning needs \"confirmed_rank\" (an integer)"};
inline constexpr ErrorKind deadlock{
    "engine.deadlock",
    ErrorClass::findings,
    "流程停在汇聚网关，没有可继续的环节",
    "tokens wait at a join that nothing can complete"};
inline constexpr ErrorKind may_not{
    "engine.may_not",
    ErrorClass::denied,
    "“{0}”不能{1}：业务包没有给任何岗位这项权限，请系统管理员核对业务包",
    "\"{0}\" may not {1}: the pack gives no role this right; have the administrator look at it"};
inline constexpr ErrorKind only_the_engine{
    "engine.only_the_engine",
    ErrorClass::denied,
    "“{1}”由系统到时自动办理，“{0}”不能代办",
    "\"{1}\" is given by the engine itself when it is due; \"{0}\" cannot give it"};
inline constexpr ErrorKind cannot_take_task{
    "engine.cannot_take_task",
    ErrorClass::denied,
    "“{0}”不能接办“{1}”：没有该环节的岗位，或属不相容岗位，请转交他人",
    "\"{0}\" cannot take over \"{1}\": lacks its role or did a step it must be separate from; "
    "choose another"};
inline constexpr ErrorKind correction_needs_reason{
    "engine.correction_needs_reason",
    ErrorClass::usage,
    "更正或作废须说明理由",
    "a correction or voiding needs a reason"};

} // namespace gongdao::errors
