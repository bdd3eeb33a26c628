#pragma once

#include "core/values/error.hpp"

// Faults of reading BPMN files.

namespace gongdao::errors {

inline constexpr ErrorKind xml_malformed{
    "model.xml_malformed",
    ErrorClass::findings,
    "XML 有语法错误（{0}），请在此处更正",
    "the XML is malformed here ({0}); correct it"};
inline constexpr ErrorKind xml_tags_differ{
    "model.xml_tags_differ",
    ErrorClass::findings,
    "结束标签与开始标签不配对，请检查此前的标签",
    "the end tag does not match the start tag; check the tags before it"};
inline constexpr ErrorKind xml_bad_character{
    "model.xml_bad_character",
    ErrorClass::findings,
    "这里的字符或标签不合规，请检查尖括号、引号和文件编码（声明的编码须与保存的一致）",
    "a character or tag is not allowed here; check brackets, quotes and the encoding, which must "
    "be the declared one"};
inline constexpr ErrorKind xml_unfinished{
    "model.xml_unfinished",
    ErrorClass::findings,
    "文件在这里就结束了，请补上缺少的结束标签或重新导出",
    "the file ends here; add the missing end tags or export it again"};
inline constexpr ErrorKind xml_attribute_twice{
    "model.xml_attribute_twice",
    ErrorClass::findings,
    "同一个属性写了两次，请只保留一个",
    "an attribute occurs twice; keep one"};
inline constexpr ErrorKind xml_two_roots{
    "model.xml_two_roots",
    ErrorClass::findings,
    "根元素之后还有别的内容，请删去",
    "there is more behind the root element; delete it"};
inline constexpr ErrorKind xml_unbound_prefix{
    "model.xml_unbound_prefix",
    ErrorClass::findings,
    "命名空间前缀没有声明，请在根元素上补写 xmlns",
    "a namespace prefix is not declared; add its xmlns to the root element"};
inline constexpr ErrorKind xml_doctype{
    "model.xml_doctype",
    ErrorClass::findings,
    "不允许 DOCTYPE，请删去该声明",
    "a DOCTYPE is not allowed; delete it"};
inline constexpr ErrorKind xml_too_deep{
    "model.xml_too_deep",
    ErrorClass::findings,
    "XML 嵌套超过 {0} 层，请简化流程",
    "the XML is nested deeper than {0} levels; simplify the process"};
inline constexpr ErrorKind xml_too_large{
    "model.xml_too_large",
    ErrorClass::findings,
    "文件超过 {0} MiB，请拆成几个流程",
    "the file is larger than {0} MiB; split the process"};
inline constexpr ErrorKind xml_too_many{
    "model.xml_too_many",
    ErrorClass::findings,
    "元素超过 {0} 个，请拆成几个流程",
    "there are more than {0} elements; split the process"};
inline constexpr ErrorKind xml_encoding{
    "model.xml_encoding",
    ErrorClass::findings,
    "不认识编码“{0}”，请另存为 UTF-8",
    "the encoding \"{0}\" is not known; save the file as UTF-8"};
inline constexpr ErrorKind not_bpmn{
    "model.not_bpmn",
    ErrorClass::findings,
    "根元素是“{0}”，不是 BPMN 2.0 的 definitions，请检查文件和命名空间",
    "the root element is \"{0}\", not definitions of BPMN 2.0; check file and namespace"};
inline constexpr ErrorKind no_executable_process{
    "model.no_executable_process",
    ErrorClass::findings,
    "文件中没有可执行的流程，请把主流程的 isExecutable 设为 true",
    "the file has no executable process; set isExecutable of the main process to true"};
inline constexpr ErrorKind missing_id{
    "model.missing_id", ErrorClass::findings, "{0} 缺少 id，请补上", "{0} has no id; give it one"};
inline constexpr ErrorKind duplicate_id{
    "model.duplicate_id",
    ErrorClass::findings,
    "id 与第 {0} 行的重复，请改成唯一的 id",
    "the id is that of line {0} too; make it unique"};
inline constexpr ErrorKind missing_attribute{
    "model.missing_attribute",
    ErrorClass::findings,
    "{0} 缺少属性“{1}”，请补上",
    "{0} lacks the attribute \"{1}\"; add it"};
inline constexpr ErrorKind unknown_attribute{
    "model.unknown_attribute",
    ErrorClass::findings,
    "元素 {0} 上不能用属性“{1}”，请对照 docs/formats/bpmn.md 更正",
    "{0} cannot carry the attribute \"{1}\"; correct it by docs/formats/bpmn.md"};
inline constexpr ErrorKind unknown_element{
    "model.unknown_element",
    ErrorClass::findings,
    "{0} 中不能用元素“{1}”，请对照 docs/formats/bpmn.md 更正",
    "{0} cannot hold the element \"{1}\"; correct it by docs/formats/bpmn.md"};
inline constexpr ErrorKind foreign_expression{
    "model.foreign_expression",
    ErrorClass::findings,
    "不支持表达式“{0}”，请写成 Lua：{1}",
    "the expression \"{0}\" is not supported; write Lua: {1}"};
inline constexpr ErrorKind wrong_language{
    "model.wrong_language",
    ErrorClass::findings,
    "语言“{0}”不支持，请改用 Lua",
    "the language \"{0}\" is not supported; use Lua"};
inline constexpr ErrorKind empty_expression{
    "model.empty_expression",
    ErrorClass::findings,
    "“{0}”没有内容，请写上 Lua 表达式",
    "\"{0}\" is empty; write a Lua expression"};
inline constexpr ErrorKind no_compensation{
    "model.no_compensation",
    ErrorClass::findings,
    "暂不支持补偿（compensation），请用普通的后续任务表示",
    "compensation is not carried out yet; use ordinary tasks that follow"};
inline constexpr ErrorKind no_transaction{
    "model.no_transaction",
    ErrorClass::findings,
    "暂不支持事务子流程和取消事件，请改用普通子流程和错误事件",
    "transactions and cancel events are not carried out yet; use a subprocess and error events"};
inline constexpr ErrorKind no_ad_hoc{
    "model.no_ad_hoc",
    ErrorClass::findings,
    "暂不支持自由子流程（adHocSubProcess），请改用并行网关",
    "ad-hoc subprocesses are not carried out yet; use a parallel gateway"};
inline constexpr ErrorKind no_complex_gateway{
    "model.no_complex_gateway",
    ErrorClass::findings,
    "暂不支持复杂网关，请改用排他、并行或包容网关",
    "complex gateways are not carried out yet; use an exclusive, parallel or inclusive one"};
inline constexpr ErrorKind no_multiple_events{
    "model.no_multiple_events",
    ErrorClass::findings,
    "一个事件只能有一个定义，请拆成几个事件",
    "an event may have one definition; split it into several events"};
inline constexpr ErrorKind no_instantiate{
    "model.no_instantiate",
    ErrorClass::findings,
    "网关或任务不能启动流程（instantiate），请改用开始事件",
    "a gateway or task cannot start a process (instantiate); use start events"};
inline constexpr ErrorKind no_quantity{
    "model.no_quantity",
    ErrorClass::findings,
    "{0} 只能是 1，请删去该属性",
    "{0} can only be 1; delete the attribute"};
inline constexpr ErrorKind no_behavior{
    "model.no_behavior",
    ErrorClass::findings,
    "多实例的 behavior 只支持 All，请删去该属性",
    "only All is carried out as behavior of a multi-instance; delete the attribute"};
inline constexpr ErrorKind no_resource_role{
    "model.no_resource_role",
    ErrorClass::findings,
    "请用 gongdao:role 或 gongdao:assignee 代替 {0}",
    "use gongdao:role or gongdao:assignee instead of {0}"};
inline constexpr ErrorKind no_data_assignment{
    "model.no_data_assignment",
    ErrorClass::findings,
    "数据关联不能带赋值或转换，请改用 gongdao:input 或 gongdao:output",
    "a data association cannot assign or transform; use gongdao:input or gongdao:output"};
inline constexpr ErrorKind no_camunda_type{
    "model.no_camunda_type",
    ErrorClass::findings,
    "服务任务的类型“{0}”不支持，请用 gongdao:job、function 或 effect",
    "the task type \"{0}\" is not supported; use gongdao:job, function or effect"};
inline constexpr ErrorKind unresolved_reference{
    "model.unresolved_reference",
    ErrorClass::findings,
    "{0} 引用的“{1}”不存在，请更正",
    "{0} refers to \"{1}\", which does not exist; correct it"};
inline constexpr ErrorKind event_not_allowed{
    "model.event_not_allowed",
    ErrorClass::findings,
    "{0} 不能用 {1}，请换一种事件",
    "{0} cannot use {1}; use another kind of event"};
inline constexpr ErrorKind condition_without_case{
    "model.condition_without_case",
    ErrorClass::findings,
    "流程还没有案件，开始事件没有数据可供判断条件，请改用定时、消息或信号开始，或把条件放进事件子流"
    "程",
    "a process has no case yet whose facts a condition could look at; start it by a timer, message "
    "or signal, or put the condition into an event subprocess"};
inline constexpr ErrorKind start_asks_facts{
    "model.start_asks_facts",
    ErrorClass::findings,
    "流程还没有案件，开始事件的定时不能取自字段或表达式，请写明日期、周期或 cron",
    "a process has no case yet; the timer that starts it cannot come from a field or an "
    "expression, "
    "write a date, a cycle or cron"};
inline constexpr ErrorKind event_name_missing{
    "model.event_name_missing",
    ErrorClass::findings,
    "{0} 没有写明等待或发出什么，请补上 {1}",
    "{0} does not say what it awaits or sends; add {1}"};
inline constexpr ErrorKind timer_missing{
    "model.timer_missing",
    ErrorClass::findings,
    "定时器没有时间，请写 timeDate、timeDuration 或 timeCycle 之一",
    "the timer has no time; write one of timeDate, timeDuration, timeCycle"};
inline constexpr ErrorKind bad_cycle{
    "model.bad_cycle",
    ErrorClass::findings,
    "周期“{0}”无法识别，请写成 R3/PT10H、R/P1D 或五段 cron（0 9 25 * *）",
    "the cycle \"{0}\" cannot be read; write R3/PT10H, R/P1D or five cron fields (0 9 25 * *)"};
inline constexpr ErrorKind bad_integer{
    "model.bad_integer",
    ErrorClass::findings,
    "“{0}”的值“{1}”不对，应为 {2} 到 {3} 的整数",
    "the value \"{1}\" of \"{0}\" is wrong; it is an integer from {2} to {3}"};
inline constexpr ErrorKind no_work{
    "model.no_work",
    ErrorClass::findings,
    "{0} 没有写明做什么，请补上 {1}",
    "{0} does not say what to do; add {1}"};
inline constexpr ErrorKind several_works{
    "model.several_works",
    ErrorClass::findings,
    "{0} 同时写了 {1}，只能保留一个",
    "{0} has {1}; keep one"};
inline constexpr ErrorKind multi_instance_source{
    "model.multi_instance_source",
    ErrorClass::findings,
    "多实例没有次数也没有集合，请补上 loopCardinality 或 gongdao:collection",
    "the multi-instance has neither a number nor a collection; add loopCardinality or "
    "gongdao:collection"};
inline constexpr ErrorKind loop_twice{
    "model.loop_twice",
    ErrorClass::findings,
    "一个活动只能有一种循环，请只保留一个",
    "an activity may have one kind of loop; keep one"};
inline constexpr ErrorKind bad_variable{
    "model.bad_variable",
    ErrorClass::findings,
    "“{0}”不能作变量名，请用字母开头的 a-z、0-9、_",
    "\"{0}\" cannot name a variable; use a-z, 0-9 and _ and begin with a letter"};

} // namespace gongdao::errors
