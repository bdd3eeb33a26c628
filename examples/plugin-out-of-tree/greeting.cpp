// A plugin of one county: one pure function and one job.
#include <gongdao/money.hpp>
#include <gongdao/plugin.hpp>
#include <gongdao/reasons.hpp>

#include <algorithm>

namespace {

using namespace gongdao::plugin;

/// 50 yuan for every full year, ten years at most.
void seniority_allowance(Call& call) {
    const auto years = std::clamp<std::int64_t>(call.need_i64("years"), 0, 10);
    const auto amount = multiplied(5'000, years);
    Reasons reasons{call};
    reasons.explain("工龄津贴：" + std::to_string(years) + "年×50元＝" + yuan(amount));
    call.set("amount_fen", amount);
}

/// Words a birthday greeting. A job of another kind would now hand it to the outside world with
/// `call.meta("idempotency_key")`, and throw Retry where the line is down.
void birthday_letter(Call& call) {
    const auto name = call.need_text("name");
    call.set("text", std::string{name} + "同志：值此生日之际，工会祝您身体健康、工作顺利！");
}

void setup(Plugin& plugin) {
    plugin.add_function("seniority_allowance", "工龄津贴", seniority_allowance);
    plugin.add(
        {GONGDAO_DOCUMENT,
         GONGDAO_F_PURE | GONGDAO_F_REENTRANT,
         1,
         "birthday_letter",
         "生日慰问信"},
        birthday_letter
    );
}

} // namespace

GONGDAO_PLUGIN(GONGDAO_PLUGIN_ID, GONGDAO_PLUGIN_VERSION, "Example county", setup)
