#pragma once

#include "core/values/error.hpp"

namespace gongdao::errors {

inline constexpr ErrorKind bad_date{
    "values.bad_date",
    ErrorClass::usage,
    "日期“{0}”无法识别，请写成 2026-03-06 的形式",
    "the date \"{0}\" cannot be read; write it like 2026-03-06"};
inline constexpr ErrorKind no_such_date{
    "values.no_such_date",
    ErrorClass::usage,
    "日历上没有 {0} 这一天，请核对年月日",
    "there is no {0} in the calendar; check year, month and day"};
inline constexpr ErrorKind bad_instant{
    "values.bad_instant",
    ErrorClass::usage,
    "时间“{0}”无法识别，请写成 2026-03-06T09:30 的形式",
    "the time \"{0}\" cannot be read; write it like 2026-03-06T09:30"};
inline constexpr ErrorKind bad_json{
    "values.bad_json",
    ErrorClass::usage,
    "JSON 无法读取（{0}），请更正后重试",
    "the JSON cannot be read ({0}); correct it and try again"};
inline constexpr ErrorKind fraction_in_json{
    "values.fraction_in_json",
    ErrorClass::usage,
    "数字“{0}”带小数，请用整数（金额以分计）或文字填写",
    "the number \"{0}\" has a fraction; use an integer (amounts in fen) or a text"};
inline constexpr ErrorKind duplicate_key{
    "values.duplicate_key",
    ErrorClass::usage,
    "键“{0}”重复出现，请只保留一个",
    "the key \"{0}\" occurs twice; keep one"};
inline constexpr ErrorKind bad_money{
    "values.bad_money",
    ErrorClass::usage,
    "金额“{0}”无法识别，请以元填写，例如 1234.50",
    "the amount \"{0}\" cannot be read; give yuan, such as 1234.50"};
inline constexpr ErrorKind money_too_precise{
    "values.money_too_precise",
    ErrorClass::usage,
    "金额“{0}”精确到了分以下，请最多保留两位小数",
    "the amount \"{0}\" is finer than one fen; give at most two decimals"};
inline constexpr ErrorKind money_overflow{
    "values.money_overflow",
    ErrorClass::usage,
    "金额超出可计算的范围，请核对数字",
    "the amount is beyond what can be computed; check the figure"};
inline constexpr ErrorKind bad_weights{
    "values.bad_weights",
    ErrorClass::usage,
    "分摊权重不得为负且至少一项大于零",
    "weights must not be negative and one must be positive"};

inline constexpr ErrorKind zero_denominator{
    "values.zero_denominator",
    ErrorClass::usage,
    "比例的分母为零，请核对计算公式",
    "the denominator of the proportion is zero; check the formula"};
inline constexpr ErrorKind identity_length{
    "values.identity_length",
    ErrorClass::usage,
    "身份证号码应为 18 位，现为 {0} 位，请核对",
    "an identity number has 18 characters, this one has {0}; check it"};
inline constexpr ErrorKind identity_first_generation{
    "values.identity_first_generation",
    ErrorClass::usage,
    "15 位的第一代身份证已停止使用，请填写 18 位号码",
    "15-digit identity cards of the first generation are void; give the 18-digit number"};
inline constexpr ErrorKind identity_alphabet{
    "values.identity_alphabet",
    ErrorClass::usage,
    "身份证号码第 {0} 位有误：前 17 位应为数字，末位为数字或 X，请核对",
    "character {0} of the identity number is wrong: 17 digits, then a digit or X; check it"};
inline constexpr ErrorKind identity_birth_date{
    "values.identity_birth_date",
    ErrorClass::usage,
    "身份证号码中的出生日期 {0} 不存在，请核对第 7 至 14 位",
    "the birth date {0} in the identity number does not exist; check characters 7 to 14"};
inline constexpr ErrorKind identity_future{
    "values.identity_future",
    ErrorClass::usage,
    "身份证号码中的出生日期 {0} 晚于今天，请核对第 7 至 14 位",
    "the birth date {0} in the identity number lies in the future; check characters 7 to 14"};
inline constexpr ErrorKind identity_check_digit{
    "values.identity_check_digit",
    ErrorClass::usage,
    "身份证号码与其末位校验码不符，请逐位核对",
    "the identity number does not match its check digit; compare it digit by digit"};
inline constexpr ErrorKind credit_code_length{
    "values.credit_code_length",
    ErrorClass::usage,
    "统一社会信用代码应为 18 位，现为 {0} 位，请核对",
    "a unified social credit code has 18 characters, this one has {0}; check it"};
inline constexpr ErrorKind credit_code_alphabet{
    "values.credit_code_alphabet",
    ErrorClass::usage,
    "统一社会信用代码第 {0} 位有误：只用数字和大写字母，且不用 I、O、S、V、Z，请核对",
    "character {0} of the unified social credit code is wrong: it uses digits and capitals "
    "without I, O, S, V, Z; check it"};
inline constexpr ErrorKind bad_mobile{
    "values.bad_mobile",
    ErrorClass::usage,
    "手机号码应为 1 开头的 11 位数字且第二位为 3 至 9，请核对",
    "a mobile number has 11 digits, starts with 1 and goes on with 3 to 9; check it"};
inline constexpr ErrorKind bad_bank_card{
    "values.bad_bank_card",
    ErrorClass::usage,
    "银行卡号应为 16 至 19 位数字，请核对",
    "a bank card number has 16 to 19 digits; check it"};
inline constexpr ErrorKind unknown_encoding{
    "values.unknown_encoding",
    ErrorClass::findings,
    "文字编码无法识别，请另存为 UTF-8 或 GB18030 的文本文件后重试",
    "the text is in no known encoding; save it as a text file in UTF-8 or GB18030 and try again"};
inline constexpr ErrorKind not_in_gbk{
    "values.not_in_gbk",
    ErrorClass::findings,
    "“{0}”在 GBK 编码中没有对应的字，请改用 UTF-8 或按接收方的要求代字",
    "\"{0}\" cannot be written in GBK; use UTF-8 or the substitute that the receiver asks for"};
inline constexpr ErrorKind not_in_gb18030{
    "values.not_in_gb18030",
    ErrorClass::findings,
    "“{0}”在 GB18030 编码中没有对应的字，请改用 UTF-8 或按接收方的要求代字",
    "\"{0}\" cannot be written in GB18030; use UTF-8 or the substitute that the receiver asks for"};
inline constexpr ErrorKind sheet_empty{
    "values.sheet_empty",
    ErrorClass::findings,
    "表格没有标题行，请在第一行写上各列名称",
    "the sheet has no header row; name the columns in the first line"};
inline constexpr ErrorKind sheet_too_many_bytes{
    "values.sheet_too_many_bytes",
    ErrorClass::findings,
    "表格文件超过 {0} 字节，请拆成几份",
    "the sheet has more than {0} bytes; split it"};
inline constexpr ErrorKind sheet_too_many_rows{
    "values.sheet_too_many_rows",
    ErrorClass::findings,
    "表格超过 {0} 行，请拆成几份",
    "the sheet has more than {0} rows; split it"};
inline constexpr ErrorKind sheet_too_many_columns{
    "values.sheet_too_many_columns",
    ErrorClass::findings,
    "本行超过 {0} 列，请检查分隔符",
    "the row has more than {0} columns; check the separators"};
inline constexpr ErrorKind sheet_cell_too_long{
    "values.sheet_cell_too_long",
    ErrorClass::findings,
    "本行有一格超过 {0} 字节，请缩短内容或检查引号",
    "a cell of the row has more than {0} bytes; shorten it or check the quotes"};
inline constexpr ErrorKind sheet_open_quote{
    "values.sheet_open_quote",
    ErrorClass::findings,
    "此处的引号没有结束，请补上另一半引号",
    "the quote that opens here is never closed; add the closing quote"};
inline constexpr ErrorKind sheet_text_after_quote{
    "values.sheet_text_after_quote",
    ErrorClass::findings,
    "引号结束后还有文字，单元格内的引号请写两遍",
    "there is text after a closing quote; write a quote inside a cell twice"};
inline constexpr ErrorKind sheet_column_missing{
    "values.sheet_column_missing",
    ErrorClass::findings,
    "标题行缺少“{0}”列，请补上该列",
    "the header lacks the column \"{0}\"; add it"};
inline constexpr ErrorKind sheet_column_twice{
    "values.sheet_column_twice",
    ErrorClass::findings,
    "标题行有两列都叫“{0}”，请改名或删去一列",
    "two columns are called \"{0}\"; rename or remove one"};
inline constexpr ErrorKind sheet_column_unnamed{
    "values.sheet_column_unnamed",
    ErrorClass::findings,
    "标题行第 {0} 列没有名称，请补上名称或删去该列",
    "column {0} of the header has no name; name or remove it"};
inline constexpr ErrorKind sheet_too_many_cells{
    "values.sheet_too_many_cells",
    ErrorClass::findings,
    "本行有 {0} 格而标题行只有 {1} 列，请检查是否多了分隔符",
    "the row has {0} cells where the header has {1} columns; look for a separator too many"};
inline constexpr ErrorKind sheet_too_few_cells{
    "values.sheet_too_few_cells",
    ErrorClass::findings,
    "本行只有 {0} 格而标题行有 {1} 列，请补齐单元格",
    "the row has {0} cells where the header has {1} columns; fill in the missing cells"};

} // namespace gongdao::errors
