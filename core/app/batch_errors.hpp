#pragma once

#include "core/values/error.hpp"

namespace gongdao::errors {

inline constexpr ErrorKind batch_unknown{
    "app.batch_unknown",
    ErrorClass::usage,
    "没有批次“{0}”，请写案号，或写成 业务包/批次/期次，如 cadre-grading/stipend/2025-01",
    "there is no batch \"{0}\"; give a case number, or pack/batch/period such as "
    "cadre-grading/stipend/2025-01"};
inline constexpr ErrorKind batch_without_process{
    "app.batch_without_process",
    ErrorClass::usage,
    "业务包“{0}”没有计算批次“{1}”的流程，不能启动",
    "no process of pack \"{0}\" computes batch \"{1}\", so it cannot be started"};
inline constexpr ErrorKind batch_period_written{
    "app.batch_period_written",
    ErrorClass::usage,
    "期次“{0}”写法不对，本批次应写成“{1}”的形式",
    "the period \"{0}\" is written wrongly; for this batch write it like \"{1}\""};
inline constexpr ErrorKind batch_decides_nothing{
    "app.batch_decides_nothing",
    ErrorClass::conflict,
    "批次“{0}”现在没有等待复核或审批的任务；{1}",
    "batch \"{0}\" has no task that waits for review or approval; {1}"};
inline constexpr ErrorKind batch_decides_several{
    "app.batch_decides_several",
    ErrorClass::conflict,
    "批次“{0}”有多个任务等待“{1}”复核或审批，请用 gongdao task complete 指明是哪一个",
    "several tasks of batch \"{0}\" wait for \"{1}\" to decide; name one with gongdao task "
    "complete"};
inline constexpr ErrorKind refusal_needs_reason{
    "app.refusal_needs_reason",
    ErrorClass::usage,
    "退回须用 --reason 说明理由",
    "a refusal needs its reason, given with --reason"};
inline constexpr ErrorKind return_columns_missing{
    "app.return_columns_missing",
    ErrorClass::findings,
    "回盘文件没有找到表头，须有“序号”或“编号”，以及“金额”和“状态”",
    "the return file has no head with a line or a key, an amount and a status (序号 or 编号, 金额, "
    "状态)"};
inline constexpr ErrorKind return_cell_unreadable{
    "app.return_cell_unreadable",
    ErrorClass::findings,
    "“{0}”的内容“{1}”无法识别，请更正",
    "\"{1}\" under \"{0}\" cannot be read; correct it"};
inline constexpr ErrorKind return_total_differs{
    "app.return_total_differs",
    ErrorClass::findings,
    "回盘的合计 {0} 与各行之和 {1} 不符，请核对文件是否完整",
    "the return's total {0} is not the sum {1} of its rows; check that the file is whole"};

} // namespace gongdao::errors
