#pragma once

#include "core/values/error.hpp"

namespace gongdao::errors {

// Lua
inline constexpr ErrorKind lua_unreadable{
    "rules.lua_unreadable",
    ErrorClass::findings,
    "Lua 文本无法编译（{0}），请更正该处",
    "the Lua text does not compile ({0}); correct that place"};
inline constexpr ErrorKind lua_too_long{
    "rules.lua_too_long",
    ErrorClass::findings,
    "Lua 文本有 {0} 字节，超过上限 {1} 字节，请拆成几条规则",
    "the Lua text has {0} bytes, more than {1}; split it into several rules"};
inline constexpr ErrorKind lua_too_deep{
    "rules.lua_too_deep",
    ErrorClass::findings,
    "第 {0} 行的取值链或括号超过 {1} 层，请用局部变量分步书写",
    "the chain of accesses or brackets in line {0} is deeper than {1}; use local variables in "
    "between"};
inline constexpr ErrorKind lua_not_for_money{
    "rules.lua_not_for_money",
    ErrorClass::findings,
    "涉及金额的规则不得使用“{0}”（第 {1} 行），请改用整数和 //、div_round 或 proportion",
    "a rule about money must not use \"{0}\" (line {1}); use integers and //, div_round or "
    "proportion"};
inline constexpr ErrorKind lua_failed{
    "rules.lua_failed",
    ErrorClass::findings,
    "脚本运行出错（{0}），请更正脚本或所用的字段",
    "the script failed ({0}); correct the script or the fields it uses"};
inline constexpr ErrorKind lua_budget{
    "rules.lua_budget",
    ErrorClass::findings,
    "脚本超过 {0} 步仍未结束，已中止，请检查循环",
    "the script did not end within {0} steps and was stopped; check its loops"};
inline constexpr ErrorKind lua_memory{
    "rules.lua_memory",
    ErrorClass::findings,
    "脚本所用内存超过 {0} 字节，已中止，请检查循环和拼接",
    "the script used more than {0} bytes of memory and was stopped; check loops and concatenation"};
inline constexpr ErrorKind lua_out_of_time{
    "rules.lua_out_of_time",
    ErrorClass::environment,
    "脚本未能在限定时间内完成，请稍后重试",
    "the script did not finish in time; try again later"};
inline constexpr ErrorKind lua_global_assigned{
    "rules.lua_global_assigned",
    ErrorClass::findings,
    "不得给全局名称“{0}”赋值，请在前面写 local",
    "the global name \"{0}\" must not be assigned; write local in front"};
inline constexpr ErrorKind lua_unknown_name{
    "rules.lua_unknown_name",
    ErrorClass::findings,
    "脚本中没有“{0}”这个名称，请核对拼写",
    "there is no \"{0}\" for scripts; check the spelling"};
inline constexpr ErrorKind lua_read_only{
    "rules.lua_read_only",
    ErrorClass::findings,
    "“{0}”只能读取，请把结果写入新的表并 return",
    "\"{0}\" can only be read; put the result into a new table and return it"};
inline constexpr ErrorKind lua_bad_argument{
    "rules.lua_bad_argument",
    ErrorClass::findings,
    "函数 {0} 的第 {1} 个参数应为{2}，请更正",
    "argument {1} of the function {0} should be {2}; correct it"};
inline constexpr ErrorKind lua_bad_pattern{
    "rules.lua_bad_pattern",
    ErrorClass::findings,
    "匹配式“{0}”不能使用（{1}），请更正",
    "the pattern \"{0}\" cannot be used ({1}); correct it"};
inline constexpr ErrorKind lua_overflow{
    "rules.lua_overflow",
    ErrorClass::findings,
    "函数 {0} 的结果超出整数范围，请核对数字",
    "the result of the function {0} does not fit an integer; check the figures"};
inline constexpr ErrorKind lua_unordered{
    "rules.lua_unordered",
    ErrorClass::findings,
    "pairs 只能遍历以整数或文字为键的表，请更正",
    "pairs walks only tables whose keys are integers or texts; correct it"};
inline constexpr ErrorKind lua_float_result{
    "rules.lua_float_result",
    ErrorClass::findings,
    "结果“{0}”是小数，请用 //、div_round 或 proportion 得到整数",
    "the result \"{0}\" is a float; use //, div_round or proportion for an integer"};
inline constexpr ErrorKind lua_bad_result{
    "rules.lua_bad_result",
    ErrorClass::findings,
    "结果“{0}”不能保存（{1}），请只返回空值、是否、整数、文字和由它们组成的表",
    "the result \"{0}\" cannot be kept ({1}); return only nil, truth values, integers, texts and "
    "tables of these"};
inline constexpr ErrorKind script_returned_no_table{
    "rules.script_returned_no_table",
    ErrorClass::findings,
    "脚本没有返回表，请以 return { 字段 = 值 } 结束",
    "the script returned no table; end it with return { field = value }"};
inline constexpr ErrorKind undeclared_fact{
    "rules.undeclared_fact",
    ErrorClass::findings,
    "规则读取了未声明的字段“{0}”，请写入 reads 或 inputs",
    "the rule reads the field \"{0}\" without declaring it; add it to reads or inputs"};

// rule files
inline constexpr ErrorKind bad_rule_key{
    "rules.bad_rule_key",
    ErrorClass::findings,
    "规则文件的“{0}”{1}，请按 docs/formats/rules.md 更正",
    "the key \"{0}\" of the rule file is wrong ({1}); correct it as in docs/formats/rules.md"};
inline constexpr ErrorKind rule_dates_overlap{
    "rules.rule_dates_overlap",
    ErrorClass::findings,
    "规则“{0}”的两个版本生效日期重叠（另一版本在 {1}），请调整 from 或 to",
    "two versions of the rule \"{0}\" are in force on the same days (the other is in {1}); change "
    "from or to"};
inline constexpr ErrorKind bad_column{
    "rules.bad_column",
    ErrorClass::findings,
    "栏目“{0}”有误（{1}），请更正声明",
    "the column \"{0}\" is wrong ({1}); correct its declaration"};
inline constexpr ErrorKind bad_parameter{
    "rules.bad_parameter",
    ErrorClass::findings,
    "参数“{0}”有误（{1}），请更正",
    "the parameter \"{0}\" is wrong ({1}); correct it"};
inline constexpr ErrorKind bad_row{
    "rules.bad_row",
    ErrorClass::findings,
    "行“{0}”有误（{1}），请更正",
    "the row \"{0}\" is wrong ({1}); correct it"};
inline constexpr ErrorKind bad_cell{
    "rules.bad_cell",
    ErrorClass::findings,
    "行“{0}”的“{1}”栏写作“{2}”，无法理解（{3}），请更正",
    "row \"{0}\", column \"{1}\" says \"{2}\", which cannot be read ({3}); correct it"};
inline constexpr ErrorKind bad_hit_policy{
    "rules.bad_hit_policy",
    ErrorClass::findings,
    "命中方式“{0}”不能使用（{1}），请更正 hit",
    "the hit policy \"{0}\" cannot be used ({1}); correct hit"};
inline constexpr ErrorKind bad_rule_test{
    "rules.bad_rule_test",
    ErrorClass::findings,
    "第 {0} 个测试有误（{1}），请更正",
    "test {0} is wrong ({1}); correct it"};

// decisions
inline constexpr ErrorKind no_such_rule{
    "rules.no_such_rule",
    ErrorClass::usage,
    "没有规则“{0}”，请核对规则编号",
    "there is no rule \"{0}\"; check its id"};
inline constexpr ErrorKind rule_not_in_force{
    "rules.rule_not_in_force",
    ErrorClass::findings,
    "规则“{0}”在 {1} 没有生效的版本，请核对日期或补充版本",
    "the rule \"{0}\" has no version in force on {1}; check the date or add a version"};
inline constexpr ErrorKind fact_missing{
    "rules.fact_missing",
    ErrorClass::findings,
    "规则“{0}”的“{1}”行需要“{2}”，但没有填写，请补充",
    "row \"{1}\" of the rule \"{0}\" needs \"{2}\", which is not filled in; supply it"};
inline constexpr ErrorKind fact_wrong_type{
    "rules.fact_wrong_type",
    ErrorClass::findings,
    "规则“{0}”的“{1}”应为{2}，实际为 {3}，请更正字段",
    "\"{1}\" of the rule \"{0}\" should be {2} but is {3}; correct the field"};
inline constexpr ErrorKind fact_out_of_range{
    "rules.fact_out_of_range",
    ErrorClass::findings,
    "规则“{0}”的“{1}”为 {2}，不在 {3} 之内，请核对",
    "\"{1}\" of the rule \"{0}\" is {2}, outside {3}; check it"};
inline constexpr ErrorKind no_row_applies{
    "rules.no_row_applies",
    ErrorClass::findings,
    "规则“{0}”没有一行适用于这些事实（{1}），请补充一行或“默认”行",
    "no row of the rule \"{0}\" applies to these facts ({1}); add a row or a default row"};
inline constexpr ErrorKind several_rows_apply{
    "rules.several_rows_apply",
    ErrorClass::findings,
    "规则“{0}”的“{1}”和“{2}”行同时适用，请修改条件使其互斥",
    "rows \"{1}\" and \"{2}\" of the rule \"{0}\" apply at once; change the conditions so that "
    "only one does"};
inline constexpr ErrorKind rows_disagree{
    "rules.rows_disagree",
    ErrorClass::findings,
    "规则“{0}”的“{1}”和“{2}”行同时适用而结果不同，请统一结果",
    "rows \"{1}\" and \"{2}\" of the rule \"{0}\" apply at once with different results; make them "
    "agree"};
inline constexpr ErrorKind output_overflow{
    "rules.output_overflow",
    ErrorClass::findings,
    "规则“{0}”的“{1}”行计算“{2}”时超出整数范围或除以零，请核对数字",
    "computing \"{2}\" in row \"{1}\" of the rule \"{0}\" overflows or divides by zero; check the "
    "figures"};
inline constexpr ErrorKind output_out_of_range{
    "rules.output_out_of_range",
    ErrorClass::findings,
    "规则“{0}”的结果“{1}”为 {2}，不在 {3} 之内，请核对规则",
    "the result \"{1}\" of the rule \"{0}\" is {2}, outside {3}; check the rule"};
inline constexpr ErrorKind derived_wrong{
    "rules.derived_wrong",
    ErrorClass::findings,
    "规则“{0}”的 derive 给出的“{1}”有误（{2}），请更正 derive 或 derived",
    "\"{1}\" from derive of the rule \"{0}\" is wrong ({2}); correct derive or derived"};
inline constexpr ErrorKind rule_internal{
    "rules.rule_internal",
    ErrorClass::environment,
    "规则运行环境出错（{0}），请稍后重试",
    "the rule environment failed ({0}); try again later"};

} // namespace gongdao::errors
