#include "plugins/dispute/functions.hpp"
#include "plugins/dispute/grounds.hpp"

#include <gongdao/civil_date.hpp>

#include <algorithm>

namespace gongdao::dispute {

namespace {

using namespace gongdao::plugin;

constexpr int limitation_months = 12;

/// Days on which the period stood still, both ends included.
struct Pause {
    Date from;
    Date to;
};

struct Facts {
    Date as_of;
    std::vector<Date> interruptions;
    std::vector<Pause> pauses;
};

std::vector<Date> interruptions_of(const Call& call) {
    std::vector<Date> all;
    const auto count = call.find_length("interruptions").value_or(0);
    for (std::size_t i = 0; i < count; ++i) {
        all.push_back(need_date(call, "interruptions." + std::to_string(i) + ".on"));
    }
    std::sort(all.begin(), all.end());
    return all;
}

std::vector<Pause> pauses_of(const Call& call, Date as_of) {
    std::vector<Pause> all;
    const auto count = call.find_length("suspensions").value_or(0);
    for (std::size_t i = 0; i < count; ++i) {
        const auto place = "suspensions." + std::to_string(i);
        const Pause pause{
            need_date(call, place + ".from"), find_date(call, place + ".to").value_or(as_of)};
        if (pause.from > as_of) throw Reject{"bad_input", "“" + place + ".from”晚于核算日"};
        if (pause.to < pause.from) throw Reject{"bad_input", "“" + place + ".to”早于“from”"};
        all.push_back(pause);
    }
    std::sort(all.begin(), all.end(), [](const Pause& left, const Pause& right) {
        return left.from < right.from;
    });
    return all;
}

/// The last day of the period that runs from `start`. Each day that a pause takes away is added;
/// what lies before the start, or within an earlier pause, takes nothing away.
Date last_day(Date start, const std::vector<Pause>& pauses) {
    auto last = same_day_later(start, limitation_months);
    auto counted_to = start;
    for (const auto& pause : pauses) {
        const auto from = std::max(pause.from, counted_to + 1);
        if (from > last) break;
        if (pause.to < from) continue;
        last = last + (pause.to - from + 1);
        counted_to = pause.to;
    }
    return last;
}

/// Every interruption inside the period begins it anew; one that comes too late does nothing.
Date effective_start(Date start, const Facts& facts, Grounds& grounds) {
    bool interrupted = false;
    for (const auto on : facts.interruptions) {
        if (on > facts.as_of) throw Reject{"bad_input", "中断日期" + to_text(on) + "晚于核算日"};
        if (on <= start) {
            grounds.explain(to_text(on) + "的主张不晚于起算日，不影响时效");
        } else if (on > last_day(start, facts.pauses)) {
            grounds.explain(to_text(on) + "的主张在时效届满之后，不发生中断");
        } else {
            start = on;
            interrupted = true;
            grounds.explain("时效于" + to_text(on) + "中断，重新计算");
        }
    }
    if (interrupted) grounds.rest_on("arbitration_27_2");
    return start;
}

/// Nothing where arrears are claimed during employment: then no period runs at all.
std::optional<Date> first_start(const Call& call, Date as_of, Grounds& grounds) {
    if (!call.find_bool("wage_arrears").value_or(false)) {
        grounds.rest_on("arbitration_27_1");
        return need_date(call, "knew_on");
    }
    grounds.rest_on("arbitration_27_4");
    const auto ended = find_date(call, "employment_ended_on");
    if (ended && *ended <= as_of) {
        grounds.explain(
            "劳动关系于" + to_text(*ended) + "终止，拖欠劳动报酬的争议自终止之日起一年内提出"
        );
        return ended;
    }
    grounds.explain("劳动关系存续期间拖欠劳动报酬，申请仲裁不受一年时效限制");
    return std::nullopt;
}

void explain_pauses(Date start, const Facts& facts, Date last, Grounds& grounds) {
    const int added_days = last - same_day_later(start, limitation_months);
    if (added_days == 0) return;
    grounds.rest_on("arbitration_27_3");
    grounds.explain("时效中止的日数顺延，届满日相应推后" + std::to_string(added_days) + "天");
    const bool running =
        std::any_of(facts.pauses.begin(), facts.pauses.end(), [&](const Pause& pause) {
            return pause.from <= last && pause.to >= facts.as_of;
        });
    if (running) grounds.explain("中止原因在核算日尚未消除，届满日暂按核算日计算");
}

void limitation(Call& call) {
    Grounds grounds{call};
    const auto as_of = find_date(call, "as_of").value_or(today(call));
    const auto begins = first_start(call, as_of, grounds);
    call.set("unlimited", !begins.has_value());
    if (!begins) {
        call.set("expired", false);
        return;
    }
    const Facts facts{as_of, interruptions_of(call), pauses_of(call, as_of)};
    const auto start = effective_start(*begins, facts, grounds);
    const auto last = last_day(start, facts.pauses);
    explain_pauses(start, facts, last, grounds);
    const bool expired = as_of > last;
    grounds.explain(
        "自" + to_text(start) + "起算，" + to_text(last) + "届满，核算日" + to_text(as_of) +
        (expired ? "已超过时效" : "尚在时效之内")
    );
    call.set("starts_on", to_text(start));
    call.set("last_day", to_text(last));
    call.set("days_left", expired ? 0 : last - as_of);
    call.set("expired", expired);
}

} // namespace

void add_limitation(plugin::Plugin& plugin) {
    plugin.add_function("limitation", "仲裁时效：劳动争议调解仲裁法第二十七条", limitation);
}

} // namespace gongdao::dispute
