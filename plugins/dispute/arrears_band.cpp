#include "plugins/dispute/functions.hpp"
#include "plugins/dispute/grounds.hpp"

#include <gongdao/money.hpp>

#include <algorithm>

namespace gongdao::dispute {

namespace {

using namespace gongdao::plugin;

constexpr std::int64_t months_min = 3;
constexpr std::int64_t workers_min = 10;

/// What 法释〔2013〕3号第三条 leaves to the high court of the province.
struct Range {
    std::string_view path;
    std::int64_t low;
    std::int64_t high;
};

constexpr Range one_worker{"one_worker_threshold_fen", 500'000, 2'000'000};
constexpr Range many_workers{"many_workers_threshold_fen", 3'000'000, 10'000'000};

enum class Band { below, depends, reached };

/// Without the province's own figure an amount inside the range stays open.
Band band_of(const Call& call, std::int64_t amount, const Range& range) {
    const auto threshold = find_fen(call, range.path);
    if (threshold && (*threshold < range.low || *threshold > range.high)) {
        throw Reject{
            "bad_input",
            "“" + std::string{range.path} + "”应在" + yuan(range.low) + "至" + yuan(range.high) +
                "之间（法释〔2013〕3号第三条）"};
    }
    if (amount >= threshold.value_or(range.high)) return Band::reached;
    return !threshold && amount >= range.low ? Band::depends : Band::below;
}

std::string_view name_of(Band band) {
    switch (band) {
    case Band::reached:
        return "reached";
    case Band::depends:
        return "depends";
    case Band::below:
        break;
    }
    return "below";
}

std::string judged(Band band) {
    switch (band) {
    case Band::reached:
        return "，达到“数额较大”";
    case Band::depends:
        return "，在幅度之内，须按本省高级人民法院的标准认定";
    case Band::below:
        break;
    }
    return "，未达到“数额较大”";
}

Band one_worker_band(const Call& call, Grounds& grounds) {
    const auto amount = need_fen(call, "largest_one_fen");
    const auto months = call.need_i64("largest_one_months");
    const auto band = months < months_min ? Band::below : band_of(call, amount, one_worker);
    grounds.explain(
        "一名劳动者被拖欠" + std::to_string(months) + "个月、" + yuan(amount) + judged(band)
    );
    return band;
}

Band many_workers_band(const Call& call, Grounds& grounds) {
    const auto amount = need_fen(call, "total_fen");
    const auto workers = call.need_i64("workers");
    const auto band = workers < workers_min ? Band::below : band_of(call, amount, many_workers);
    grounds.explain(std::to_string(workers) + "名劳动者被拖欠累计" + yuan(amount) + judged(band));
    return band;
}

void arrears_band(Call& call) {
    Grounds grounds{call};
    grounds.rest_on("court_2013_3");
    grounds.rest_on("criminal_276");
    const auto one = one_worker_band(call, grounds);
    const auto many = many_workers_band(call, grounds);
    const auto band = std::max(one, many);
    const bool ordered = call.find_bool("order_unmet").value_or(false);
    const bool suspected = band == Band::reached && ordered;
    if (suspected) grounds.explain("经政府有关部门责令支付仍不支付，涉嫌拒不支付劳动报酬");
    if (band == Band::reached && !ordered) grounds.explain("尚无“经责令支付仍不支付”的记录");
    call.set("band", name_of(band));
    call.set("one_worker", name_of(one));
    call.set("many_workers", name_of(many));
    call.set("suspected_crime", suspected);
}

} // namespace

void add_arrears_band(plugin::Plugin& plugin) {
    plugin.add_function(
        "arrears_band", "欠薪是否达到刑事“数额较大”：法释〔2013〕3号第三条", arrears_band
    );
}

} // namespace gongdao::dispute
