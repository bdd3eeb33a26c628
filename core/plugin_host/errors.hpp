#pragma once

#include "core/values/error.hpp"

namespace gongdao::errors {

inline constexpr ErrorKind plugin_unreadable{
    "plugin.unreadable",
    ErrorClass::environment,
    "插件“{0}”无法读取（{1}），请检查文件是否存在、是否有读取权限",
    "the plugin \"{0}\" cannot be read ({1}); check that the file exists and may be read"};
inline constexpr ErrorKind plugin_too_large{
    "plugin.too_large",
    ErrorClass::environment,
    "插件“{0}”超过 64 MiB，请核对是否放错了文件",
    "the plugin \"{0}\" is larger than 64 MiB; check that it is the right file"};
inline constexpr ErrorKind plugin_folder_open{
    "plugin.folder_open",
    ErrorClass::environment,
    "插件目录“{0}”允许他人写入或不属于本程序的用户，请执行 chmod go-w 并核对所有者后重试",
    "the plugin folder \"{0}\" may be written by others or belongs to another user; run chmod "
    "go-w, check its owner and try again"};
inline constexpr ErrorKind allow_list_line_bad{
    "plugin.allow_list_line_bad",
    ErrorClass::environment,
    "允许清单这一行“{0}”无法识别，请写成：sha256 插件标识 版本 inproc 或 "
    "isolated（可加逗号分隔的扩展）",
    "the allow-list line \"{0}\" cannot be read; write: sha256 id version inproc or isolated (and "
    "extensions joined by commas)"};
inline constexpr ErrorKind plugin_not_allowed{
    "plugin.not_allowed",
    ErrorClass::denied,
    "插件“{0}”（sha256 {1}）不在允许清单中或内容已被改动，核实来源后用 gongdao plugin allow 加入",
    "the plugin \"{0}\" (sha256 {1}) is not on the allow list or was altered; once its origin is "
    "sure, add it with gongdao plugin allow"};
inline constexpr ErrorKind plugin_identity_differs{
    "plugin.identity_differs",
    ErrorClass::denied,
    "插件“{0}”自称 {1}，允许清单写的是 {2}，请更正清单",
    "the plugin \"{0}\" calls itself {1}, but the allow list says {2}; correct the list"};
inline constexpr ErrorKind plugin_needs_isolation{
    "plugin.needs_isolation",
    ErrorClass::denied,
    "插件“{0}”只许在独立进程中运行，请在允许清单中改为 isolated，并确认节点装有 "
    "gongdao-plugin-host",
    "the plugin \"{0}\" may only run in a separate process; list it as isolated, and check that "
    "the node has gongdao-plugin-host"};
inline constexpr ErrorKind plugin_exports_wrong{
    "plugin.exports_wrong",
    ErrorClass::environment,
    "插件“{0}”应只导出 gongdao_plugin_entry_v1 一个符号，实际导出：{1}；请用 gongdao_add_plugin "
    "重新构建",
    "the plugin \"{0}\" must export gongdao_plugin_entry_v1 and nothing else, but exports: {1}; "
    "build it with gongdao_add_plugin"};
inline constexpr ErrorKind plugin_not_loaded{
    "plugin.not_loaded",
    ErrorClass::environment,
    "插件“{0}”无法载入（{1}），请核对它是否为本系统构建、依赖是否齐全",
    "the plugin \"{0}\" cannot be loaded ({1}); check that it was built for this system and lacks "
    "no library"};
inline constexpr ErrorKind plugin_declined{
    "plugin.declined",
    ErrorClass::environment,
    "插件“{0}”不能与接口版本 {1} 的主程序一起工作，请换用相符的版本",
    "the plugin \"{0}\" cannot work with a host of interface version {1}; use a matching release "
    "of it"};
inline constexpr ErrorKind plugin_wrong_abi{
    "plugin.wrong_abi",
    ErrorClass::environment,
    "插件“{0}”按接口版本 {1} 构建，主程序为 {2}，请用主程序附带的 SDK 重新构建",
    "the plugin \"{0}\" was built for interface version {1}, but the host has {2}; build it with "
    "the host's SDK"};
inline constexpr ErrorKind plugin_malformed{
    "plugin.malformed",
    ErrorClass::environment,
    "插件“{0}”的描述不完整：{1}；请插件作者更正",
    "the description in the plugin \"{0}\" is not whole: {1}; its author has to correct it"};
inline constexpr ErrorKind plugin_extension_missing{
    "plugin.extension_missing",
    ErrorClass::denied,
    "插件“{0}”需要扩展“{1}”，主程序没有或允许清单未授予，请在清单该行末尾加上",
    "the plugin \"{0}\" needs the extension \"{1}\", which the host lacks or the allow list does "
    "not grant; add it to its line"};
inline constexpr ErrorKind plugin_create_failed{
    "plugin.create_failed",
    ErrorClass::environment,
    "插件“{0}”启动失败：{1}；请检查它的配置",
    "the plugin \"{0}\" failed to start: {1}; check its configuration"};
inline constexpr ErrorKind plugin_name_taken{
    "plugin.name_taken",
    ErrorClass::environment,
    "插件“{0}”提供的“{1}”已由另一插件提供，请只保留其中一个",
    "the plugin \"{0}\" provides \"{1}\", which another plugin provides already; keep one of them"};

inline constexpr ErrorKind no_such_component{
    "plugin.no_such_component",
    ErrorClass::usage,
    "没有名为“{0}”的插件功能，请核对名称，或载入提供它的插件",
    "no plugin provides \"{0}\"; check the name, or load the plugin that has it"};
inline constexpr ErrorKind component_is_job{
    "plugin.component_is_job",
    ErrorClass::usage,
    "“{0}”是后台作业，不能在规则或判断中调用，请改用服务任务",
    "\"{0}\" is a job and cannot be asked inside a decision; use a service task"};
inline constexpr ErrorKind component_is_function{
    "plugin.component_is_function",
    ErrorClass::usage,
    "“{0}”是纯函数，不能作为后台作业运行，请在规则中调用",
    "\"{0}\" is a pure function and does not run as a job; call it from a rule"};
/// Arguments: component, code, message. The code becomes a BPMN error.
inline constexpr ErrorKind plugin_rejected{
    "plugin.rejected",
    ErrorClass::findings,
    "“{0}”未予办理（{1}）：{2}",
    "\"{0}\" refused the input ({1}): {2}"};
/// Arguments: component, code, message.
inline constexpr ErrorKind plugin_retry{
    "plugin.retry",
    ErrorClass::environment,
    "“{0}”暂时无法完成（{1}）：{2}；系统将重试",
    "\"{0}\" cannot finish for now ({1}): {2}; it will be tried again"};
/// Arguments: component, code, message.
inline constexpr ErrorKind plugin_fatal{
    "plugin.fatal",
    ErrorClass::findings,
    "“{0}”出现故障（{1}）：{2}；请查看后重试",
    "\"{0}\" failed ({1}): {2}; look into it, then try again"};
inline constexpr ErrorKind plugin_cancelled{
    "plugin.cancelled",
    ErrorClass::conflict,
    "“{0}”已按要求停止，可重新发起",
    "\"{0}\" was stopped on request; it can be started again"};
inline constexpr ErrorKind plugin_bad_result{
    "plugin.bad_result",
    ErrorClass::environment,
    "“{0}”给出的结果无法采用：{1}；请插件作者更正",
    "the result of \"{0}\" cannot be used: {1}; its author has to correct it"};

} // namespace gongdao::errors
