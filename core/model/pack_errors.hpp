#pragma once

#include "core/values/error.hpp"

// Faults of manifests and of names that lead nowhere.

namespace gongdao::errors {

inline constexpr ErrorKind info_unclosed{
    "model.info_unclosed",
    ErrorClass::findings,
    "大括号没有关闭，请补上 }",
    "the brace is not closed; add }"};
inline constexpr ErrorKind info_stray_brace{
    "model.info_stray_brace",
    ErrorClass::findings,
    "这里多了一个大括号，请删去",
    "there is a stray brace here; delete it"};
inline constexpr ErrorKind info_string{
    "model.info_string",
    ErrorClass::findings,
    "引号没有关闭，请补上",
    "the quotation mark is not closed; add it"};
inline constexpr ErrorKind info_escape{
    "model.info_escape",
    ErrorClass::findings,
    "不认识转义“\\{0}”，请改用 \\n、\\t、\\\" 或 \\\\",
    "the escape \"\\{0}\" is not known; use \\n, \\t, \\\" or \\\\"};
inline constexpr ErrorKind info_include{
    "model.info_include",
    ErrorClass::findings,
    "不允许 #include，请把内容写在本文件里",
    "#include is not allowed; write the content in this file"};
inline constexpr ErrorKind info_too_deep{
    "model.info_too_deep",
    ErrorClass::findings,
    "大括号嵌套超过 {0} 层，请简化",
    "braces are nested deeper than {0}; simplify"};
inline constexpr ErrorKind unknown_key{
    "model.unknown_key",
    ErrorClass::findings,
    "不认识“{0}”，请对照 docs/formats/pack.md 更正（含空格的文字要加引号）",
    "\"{0}\" is not known; correct it by docs/formats/pack.md (quote texts with spaces)"};
inline constexpr ErrorKind missing_key{
    "model.missing_key", ErrorClass::findings, "缺少“{0}”，请补上", "\"{0}\" is missing; add it"};
inline constexpr ErrorKind repeated_key{
    "model.repeated_key",
    ErrorClass::findings,
    "“{0}”重复出现，请只保留一个",
    "\"{0}\" occurs twice; keep one"};
inline constexpr ErrorKind bad_switch{
    "model.bad_switch",
    ErrorClass::findings,
    "“{0}”的值“{1}”不对，应为 true 或 false",
    "the value \"{1}\" of \"{0}\" is wrong; it is true or false"};
inline constexpr ErrorKind bad_number_key{
    "model.bad_number_key",
    ErrorClass::findings,
    "“{0}”的值“{1}”不是整数，请更正",
    "the value \"{1}\" of \"{0}\" is no integer; correct it"};
inline constexpr ErrorKind bad_choice{
    "model.bad_choice",
    ErrorClass::findings,
    "“{0}”的值“{1}”不对，可选：{2}",
    "the value \"{1}\" of \"{0}\" is wrong; choose from {2}"};
inline constexpr ErrorKind bad_condition{
    "model.bad_condition",
    ErrorClass::findings,
    "条件“{0}”无法识别，请写成“字段 = 值”，可用 = != < <= > >= in present absent",
    "the condition \"{0}\" cannot be read; write \"field = value\" with = != < <= > >= in present "
    "absent"};
inline constexpr ErrorKind bad_name{
    "model.bad_name",
    ErrorClass::findings,
    "名称“{0}”不合规，请只用 a-z、0-9、_、- 和 .",
    "the name \"{0}\" is not allowed; use only a-z, 0-9, _, - and ."};
inline constexpr ErrorKind missing_file{
    "model.missing_file",
    ErrorClass::findings,
    "流程包缺少文件“{0}”，请补上",
    "the pack lacks the file \"{0}\"; add it"};
inline constexpr ErrorKind unused_register_file{
    "model.unused_register_file",
    ErrorClass::findings,
    "台账“{0}”没有在 pack.info 里登记，请补上 register {0}",
    "the register \"{0}\" is not in pack.info; add register {0}"};
inline constexpr ErrorKind repeated_process{
    "model.repeated_process",
    ErrorClass::findings,
    "流程“{0}”在“{1}”里已经有了，请改名",
    "the process \"{0}\" is in \"{1}\" already; rename it"};
inline constexpr ErrorKind bad_placeholder{
    "model.bad_placeholder",
    ErrorClass::findings,
    "“{0}”里的“{1}”不认识，请对照 docs/formats/pack.md 更正",
    "\"{1}\" in \"{0}\" is not known; correct it by docs/formats/pack.md"};
inline constexpr ErrorKind number_without_serial{
    "model.number_without_serial",
    ErrorClass::findings,
    "编号规则“{0}”没有流水号，请加上 {serial5} 之类",
    "the number rule \"{0}\" has no serial; add one such as {serial5}"};
inline constexpr ErrorKind repeated_rank{
    "model.repeated_rank",
    ErrorClass::findings,
    "预警等级 {0} 重复，请只保留一个",
    "the rank {0} occurs twice; keep one"};
inline constexpr ErrorKind dangling_rule{
    "model.dangling_rule",
    ErrorClass::findings,
    "规则“{0}”不存在，请在 scripts 中补上或更正名称",
    "the rule \"{0}\" does not exist; add it to scripts or correct the name"};
inline constexpr ErrorKind dangling_function{
    "model.dangling_function",
    ErrorClass::findings,
    "插件函数“{0}”不存在，请安装插件或更正名称",
    "the plugin function \"{0}\" does not exist; install the plugin or correct the name"};
inline constexpr ErrorKind dangling_job{
    "model.dangling_job",
    ErrorClass::findings,
    "插件作业“{0}”不存在，请安装插件或更正名称",
    "the plugin job \"{0}\" does not exist; install the plugin or correct the name"};
inline constexpr ErrorKind dangling_effect{
    "model.dangling_effect",
    ErrorClass::findings,
    "外发动作“{0}”不存在，请安装插件或更正名称",
    "the effect \"{0}\" does not exist; install the plugin or correct the name"};
inline constexpr ErrorKind dangling_query{
    "model.dangling_query",
    ErrorClass::findings,
    "查询“{0}”不存在，请在 pack.info 中补上",
    "the query \"{0}\" does not exist; add it to pack.info"};
inline constexpr ErrorKind dangling_form{
    "model.dangling_form",
    ErrorClass::findings,
    "表单“{0}”不存在，请补上 forms/{0}.info",
    "the form \"{0}\" does not exist; add forms/{0}.info"};
inline constexpr ErrorKind opens_itself{
    "model.opens_itself",
    ErrorClass::findings,
    "这里发出的“{0}”会再开始同一流程，案件将无穷无尽；请改用别的名称，或不以它开始",
    "\"{0}\" that is sent here starts this process again, so that cases would never end; use "
    "another "
    "name or another start"};
inline constexpr ErrorKind dangling_role{
    "model.dangling_role",
    ErrorClass::findings,
    "角色“{0}”不存在，请在 pack.info 中补上",
    "the role \"{0}\" does not exist; add it to pack.info"};
inline constexpr ErrorKind dangling_message{
    "model.dangling_message",
    ErrorClass::findings,
    "没有流程接收消息“{0}”，请补上接收端或更正名称",
    "no process receives the message \"{0}\"; add a receiver or correct the name"};
inline constexpr ErrorKind message_only_begins{
    "model.message_only_begins",
    ErrorClass::findings,
    "消息“{0}”只用于启动新流程，在办案件不会接收它，请在案件的流程中加上接收该消息的节点",
    "the message \"{0}\" only begins a process, and no open case waits for it; let the process of "
    "the case receive it"};
inline constexpr ErrorKind dangling_field{
    "model.dangling_field",
    ErrorClass::findings,
    "字段“{0}”不存在，请在字段表中补上或更正名称",
    "the field \"{0}\" does not exist; add it to the schema or correct the name"};
inline constexpr ErrorKind named_as_built_in{
    "model.named_as_built_in",
    ErrorClass::findings,
    "名称“{0}”与脚本内置名称重名，表达式无法区分，请改名",
    "the name \"{0}\" is built into scripts, and an expression could not tell them apart; choose "
    "another"};
inline constexpr ErrorKind unknown_name{
    "model.unknown_name",
    ErrorClass::findings,
    "“{0}”既不是字段，也不是变量或函数，请更正名称，或在字段表中补上",
    "\"{0}\" is no field, variable or function; correct the name or add it to the schema"};
inline constexpr ErrorKind unknown_name_near{
    "model.unknown_name_near",
    ErrorClass::findings,
    "“{0}”既不是字段，也不是变量或函数，是否应为“{1}”？请更正名称，或在字段表中补上",
    "\"{0}\" is no field, variable or function; is \"{1}\" meant? Correct the name or add it to "
    "the "
    "schema"};
inline constexpr ErrorKind dangling_called_process{
    "model.dangling_called_process",
    ErrorClass::findings,
    "被调用的流程“{0}”不存在，请补上或更正名称",
    "the called process \"{0}\" does not exist; add it or correct the name"};
inline constexpr ErrorKind main_process_missing{
    "model.main_process_missing",
    ErrorClass::findings,
    "主流程“{0}”不在任何 .bpmn 文件中，请更正 process 或补上流程",
    "the main process \"{0}\" is in no .bpmn file; correct process or add it"};
inline constexpr ErrorKind dangling_register{
    "model.dangling_register",
    ErrorClass::findings,
    "台账“{0}”不存在，请在 pack.info 中补上",
    "the register \"{0}\" does not exist; add it to pack.info"};
inline constexpr ErrorKind dangling_batch{
    "model.dangling_batch",
    ErrorClass::findings,
    "批次“{0}”不存在，请在 pack.info 中补上",
    "the batch \"{0}\" does not exist; add it to pack.info"};
inline constexpr ErrorKind review_compares_nothing{
    "model.review_compares_nothing",
    ErrorClass::findings,
    "规则“{0}”不给出“{1}”，重估无从比较，请更正 compare",
    "the rule \"{0}\" does not give \"{1}\", so that a review has nothing to compare; correct "
    "compare"};
inline constexpr ErrorKind dangling_task{
    "model.dangling_task",
    ErrorClass::findings,
    "人工环节“{0}”不在任何流程中，请更正 return_task",
    "no process has a user task \"{0}\"; correct return_task"};
inline constexpr ErrorKind bad_pay_encoding{
    "model.bad_pay_encoding",
    ErrorClass::findings,
    "清单编码“{0}”不认识，请写 utf-8、gbk 或 gb18030",
    "the encoding \"{0}\" of a pay list is not known; write utf-8, gbk or gb18030"};
inline constexpr ErrorKind bad_carry{
    "model.bad_carry",
    ErrorClass::findings,
    "批次的 carry 写成“{0}”，请写 true 或 false",
    "the batch's carry is \"{0}\"; write true or false"};
inline constexpr ErrorKind bad_return_failures{
    "model.bad_return_failures",
    ErrorClass::findings,
    "return_failures 的“{0}”写法不对，请写列表字段和其中编号、金额、原因三个字段",
    "\"{0}\" is no return_failures; write a list field and in it the fields of key, amount and "
    "reason"};
inline constexpr ErrorKind dangling_warning{
    "model.dangling_warning",
    ErrorClass::findings,
    "预警方案“{0}”不存在，请在 pack.info 中补上",
    "the warning profile \"{0}\" does not exist; add it to pack.info"};
inline constexpr ErrorKind dangling_measure{
    "model.dangling_measure",
    ErrorClass::findings,
    "指标“{0}”不在同一看板中，请补上",
    "the measure \"{0}\" is not in the same board; add it"};
inline constexpr ErrorKind bad_measure_source{
    "model.bad_measure_source",
    ErrorClass::findings,
    "指标来源“{0}”无法识别，请写 case、task、entry:台账 或 batch:批次",
    "the source \"{0}\" of the measure cannot be read; write case, task, entry:<register> or "
    "batch:<batch>"};
inline constexpr ErrorKind not_imported{
    "model.not_imported",
    ErrorClass::findings,
    "流程包“{0}”没有引入，请在 pack.info 中加上 import {0}",
    "the pack \"{0}\" is not imported; add import {0} to pack.info"};
inline constexpr ErrorKind nobody_may_do{
    "model.nobody_may_do",
    ErrorClass::findings,
    "任务既没有角色也没有办理人，请补上 gongdao:role 或 gongdao:assignee",
    "the task has neither a role nor an assignee; add gongdao:role or gongdao:assignee"};
inline constexpr ErrorKind variable_hides_field{
    "model.variable_hides_field",
    ErrorClass::findings,
    "变量“{0}”与字段同名，请改名",
    "the variable \"{0}\" has the name of a field; rename it"};

} // namespace gongdao::errors
