#include "plugins/cadre/functions.hpp"

#include <gongdao/civil_date.hpp>
#include <gongdao/reasons.hpp>

#include <array>

namespace gongdao::cadre {

namespace {

using namespace gongdao::plugin;

struct Grade {
    std::string_view id;
    std::string_view title;
};

/// Upwards; the place in the list is the level.
constexpr std::array<Grade, 5> grades{
    {{"ungraded", "未定级"},
     {"junior", "初级"},
     {"mid", "中级"},
     {"senior", "高级"},
     {"pioneer", "先锋人才"}}};
constexpr std::size_t senior = 3;
constexpr std::size_t pioneer = 4;

std::size_t need_grade(const Call& call, const std::string& path) {
    const auto id = call.need_text(path);
    for (std::size_t level = 0; level < grades.size(); ++level) {
        if (grades[level].id == id) return level;
    }
    throw Reject{"bad_input", "“" + path + "”应为 ungraded、junior、mid、senior 或 pioneer"};
}

std::string title(std::size_t level) { return std::string{grades[level].title}; }

int months_or(const Call& call, std::string_view path, int otherwise) {
    constexpr std::int64_t century = 1200;
    const auto months = call.find_i64(path).value_or(otherwise);
    if (months >= 0 && months <= century) return static_cast<int>(months);
    throw Reject{"bad_input", "“" + std::string{path} + "”应在0至1200个月之间"};
}

/// What holds a rise back, as the id of the limit.
class Limits {
public:
    Limits(Call& call, Reasons& reasons) : call_{call}, reasons_{reasons} {
        call_.set_empty_list("limited_by");
    }

    void add(std::string_view id, std::string_view line) {
        call_.set("limited_by." + std::to_string(count_++), id);
        reasons_.explain(line);
    }

private:
    Call& call_;
    Reasons& reasons_;
    std::size_t count_ = 0;
};

bool held_senior(const Call& call, std::size_t current, Date since) {
    if (current >= senior) return true;
    const auto count = call.find_length("history").value_or(0);
    for (std::size_t i = 0; i < count; ++i) {
        const auto place = "history." + std::to_string(i);
        if (need_grade(call, place + ".grade") < senior) continue;
        const auto to = find_date(call, place + ".to");
        if (!to || *to >= since) return true;
    }
    return false;
}

std::size_t
limited_rise(const Call& call, std::size_t current, std::size_t wanted, Limits& limits) {
    const auto on = need_date(call, "on");
    const auto post = find_date(call, "post_since");
    if (post && after_full_months(*post, months_or(call, "post_months_min", 6)) > on) {
        limits.add("new_post", "任现职自" + to_text(*post) + "起未满规定月数，不上调");
        return current;
    }
    const auto raised = find_date(call, "last_raised_on");
    if (raised && same_day_later(*raised, months_or(call, "raise_months_min", 12)) > on) {
        limits.add("raised_within_year", "上次上调在" + to_text(*raised) + "，一年内不再上调");
        return current;
    }
    const auto levels = call.find_i64("levels_up_max").value_or(1);
    if (levels < 0) throw Reject{"bad_input", "“levels_up_max”不得为负"};
    auto granted = wanted;
    if (wanted - current > static_cast<std::size_t>(levels)) {
        granted = current + static_cast<std::size_t>(levels);
        limits.add(
            "levels_up_max",
            "一年内最多上调" + std::to_string(levels) + "级，按" + title(granted) + "认定"
        );
    }
    const int window = months_or(call, "pioneer_window_months", 24);
    if (granted == pioneer && !held_senior(call, current, same_day_later(on, -window))) {
        granted = senior;
        limits.add("pioneer_needs_senior", "近两年内未取得高级，不能认定先锋人才");
    }
    return granted;
}

void level_move(Call& call) {
    Reasons reasons{call};
    Limits limits{call, reasons};
    const auto current = need_grade(call, "current");
    const auto wanted = need_grade(call, "proposed");
    const auto granted = wanted > current ? limited_rise(call, current, wanted, limits) : wanted;
    const auto* move = granted > current ? "up" : granted < current ? "down" : "same";
    reasons.explain(
        "原等级" + title(current) + "，拟定" + title(wanted) + "，可认定" + title(granted)
    );
    call.set("grade", grades[granted].id);
    call.set("move", move);
}

} // namespace

void add_level_move(plugin::Plugin& plugin) {
    plugin.add_function("level_move", "等级升降限制：一年最多升一级，降级不限", level_move);
}

} // namespace gongdao::cadre
