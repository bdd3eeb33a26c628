#pragma once

#include "core/values/error.hpp"

namespace gongdao::errors {

inline constexpr ErrorKind county_missing{
    "app.county_missing",
    ErrorClass::environment,
    "“{0}”里没有县级数据，请先运行 gongdao init",
    "there is no county's data in \"{0}\"; run gongdao init first"};
inline constexpr ErrorKind county_being_written{
    "app.county_being_written",
    ErrorClass::conflict,
    "该县数据正由运行中的节点写入，此项须在节点停止后进行",
    "a running node writes this county's data; stop it before doing this"};
inline constexpr ErrorKind county_exists{
    "app.county_exists",
    ErrorClass::conflict,
    "“{0}”里已有县级数据，请换一个目录",
    "\"{0}\" holds a county's data already; choose another folder"};
inline constexpr ErrorKind county_code_shape{
    "app.county_code_shape",
    ErrorClass::usage,
    "“{0}”不是县级行政区划代码，请填六位数字，如 330213",
    "\"{0}\" is no code of a county; give its six digits, such as 330213"};
inline constexpr ErrorKind county_unfinished{
    "app.county_unfinished",
    ErrorClass::environment,
    "县级数据的建立没有完成，请再次运行 gongdao init",
    "setting up this county's data was not finished; run gongdao init again"};
inline constexpr ErrorKind file_unreadable{
    "app.file_unreadable",
    ErrorClass::environment,
    "文件“{0}”无法读取，请核对路径和权限",
    "the file \"{0}\" cannot be read; check path and permissions"};
inline constexpr ErrorKind file_unwritable{
    "app.file_unwritable",
    ErrorClass::environment,
    "文件“{0}”无法写入，请核对路径、权限和磁盘空间",
    "the file \"{0}\" cannot be written; check path, permissions and disk space"};
inline constexpr ErrorKind act_failed{
    "app.act_failed",
    ErrorClass::findings,
    "第 {0} 条办理未被接受：{1}",
    "act {0} was refused: {1}"};
inline constexpr ErrorKind unknown_title{
    "app.unknown_title",
    ErrorClass::usage,
    "没有字段“{0}”，请对照字段表",
    "there is no field \"{0}\"; see the list of fields"};
inline constexpr ErrorKind scenario_syntax{
    "app.scenario_syntax",
    ErrorClass::usage,
    "这一句看不懂：{0}",
    "this sentence cannot be understood: {0}"};
inline constexpr ErrorKind command_not_object{
    "app.command_not_object",
    ErrorClass::usage,
    "命令须是一个 JSON 对象，请对照 docs/formats/command.md 更正",
    "a command is one JSON object; correct it by docs/formats/command.md"};
inline constexpr ErrorKind rule_unsound{
    "app.rule_unsound",
    ErrorClass::findings,
    "规则“{0}”：{1}，请更正后再部署",
    "rule \"{0}\": {1}; correct it before deployment"};
inline constexpr ErrorKind rule_test_failed{
    "app.rule_test_failed",
    ErrorClass::findings,
    "规则“{0}”的用例“{1}”未通过：{2}，请更正规则或用例",
    "rule \"{0}\", test \"{1}\" fails: {2}; correct the rule or the test"};
inline constexpr ErrorKind words_not_utf8{
    "app.words_not_utf8",
    ErrorClass::usage,
    "命令行中有不是 UTF-8 的文字，请把终端设为 UTF-8（如 LANG=zh_CN.UTF-8）后重试",
    "the command line has words that are not UTF-8; set the terminal to UTF-8 and try again"};
inline constexpr ErrorKind import_too_large{
    "app.import_too_large",
    ErrorClass::usage,
    "文件超过 {0} MB，请拆成几个文件分别导入",
    "the file is larger than {0} MB; split it and import the parts"};
inline constexpr ErrorKind value_without_name{
    "app.value_without_name",
    ErrorClass::usage,
    "“{0}”缺少名称，请写成 名称=值 的形式，或给出一个 JSON 对象",
    "\"{0}\" has no name; write it as name=value, or give one JSON object"};
inline constexpr ErrorKind scenario_failed{
    "app.scenario_failed", ErrorClass::findings, "应当{0}，实际{1}", "expected {0}, found {1}"};
inline constexpr ErrorKind scenario_refused{
    "app.scenario_refused", ErrorClass::findings, "办理被拒绝：{0}", "the act was refused: {0}"};
inline constexpr ErrorKind scenario_not_refused{
    "app.scenario_not_refused",
    ErrorClass::findings,
    "这一步本应被拒绝{0}",
    "this act should have been refused{0}"};
inline constexpr ErrorKind no_such_board{
    "app.no_such_board",
    ErrorClass::usage,
    "业务包“{0}”没有看板“{1}”，可用的有 {2}",
    "pack \"{0}\" has no board \"{1}\"; there are {2}"};
inline constexpr ErrorKind import_columns_missing{
    "app.import_columns_missing",
    ErrorClass::findings,
    "文件缺少列：{0}",
    "the file lacks columns: {0}"};
inline constexpr ErrorKind import_row_twice{
    "app.import_row_twice",
    ErrorClass::findings,
    "“{0}”在第 {1} 行和第 {2} 行重复出现，请只保留一行",
    "\"{0}\" occurs in line {1} and again in line {2}; keep one of them"};
inline constexpr ErrorKind import_row_repeats{
    "app.import_row_repeats",
    ErrorClass::findings,
    "没有附号，与 {1} 导入的案件 {0} 内容完全相同，未再立案；确是另一件的，请加 --again 重新导入，"
    "或填写附号",
    "it has no reference and says what case {0} says, imported on {1}, so no second case was "
    "opened; "
    "if it is another one, import again with --again, or give it a reference"};
inline constexpr ErrorKind import_row_differs{
    "app.import_row_differs",
    ErrorClass::findings,
    "该条已有登记，以下内容不同：{0}；确需更正的请加 --update 重新导入",
    "it is registered already, but otherwise: {0}; to correct it, import again with --update"};
inline constexpr ErrorKind no_node{
    "app.no_node",
    ErrorClass::environment,
    "连接不上节点“{0}”，请先运行 gongdao run",
    "no node answers at \"{0}\"; start one with gongdao run"};
inline constexpr ErrorKind bad_usage{
    "app.bad_usage",
    ErrorClass::usage,
    "命令写法有误（{0}），应写作 {1}；加 --help 查看用法",
    "the command is written wrongly ({0}); write {1}, and see --help"};
inline constexpr ErrorKind command_missing{
    "app.command_missing",
    ErrorClass::usage,
    "缺少命令，请用 gongdao --help 查看有哪些命令",
    "the command is missing; gongdao --help lists them"};
inline constexpr ErrorKind verb_missing{
    "app.verb_missing",
    ErrorClass::usage,
    "“{0}”后面缺少动作，可用的有 {1}；加 --help 查看用法",
    "\"{0}\" lacks what to do; there are {1}; see --help"};
inline constexpr ErrorKind no_such_verb{
    "app.no_such_verb",
    ErrorClass::usage,
    "没有命令“{0}”，可用的有 {1}；加 --help 查看用法",
    "there is no command \"{0}\"; there are {1}; see --help"};
inline constexpr ErrorKind no_such_language{
    "app.no_such_language",
    ErrorClass::usage,
    "没有语言“{0}”，--lang 可用 zh、en",
    "there is no language \"{0}\"; --lang takes zh or en"};
inline constexpr ErrorKind no_such_choice{
    "app.no_such_choice",
    ErrorClass::usage,
    "{0}“{1}”不存在，可用的有 {2}",
    "there is no {0} \"{1}\"; there are {2}"};
inline constexpr ErrorKind field_twice{
    "app.field_twice",
    ErrorClass::usage,
    "“{0}”写了不止一次，请只写一次；多个值的字段用顿号隔开",
    "\"{0}\" is given more than once; give it once, several values of a list parted by commas"};
inline constexpr ErrorKind file_exists{
    "app.file_exists",
    ErrorClass::conflict,
    "文件“{0}”已存在，没有改动；请换一个文件名，确需覆盖请加 --force",
    "the file \"{0}\" exists and was left alone; choose another name, or overwrite it with "
    "--force"};
inline constexpr ErrorKind no_such_status{
    "app.no_such_status",
    ErrorClass::usage,
    "案件没有状态“{0}”，可用的有 {1}",
    "cases have no status \"{0}\"; there are {1}"};
inline constexpr ErrorKind no_such_field{
    "app.no_such_field",
    ErrorClass::usage,
    "已部署的业务包都没有字段“{0}”；案件本身的有 {1}，业务包的用 gongdao pack fields 查看",
    "no deployed pack has a field \"{0}\"; cases have {1}, gongdao pack fields lists those of "
    "packs"};
inline constexpr ErrorKind fact_not_read{
    "app.fact_not_read",
    ErrorClass::findings,
    "规则“{1}”不看“{0}”，请核对名称；它看的有 {2}",
    "rule \"{1}\" does not look at \"{0}\"; check the name, it looks at {2}"};
inline constexpr ErrorKind register_field_unknown{
    "app.register_field_unknown",
    ErrorClass::usage,
    "台账“{0}”没有字段“{1}”，有 {2}",
    "register \"{0}\" has no field \"{1}\"; it has {2}"};
inline constexpr ErrorKind not_a_number{
    "app.not_a_number",
    ErrorClass::usage,
    "“{0}”应是整数，写的是“{1}”，请更正",
    "\"{0}\" is a whole number, not \"{1}\"; correct it"};
inline constexpr ErrorKind not_a_pack{
    "app.not_a_pack",
    ErrorClass::findings,
    "“{0}”里没有 pack.info，请写一个业务包的目录，如 workflows/tri-colour-warning",
    "\"{0}\" has no pack.info; name the folder of a pack, such as workflows/tri-colour-warning"};

} // namespace gongdao::errors
