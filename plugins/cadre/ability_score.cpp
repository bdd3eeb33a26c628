#include "plugins/cadre/functions.hpp"

#include <gongdao/reasons.hpp>

#include <algorithm>
#include <array>

namespace gongdao::cadre {

namespace {

using namespace gongdao::plugin;

struct Weighted {
    std::string_view id;
    std::string_view title;
    std::int64_t percent; ///< the default
};

constexpr std::array<Weighted, 5> abilities{{
    {"professional", "专业", 25},
    {"organise", "组织", 25},
    {"coordinate", "协调", 20},
    {"execute", "执行", 20},
    {"innovate", "创新", 10},
}};

constexpr std::array<Weighted, 4> sources{{
    {"superior", "上级评", 40},
    {"members", "会员评", 30},
    {"business_data", "业务数据", 20},
    {"employer", "企业评", 10},
}};

constexpr std::int64_t points_max = 100;
constexpr std::int64_t bonus_max = 10;
constexpr std::int64_t floor_default = 60;
/// A point is 100 parts after one weighting and 10 000 after two.
constexpr std::int64_t e2 = 100;
constexpr std::int64_t e4 = 10'000;

std::string joined(std::string_view first, std::string_view second) {
    return std::string{first} + "." + std::string{second};
}

std::int64_t need_within(const Call& call, const std::string& path, std::int64_t high) {
    const auto number = call.need_i64(path);
    if (number < 0 || number > high) {
        throw Reject{"bad_input", "“" + path + "”应在0至" + std::to_string(high) + "之间"};
    }
    return number;
}

/// The county's weights, whole and together 100, or the defaults.
template <std::size_t count>
std::array<std::int64_t, count>
weights(const Call& call, std::string_view path, const std::array<Weighted, count>& of) {
    std::array<std::int64_t, count> percent{};
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < count; ++i) {
        percent[i] =
            call.has(path) ? need_within(call, joined(path, of[i].id), points_max) : of[i].percent;
        sum += percent[i];
    }
    if (sum == points_max) return percent;
    throw Reject{
        "bad_weights", "“" + std::string{path} + "”合计应为100，现为" + std::to_string(sum)};
}

/// Four decimals of a point as two, rounded half up; for people only, never for comparing.
std::string shown(std::int64_t score_e4) {
    const auto hundredths = (score_e4 + e2 / 2) / e2;
    return std::to_string(hundredths / e2) + "." + std::to_string(e2 + hundredths % e2).substr(1);
}

std::int64_t
ability_e2(const Call& call, std::string_view ability, const std::array<std::int64_t, 4>& percent) {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < sources.size(); ++i) {
        const auto path = "scores." + joined(sources[i].id, ability);
        sum += need_within(call, path, points_max) * percent[i];
    }
    return sum;
}

std::int64_t
listed_points(const Call& call, const std::string& list, Reasons& reasons, const char* sign) {
    std::int64_t sum = 0;
    const auto count = call.find_length(list).value_or(0);
    for (std::size_t i = 0; i < count; ++i) {
        const auto place = list + "." + std::to_string(i);
        const auto points = need_within(call, place + ".points", points_max);
        reasons.explain(
            sign + std::to_string(points) + "分：" + std::string{call.need_text(place + ".reason")}
        );
        sum += points;
    }
    return sum;
}

struct Weighing {
    std::int64_t base_e4 = 0;
    std::int64_t lowest_e2 = points_max * e2;
    std::vector<std::string_view> below;
};

Weighing weigh(Call& call, Reasons& reasons) {
    const auto by_ability = weights(call, "ability_weights", abilities);
    const auto by_source = weights(call, "source_weights", sources);
    const auto floor =
        call.has("ability_floor") ? need_within(call, "ability_floor", points_max) : floor_default;
    Weighing sum;
    for (std::size_t i = 0; i < abilities.size(); ++i) {
        const auto score = ability_e2(call, abilities[i].id, by_source);
        call.set(joined("abilities_e2", abilities[i].id), score);
        reasons.explain(
            std::string{abilities[i].title} + shown(score * e2) + "分，权重" +
            std::to_string(by_ability[i]) + "%"
        );
        sum.base_e4 += score * by_ability[i];
        sum.lowest_e2 = std::min(sum.lowest_e2, score);
        if (score < floor * e2) sum.below.push_back(abilities[i].id);
    }
    return sum;
}

void ability_score(Call& call) {
    Reasons reasons{call};
    const auto sum = weigh(call, reasons);
    const auto limit =
        call.has("bonus_max") ? need_within(call, "bonus_max", points_max) : bonus_max;
    const auto asked = listed_points(call, "bonuses", reasons, "加");
    const auto bonus = std::min(asked, limit);
    if (asked > bonus)
        reasons.explain(
            "加分合计" + std::to_string(asked) + "分，按上限" + std::to_string(limit) + "分计"
        );
    const auto deduction = listed_points(call, "deductions", reasons, "扣");
    const auto score = std::max<std::int64_t>(0, sum.base_e4 + (bonus - deduction) * e4);
    reasons.explain("基础分" + shown(sum.base_e4) + "，总分" + shown(score));
    call.set("base_e4", sum.base_e4);
    call.set("bonus_points", bonus);
    call.set("deduction_points", deduction);
    call.set("score_e4", score);
    call.set("score_text", shown(score));
    call.set("lowest_ability_e2", sum.lowest_e2);
    call.set_empty_list("below_floor");
    for (std::size_t i = 0; i < sum.below.size(); ++i) {
        call.set("below_floor." + std::to_string(i), sum.below[i]);
    }
}

} // namespace

void add_ability_score(plugin::Plugin& plugin) {
    plugin.add_function("ability_score", "五大能力综合得分，精确到万分之一分", ability_score);
}

} // namespace gongdao::cadre
