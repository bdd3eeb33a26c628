#include "periods.csv.hpp"
#include "plugins/dispute/functions.hpp"
#include "plugins/dispute/table.hpp"

#include <gongdao/civil_date.hpp>
#include <gongdao/reasons.hpp>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace gongdao::dispute {

namespace {

using namespace gongdao::plugin;

struct Period {
    std::string_view kind;
    std::string_view region; ///< the beginning of a division code; empty means the whole country
    std::optional<Date> valid_from;
    std::optional<Date> valid_to;
    int count = 0;
    std::string_view unit;
    std::string_view starts;
    std::string_view article;
    bool verified = false; ///< the text of the article itself was read
    std::string_view note;

    [[nodiscard]] bool holds(Date on, std::string_view division) const {
        const bool in_time = (!valid_from || *valid_from <= on) && (!valid_to || on <= *valid_to);
        return in_time && division.substr(0, region.size()) == region;
    }
};

std::optional<Date> bound(std::string_view cell) {
    if (cell.empty()) return std::nullopt;
    const auto day = parse_date(cell);
    if (!day) throw std::logic_error{"periods.csv: " + std::string{cell} + " is no date"};
    return day;
}

std::string_view unit_text(std::string_view unit) {
    constexpr std::array<std::array<std::string_view, 2>, 4> units{
        {{"working_day", "个工作日"}, {"day", "日"}, {"month", "个月"}, {"year", "年"}}};
    for (const auto& [id, text] : units) {
        if (id == unit) return text;
    }
    throw std::logic_error{"periods.csv: " + std::string{unit} + " is no unit"};
}

Period period_of(const Row& row) {
    const auto count = read_digits(row.at("count"));
    const auto source = row.at("source");
    if (!count || *count == 0) throw std::logic_error{"periods.csv: a count is no number"};
    if (source != "text" && source != "secondary") throw std::logic_error{"periods.csv: source"};
    static_cast<void>(unit_text(row.at("unit")));
    return {
        .kind = row.at("kind"),
        .region = row.at("region"),
        .valid_from = bound(row.at("valid_from")),
        .valid_to = bound(row.at("valid_to")),
        .count = *count,
        .unit = row.at("unit"),
        .starts = row.at("starts"),
        .article = row.at("article"),
        .verified = source == "text",
        .note = row.at("note"),
    };
}

std::vector<Period> read_periods() {
    std::vector<Period> all;
    for (const auto& row : read_table(periods_csv))
        all.push_back(period_of(row));
    return all;
}

/// The row for the smallest region that holds on that day.
const Period* find_period(
    const std::vector<Period>& all, std::string_view kind, Date on, std::string_view division
) {
    const Period* best = nullptr;
    for (const auto& one : all) {
        if (one.kind != kind || !one.holds(on, division)) continue;
        if (best == nullptr || one.region.size() > best->region.size()) best = &one;
    }
    return best;
}

void period(Call& call, const std::vector<Period>& all) {
    const auto kind = call.need_text("kind");
    const auto on = find_date(call, "on").value_or(today(call));
    const auto* found = find_period(all, kind, on, call.find_text("division").value_or(""));
    if (found == nullptr) {
        throw Reject{
            "no_such_period",
            "没有在" + to_text(on) + "有效的期间“" + std::string{kind} +
                "”，请核对名称、地区与日期"};
    }
    Reasons reasons{call};
    const auto length = std::to_string(found->count) + std::string{unit_text(found->unit)};
    reasons.explain(
        "自" + std::string{found->starts} + "起" + length + "：" + std::string{found->note}
    );
    if (!found->verified) reasons.explain("本条依据转引自其他材料，使用前请核对原文");
    reasons.rest_on(found->article, length);
    call.set("count", found->count);
    call.set("unit", found->unit);
    call.set("starts", found->starts);
    call.set("verified", found->verified);
}

} // namespace

void add_periods(plugin::Plugin& plugin) {
    plugin.add_function(
        "period",
        "法定期间及其依据，按日期与地区",
        [all = read_periods()](Call& call) { period(call, all); }
    );
}

} // namespace gongdao::dispute
