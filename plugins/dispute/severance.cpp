#include "plugins/dispute/functions.hpp"
#include "plugins/dispute/grounds.hpp"

#include <gongdao/civil_date.hpp>
#include <gongdao/money.hpp>

namespace gongdao::dispute {

namespace {

using namespace gongdao::plugin;

/// 劳动合同法 came into force.
constexpr Date law_begins = date(2008, 1, 1);
constexpr std::size_t months_averaged_max = 12;
constexpr std::int64_t cap_multiple = 3;
constexpr int capped_half_months = 24; // twelve years

struct MonthlyBase {
    std::int64_t fen = 0;
    bool capped = false;
};

struct Service {
    Date first;
    Date last;

    [[nodiscard]] int months() const { return full_months(first, last + 1); }

    [[nodiscard]] int days_beyond() const {
        return (last + 1) - after_full_months(first, months());
    }

    /// 第四十七条第一款: a full year counts one month, six months or more as well, less a half.
    [[nodiscard]] int half_months() const {
        const int rest = months() % 12;
        const int begun = rest > 0 || days_beyond() > 0 ? 1 : 0;
        return months() / 12 * 2 + (rest >= 6 ? 2 : begun);
    }

    [[nodiscard]] std::string text() const {
        return std::to_string(months() / 12) + "年" + std::to_string(months() % 12) + "个月" +
               std::to_string(days_beyond()) + "天";
    }
};

std::string months_text(int half_months) {
    return std::to_string(half_months / 2) + (half_months % 2 == 0 ? "个月" : ".5个月");
}

Service service_of(const Call& call) {
    const Service service{need_date(call, "hired_on"), need_date(call, "last_day")};
    if (service.last < service.first) throw Reject{"bad_input", "“last_day”早于“hired_on”"};
    if (service.last < law_begins) {
        throw Reject{"law_not_in_force", "劳动关系在2008-01-01前结束，不适用《劳动合同法》"};
    }
    return service;
}

std::int64_t average_wage(const Call& call, Grounds& grounds) {
    const auto given = find_fen(call, "average_monthly_fen");
    const auto count = call.find_length("monthly_wages_fen").value_or(0);
    if (given.has_value() == (count > 0)) {
        throw Reject{"bad_input", "请在“average_monthly_fen”与“monthly_wages_fen”中填写一项"};
    }
    if (given) return *given;
    if (count > months_averaged_max) throw Reject{"bad_input", "“monthly_wages_fen”最多十二个月"};
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < count; ++i) {
        sum = added(sum, need_fen(call, "monthly_wages_fen." + std::to_string(i)));
    }
    const auto average = proportion(sum, 1, static_cast<std::int64_t>(count));
    grounds.explain(
        "解除或者终止前" + std::to_string(count) + "个月工资合计" + yuan(sum) + "，月平均" +
        yuan(average)
    );
    return average;
}

MonthlyBase monthly_base(const Call& call, Grounds& grounds) {
    MonthlyBase base{average_wage(call, grounds), false};
    grounds.rest_on("contract_47_3");
    grounds.rest_on("rules_27");
    const auto minimum = find_fen(call, "minimum_monthly_fen");
    if (!minimum) grounds.explain("未提供当地最低工资标准，未作核对");
    if (minimum && base.fen < *minimum) {
        grounds.explain(
            "月平均工资" + yuan(base.fen) + "低于当地最低工资标准，按" + yuan(*minimum) + "计算"
        );
        base.fen = *minimum;
    }
    const auto city = find_fen(call, "city_average_fen");
    if (!city) grounds.explain("未提供本地区上年度职工月平均工资，未核对三倍上限");
    if (city && base.fen > multiplied(*city, cap_multiple)) {
        const auto cap = multiplied(*city, cap_multiple);
        grounds.explain(
            "月工资" + yuan(base.fen) + "高于职工月平均工资三倍，按" + yuan(cap) +
            "计算，年限不超过十二年"
        );
        grounds.rest_on("contract_47_2");
        base = {cap, true};
    }
    return base;
}

int counted_half_months(const Service& service, const MonthlyBase& base, Grounds& grounds) {
    const int whole = service.half_months();
    const int counted = base.capped ? std::min(whole, capped_half_months) : whole;
    grounds.explain(
        "自" + to_text(service.first) + "至" + to_text(service.last) + "共" + service.text() +
        "，计" + months_text(counted) + "工资"
    );
    grounds.rest_on("contract_47_1");
    return counted;
}

void put(Call& call, const MonthlyBase& base, int half_months, std::int64_t amount) {
    call.set("monthly_fen", base.fen);
    call.set("capped", base.capped);
    call.set("half_months", half_months);
    call.set("amount_fen", amount);
}

void severance(Call& call) {
    Grounds grounds{call};
    auto service = service_of(call);
    const bool older = service.first < law_begins;
    if (older) {
        grounds.explain("2008-01-01前的年限按当时有关规定另行核定，未计入本结果");
        grounds.rest_on("contract_97_3");
        service.first = law_begins;
    }
    const auto base = monthly_base(call, grounds);
    const int half_months = counted_half_months(service, base, grounds);
    const auto amount = proportion(base.fen, half_months, 2);
    grounds.explain(
        "经济补偿＝" + yuan(base.fen) + "×" + months_text(half_months) + "＝" + yuan(amount)
    );
    put(call, base, half_months, amount);
    call.set("needs_review", older);
}

void unlawful_dismissal(Call& call) {
    Grounds grounds{call};
    const auto service = service_of(call);
    const auto base = monthly_base(call, grounds);
    const int half_months = counted_half_months(service, base, grounds);
    const auto amount = multiplied(base.fen, half_months);
    grounds.rest_on("contract_87");
    grounds.rest_on("rules_25");
    grounds.explain(
        "赔偿金＝" + yuan(base.fen) + "×" + months_text(half_months) + "×2＝" + yuan(amount) +
        "，不再支付经济补偿"
    );
    put(call, base, half_months, amount);
    call.set("needs_review", service.first < law_begins && base.capped);
}

} // namespace

void add_severance(plugin::Plugin& plugin) {
    plugin.add_function("severance", "经济补偿（N）：劳动合同法第四十七条", severance);
    plugin.add_function(
        "unlawful_dismissal", "违法解除或终止的赔偿金（2N）：第八十七条", unlawful_dismissal
    );
}

} // namespace gongdao::dispute
