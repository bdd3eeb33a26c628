#pragma once

#include "core/values/error.hpp"

namespace gongdao::errors {

inline constexpr ErrorKind effect_not_offered{
    "effect.not_offered",
    ErrorClass::usage,
    "没有名为“{0}”的外发事项，可用 letter、export、pay_list",
    "there is no effect \"{0}\"; there are letter, export and pay_list"};
inline constexpr ErrorKind effect_pack_missing{
    "effect.pack_missing",
    ErrorClass::environment,
    "找不到文书“{0}”所属的流程包，请先部署该流程包",
    "the pack of the letter \"{0}\" is not known; deploy it first"};
inline constexpr ErrorKind effect_letter_missing{
    "effect.letter_missing",
    ErrorClass::findings,
    "流程包“{0}”没有文书“{1}”，请补上 letters/{1}.html",
    "the pack \"{0}\" has no letter \"{1}\"; add letters/{1}.html"};
inline constexpr ErrorKind pay_list_shape{
    "effect.pay_list_shape",
    ErrorClass::usage,
    "发放清单的“{0}”缺少或写法不对，请对照 docs/formats/outbox.md 更正",
    "\"{0}\" of the pay list is missing or wrong; correct it by docs/formats/outbox.md"};
inline constexpr ErrorKind pay_list_totals{
    "effect.pay_list_totals",
    ErrorClass::findings,
    "发放清单合计为 {0} 笔 {1}，与核定的 {2} 笔 {3} 不符，未写出，请核对批次",
    "the pay list adds up to {0} items and {1}, not to the approved {2} items and {3}; nothing was "
    "written, check the batch"};
inline constexpr ErrorKind pay_list_account{
    "effect.pay_list_account",
    ErrorClass::findings,
    "发放清单第 {0} 行（{1}）没有可用的“{2}”，未写出，请在台账更正后重新计算批次",
    "row {0} of the pay list ({1}) has no usable \"{2}\"; nothing was written, correct the "
    "register and compute the batch again"};
inline constexpr ErrorKind pay_list_changed{
    "effect.pay_list_changed",
    ErrorClass::conflict,
    "发放清单“{0}”已经写出，而现在的内容与它不同，未改动；请先查明原先的清单是否已送银行",
    "the pay list \"{0}\" was written before with other content and was left as it is; find out "
    "first whether it went to the bank"};

} // namespace gongdao::errors
