#include "plugins/subsidy/functions.hpp"

#include <gongdao/money.hpp>
#include <gongdao/reasons.hpp>

#include <map>

namespace gongdao::subsidy {

namespace {

using namespace gongdao::plugin;

struct Totals {
    std::size_t count = 0;
    std::size_t unpaid = 0; ///< items of 0 fen
    std::int64_t sum = 0;
    std::map<std::string_view, int> times; ///< by key
};

Totals add_up(const Call& call) {
    Totals totals;
    totals.count = call.need_length("items");
    for (std::size_t i = 0; i < totals.count; ++i) {
        const auto place = "items." + std::to_string(i);
        const auto amount = need_fen(call, place + ".amount_fen");
        totals.sum = added(totals.sum, amount);
        totals.unpaid += amount == 0 ? 1U : 0U;
        ++totals.times[call.need_text(place + ".key")];
    }
    return totals;
}

bool put_duplicates(Call& call, const Totals& totals, Reasons& reasons) {
    call.set_empty_list("duplicates");
    std::size_t found = 0;
    for (const auto& [key, times] : totals.times) {
        if (times == 1) continue;
        const auto place = "duplicates." + std::to_string(found++);
        call.set(place + ".key", key);
        call.set(place + ".times", times);
    }
    if (found > 0) reasons.explain("有" + std::to_string(found) + "个键重复出现");
    return found > 0;
}

/// True where the batch has the number that was announced, or none was.
bool agrees(
    const Call& call,
    std::string_view path,
    std::int64_t actual,
    std::string_view title,
    Reasons& reasons
) {
    const auto expected = call.find_i64(path);
    if (!expected || *expected == actual) return true;
    reasons.explain(
        std::string{title} + "应为" + std::to_string(*expected) + "，实为" + std::to_string(actual)
    );
    return false;
}

void control_totals(Call& call) {
    Reasons reasons{call};
    const auto totals = add_up(call);
    const auto count = static_cast<std::int64_t>(totals.count);
    const bool repeated = put_duplicates(call, totals, reasons);
    const bool count_agrees = agrees(call, "expected_count", count, "笔数", reasons);
    const bool sum_agrees = agrees(call, "expected_sum_fen", totals.sum, "金额（分）", reasons);
    reasons.explain("共" + std::to_string(count) + "笔，合计" + yuan(totals.sum));
    call.set("count", count);
    call.set("sum_fen", totals.sum);
    call.set("zero_count", static_cast<std::int64_t>(totals.unpaid));
    call.set("matches", count_agrees && sum_agrees && !repeated);
}

} // namespace

void add_control_totals(plugin::Plugin& plugin) {
    plugin.add_function("control_totals", "批次控制数：笔数、合计、重复键", control_totals);
}

} // namespace gongdao::subsidy
