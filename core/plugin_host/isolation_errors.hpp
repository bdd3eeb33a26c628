#pragma once

#include "core/values/error.hpp"

namespace gongdao::errors {

/// Arguments: file, reason.
inline constexpr ErrorKind plugin_process_not_started{
    "plugin.process_not_started",
    ErrorClass::environment,
    "插件“{0}”的独立进程未能启动（{1}），请核对 gongdao-plugin-host "
    "是否与主程序一同安装、插件是否完好",
    "the separate process of the plugin \"{0}\" did not start ({1}); check that "
    "gongdao-plugin-host is installed beside the program and that the plugin is sound"};
/// Arguments: component, how its process ended.
inline constexpr ErrorKind plugin_process_ended{
    "plugin.process_ended",
    ErrorClass::environment,
    "“{0}”的插件进程中途终止（{1}），下次办理时重新启动；如再次发生，请联系插件作者",
    "the process of \"{0}\" ended during the call ({1}) and is started again for the next one; if "
    "it happens again, tell the plugin's author"};
/// Arguments: component, seconds.
inline constexpr ErrorKind plugin_process_too_slow{
    "plugin.process_too_slow",
    ErrorClass::environment,
    "“{0}”超过 {1} 秒没有答复，其进程已终止；请检查它所连接的系统，或联系插件作者",
    "\"{0}\" gave no answer within {1} seconds and its process was ended; check the system it "
    "talks to, or tell the plugin's author"};
/// Arguments: component, bytes.
inline constexpr ErrorKind plugin_process_answer_too_large{
    "plugin.process_answer_too_large",
    ErrorClass::environment,
    "“{0}”的答复超过 {1} 字节，其进程已终止；请插件作者分批给出",
    "the answer of \"{0}\" is larger than {1} bytes and its process was ended; its author has to "
    "give it in parts"};
/// Arguments: component.
inline constexpr ErrorKind plugin_process_answer_bad{
    "plugin.process_answer_bad",
    ErrorClass::environment,
    "“{0}”的进程给出的答复无法识别，已将其终止；请插件作者更正",
    "the process of \"{0}\" answered something that cannot be read and was ended; its author has "
    "to correct it"};
/// Arguments: component.
inline constexpr ErrorKind plugin_process_busy{
    "plugin.process_busy",
    ErrorClass::environment,
    "“{0}”的插件正在办理另一项，系统将重试",
    "the plugin of \"{0}\" is at work for another call; it will be tried again"};
/// Arguments: component, failures.
inline constexpr ErrorKind plugin_process_resting{
    "plugin.process_resting",
    ErrorClass::environment,
    "“{0}”的插件进程已连续失败 {1} 次，暂停片刻后再启动，系统将重试",
    "the process of \"{0}\" failed {1} times in a row and rests a while before it is started "
    "again; it will be tried again"};
/// Arguments: file, component.
inline constexpr ErrorKind plugin_function_isolated{
    "plugin.function_isolated",
    ErrorClass::denied,
    "插件“{0}”的“{1}"
    "”在规则和判断中调用，不能放在独立进程里；请把它移到单独的插件文件并在允许清单中写 "
    "inproc",
    "\"{1}\" of the plugin \"{0}\" is asked inside decisions and cannot run in a separate process; "
    "move it to a plugin file of its own, listed as inproc"};
/// Arguments: file, reason. Told by the separate process.
inline constexpr ErrorKind plugin_process_not_confined{
    "plugin.process_not_confined",
    ErrorClass::environment,
    "插件“{0}”的独立进程无法设定限制（{1}），请检查系统内核是否支持 seccomp 和资源限制",
    "the separate process of the plugin \"{0}\" could not be limited ({1}); check that the kernel "
    "has seccomp and resource limits"};

} // namespace gongdao::errors
