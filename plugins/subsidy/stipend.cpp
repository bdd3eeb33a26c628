#include "plugins/subsidy/functions.hpp"

#include <gongdao/civil_date.hpp>
#include <gongdao/money.hpp>
#include <gongdao/reasons.hpp>

#include <algorithm>

namespace gongdao::subsidy {

namespace {

using namespace gongdao::plugin;

struct Month {
    Date first;
    Date last;

    [[nodiscard]] int days() const { return last - first + 1; }
};

/// Reads `2026-03`.
Month need_month(const Call& call, std::string_view path) {
    const auto text = std::string{call.need_text(path)};
    const auto first = parse_date(text + "-01");
    if (!first) throw Reject{"bad_input", "“" + std::string{path} + "”应为 2026-03 形式的月份"};
    return {*first, after_full_months(*first, 1) - 1};
}

/// Days of the month on which the person was away; days that two entries name count once.
int absent_days(const Call& call, const Month& month) {
    std::vector<std::pair<Date, Date>> spans;
    const auto count = call.find_length("absences").value_or(0);
    for (std::size_t i = 0; i < count; ++i) {
        const auto place = "absences." + std::to_string(i);
        const auto from = need_date(call, place + ".from");
        const auto to = find_date(call, place + ".to").value_or(month.last);
        spans.emplace_back(std::max(from, month.first), std::min(to, month.last));
    }
    std::sort(spans.begin(), spans.end());
    int days = 0;
    auto counted_to = month.first - 1;
    for (const auto& [from, to] : spans) {
        const auto begin = std::max(from, counted_to + 1);
        if (to < begin) continue;
        days += to - begin + 1;
        counted_to = to;
    }
    return days;
}

std::int64_t
after_absence(const Call& call, const Month& month, std::int64_t amount, Reasons& reasons) {
    const auto rule = call.find_text("absence_rule").value_or("whole_month");
    const int absent = absent_days(call, month);
    if (rule != "whole_month" && rule != "by_day" && rule != "ignore") {
        throw Reject{"bad_input", "“absence_rule”应为 whole_month、by_day 或 ignore"};
    }
    if (absent == 0 || rule == "ignore") return amount;
    const auto absence = "当月缺岗" + std::to_string(absent) + "天";
    if (absent == month.days()) {
        reasons.explain("当月全月缺岗，不发");
        return 0;
    }
    if (rule == "whole_month") {
        reasons.explain(absence + "，未满全月，照发");
        return amount;
    }
    const int present = month.days() - absent;
    const auto paid = proportion(amount, present, month.days());
    reasons.explain(
        absence + "，按" + std::to_string(present) + "/" + std::to_string(month.days()) + "计发" +
        yuan(paid)
    );
    return paid;
}

/// Why nothing is due at all; empty where the post is held.
std::string not_in_post(const Call& call, const Month& month) {
    const auto joined = need_date(call, "joined_on");
    if (joined >= month.first) return to_text(joined) + "到岗，自次月起发";
    const auto left = find_date(call, "left_on");
    if (left && *left < month.first) return to_text(*left) + "离岗，发至离岗当月";
    const auto died = find_date(call, "died_on");
    if (died && *died < month.first) return to_text(*died) + "去世，发至当月";
    return {};
}

void stipend_entitlement(Call& call) {
    Reasons reasons{call};
    const auto month = need_month(call, "month");
    const auto monthly = need_fen(call, "monthly_fen");
    const auto hindrance = not_in_post(call, month);
    if (!hindrance.empty()) reasons.explain(hindrance);
    const auto amount = hindrance.empty() ? after_absence(call, month, monthly, reasons) : 0;
    reasons.explain("应发" + yuan(amount) + "（月标准" + yuan(monthly) + "）");
    call.set("entitled", amount > 0);
    call.set("amount_fen", amount);
}

void prorate(Call& call) {
    Reasons reasons{call};
    const auto amount = need_fen(call, "amount_fen");
    const auto days = call.need_i64("days");
    const auto of_days = call.need_i64("of_days");
    if (of_days <= 0 || days < 0 || days > of_days) {
        throw Reject{"bad_input", "“days”应在0至“of_days”之间，且“of_days”大于0"};
    }
    const auto part = proportion(amount, days, of_days);
    reasons.explain(
        yuan(amount) + "×" + std::to_string(days) + "/" + std::to_string(of_days) + "＝" +
        yuan(part)
    );
    call.set("amount_fen", part);
}

} // namespace

void add_stipend(plugin::Plugin& plugin) {
    plugin.add_function(
        "stipend_entitlement", "岗位补贴当月应发额：到岗次月起，离岗发至当月", stipend_entitlement
    );
    plugin.add_function("prorate", "按天数折算，四舍五入到分", prorate);
}

} // namespace gongdao::subsidy
