#include "plugins/dispute/functions.hpp"
#include "plugins/dispute/grounds.hpp"

#include <gongdao/civil_date.hpp>
#include <gongdao/money.hpp>

#include <array>

namespace gongdao::dispute {

namespace {

using namespace gongdao::plugin;

constexpr Date law_begins = date(2008, 1, 1);
constexpr int notice_days = 30;

/// From `begin` to the day before `end`.
struct DoublePay {
    Date hired;
    Date begin;
    Date end;
    bool full_year = false;

    [[nodiscard]] bool empty() const { return end <= begin; }

    /// Months of service after the first that are due in full.
    [[nodiscard]] int months() const { return empty() ? 0 : full_months(hired, end) - 1; }

    [[nodiscard]] Date rest_from() const { return after_full_months(hired, months() + 1); }
};

DoublePay double_pay_span(const Call& call, Grounds& grounds) {
    auto hired = need_date(call, "hired_on");
    if (hired < law_begins) {
        hired = law_begins;
        grounds.explain("2008-01-01前建立劳动关系的，自该日起计算");
        grounds.rest_on("contract_97_2");
    }
    const auto year_over = after_full_months(hired, 12);
    auto end = find_date(call, "as_of").value_or(today(call)) + 1;
    if (const auto left = find_date(call, "last_day")) end = std::min(end, *left + 1);
    if (const auto signed_on = find_date(call, "signed_on")) end = std::min(end, *signed_on);
    return {hired, after_full_months(hired, 1), std::min(end, year_over), end >= year_over};
}

std::int64_t second_wage(const DoublePay& span, std::int64_t monthly, Grounds& grounds) {
    const auto whole = multiplied(monthly, span.months());
    const auto rest_from = span.rest_from();
    const int days = span.end - rest_from;
    grounds.explain(
        "自" + to_text(span.begin) + "至" + to_text(span.end - 1) + "共" +
        std::to_string(span.months()) + "个月" + std::to_string(days) + "天"
    );
    if (days == 0) return whole;
    const int month_days = after_full_months(span.hired, span.months() + 2) - rest_from;
    grounds.explain(
        "不足一个月的部分按" + std::to_string(days) + "/" + std::to_string(month_days) + "个月计算"
    );
    return added(whole, proportion(monthly, days, month_days));
}

void double_wage(Call& call) {
    Grounds grounds{call};
    const auto monthly = need_fen(call, "monthly_wage_fen");
    const auto span = double_pay_span(call, grounds);
    grounds.rest_on("contract_82");
    grounds.rest_on(span.full_year ? "rules_7" : "rules_6");
    call.set("deemed_open_ended", span.full_year);
    if (span.empty()) {
        grounds.explain("用工之日起一个月内已订立书面劳动合同或尚未超过一个月，无须支付二倍工资");
        call.set("amount_fen", 0);
        return;
    }
    const auto amount = second_wage(span, monthly, grounds);
    grounds.explain("二倍工资中应加付的一倍＝" + yuan(amount) + "（月工资" + yuan(monthly) + "）");
    call.set("amount_fen", amount);
    call.set("from", to_text(span.begin));
    call.set("to", to_text(span.end - 1));
    call.set("full_months", span.months());
    call.set("extra_days", span.end - span.rest_from());
}

void notice_pay(Call& call) {
    constexpr std::array<std::string_view, 3> grounds_of_40{
        "illness", "incompetence", "changed_circumstances"};
    Grounds grounds{call};
    const auto ground = call.need_text("ground");
    if (std::find(grounds_of_40.begin(), grounds_of_40.end(), ground) == grounds_of_40.end()) {
        throw Reject{
            "bad_input",
            "“ground”应为 illness、incompetence 或 changed_circumstances，其他情形没有代通知金"};
    }
    const auto wage = need_fen(call, "last_month_wage_fen");
    const auto last_day = need_date(call, "last_day");
    const auto noticed = find_date(call, "noticed_on");
    const bool in_time = noticed && last_day - *noticed >= notice_days;
    grounds.rest_on("contract_40");
    grounds.rest_on("rules_20");
    if (in_time) {
        grounds.explain("已于" + to_text(*noticed) + "提前三十日书面通知，无须支付代通知金");
    } else {
        grounds.explain("未提前三十日书面通知，应额外支付上一个月工资" + yuan(wage));
    }
    call.set("due", !in_time);
    call.set("amount_fen", in_time ? 0 : wage);
}

struct OvertimeKind {
    std::string_view minutes;
    std::string_view amount;
    std::string_view title;
    std::int64_t percent;
};

constexpr std::array<OvertimeKind, 3> overtime_kinds{{
    {"workday_minutes", "workday_fen", "工作日延长", 150},
    {"restday_minutes", "restday_fen", "休息日未补休", 200},
    {"holiday_minutes", "holiday_fen", "法定休假日", 300},
}};

/// 21.75 days of 8 hours.
constexpr std::int64_t paid_minutes_per_month = 10'440;

void overtime(Call& call) {
    Grounds grounds{call};
    const auto monthly = need_fen(call, "monthly_wage_fen");
    grounds.rest_on("pay_13");
    grounds.rest_on("days_2025");
    grounds.explain("小时工资＝月工资" + yuan(monthly) + "÷21.75天÷8小时");
    std::int64_t total = 0;
    for (const auto& kind : overtime_kinds) {
        const auto minutes = call.find_i64(kind.minutes).value_or(0);
        if (minutes < 0) throw Reject{"bad_input", "“" + std::string{kind.minutes} + "”不得为负"};
        const auto amount =
            proportion(monthly, multiplied(minutes, kind.percent), paid_minutes_per_month * 100);
        call.set(kind.amount, amount);
        total = added(total, amount);
        if (minutes == 0) continue;
        grounds.explain(
            std::string{kind.title} + std::to_string(minutes) + "分钟×" +
            std::to_string(kind.percent) + "%＝" + yuan(amount)
        );
    }
    call.set("amount_fen", total);
    const auto paid = find_fen(call, "paid_fen").value_or(0);
    if (paid > 0) grounds.explain("已支付" + yuan(paid));
    call.set("owed_fen", std::max<std::int64_t>(0, total - paid));
}

} // namespace

void add_wages(plugin::Plugin& plugin) {
    plugin.add_function(
        "double_wage", "未订立书面劳动合同的二倍工资：劳动合同法第八十二条", double_wage
    );
    plugin.add_function("notice_pay", "代通知金：劳动合同法第四十条", notice_pay);
    plugin.add_function("overtime", "加班工资：工资支付暂行规定第十三条", overtime);
}

} // namespace gongdao::dispute
