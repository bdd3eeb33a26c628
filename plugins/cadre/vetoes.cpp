#include "plugins/cadre/functions.hpp"

#include <gongdao/civil_date.hpp>
#include <gongdao/reasons.hpp>

#include <array>

namespace gongdao::cadre {

namespace {

using namespace gongdao::plugin;

struct Ground {
    std::string_view id;
    std::string_view line;
};

constexpr std::array<Ground, 3> grounds{{
    {"hidden_incident", "瞒报劳资纠纷或事件"},
    {"finance_breach", "违反工会财经纪律"},
    {"discipline_case", "涉及违法犯罪或受到纪律处分"},
}};

/// Nothing where the certificate holds on that day.
std::optional<Ground> certificate_fault(const Call& call, Date on) {
    const auto until = find_date(call, "certificate_valid_until");
    if (!until) return Ground{"no_certificate", "未取得资格证书"};
    if (*until < on) return Ground{"certificate_expired", "资格证书已过期"};
    return std::nullopt;
}

void vetoes(Call& call) {
    Reasons reasons{call};
    call.set_empty_list("grounds");
    std::size_t count = 0;
    const auto add = [&](const Ground& ground) {
        call.set("grounds." + std::to_string(count++), ground.id);
        reasons.explain(ground.line);
    };
    for (const auto& ground : grounds) {
        if (call.need_bool(ground.id)) add(ground);
    }
    if (const auto fault = certificate_fault(call, need_date(call, "on"))) add(*fault);
    if (count == 0) reasons.explain("没有一票否决事项");
    call.set("vetoed", count > 0);
}

} // namespace

void add_vetoes(plugin::Plugin& plugin) {
    plugin.add_function("vetoes", "一票否决事项：有一项即为未定级", vetoes);
}

} // namespace gongdao::cadre
