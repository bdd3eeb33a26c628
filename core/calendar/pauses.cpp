#include "core/calendar/pauses.hpp"

#include "core/calendar/errors.hpp"

#include <algorithm>

namespace gongdao {

namespace {

constexpr int end_of_day = 1440;

/// The first pause that ends after `instant`.
auto first_ending_after(const std::vector<Pause>& pauses, Instant instant) {
    return std::upper_bound(pauses.begin(), pauses.end(), instant, [](Instant i, const Pause& p) {
        return i < p.to;
    });
}

} // namespace

Result<Pauses> Pauses::joined(std::span<const Pause> pauses) {
    std::vector<Pause> sorted;
    for (const auto& pause : pauses) {
        if (pause.to < pause.from) {
            return fail(errors::bad_pause, {to_text(pause.from), to_text(pause.to)});
        }
        if (pause.from < pause.to) sorted.push_back(pause);
    }
    std::sort(sorted.begin(), sorted.end(), [](const Pause& a, const Pause& b) {
        return a.from < b.from;
    });
    Pauses result;
    for (const auto& pause : sorted) {
        auto& known = result.pauses_;
        if (!known.empty() && pause.from <= known.back().to) {
            known.back().to = std::max(known.back().to, pause.to);
        } else {
            known.push_back(pause);
        }
    }
    return result;
}

bool Pauses::touch(CivilDate date) const {
    const auto pause = first_ending_after(pauses_, at(date));
    return pause != pauses_.end() && pause->from < at(date, end_of_day);
}

std::vector<Pause> Pauses::gaps(Instant from, Instant to) const {
    std::vector<Pause> found;
    auto pause = first_ending_after(pauses_, from);
    while (from < to) {
        const bool last = pause == pauses_.end() || pause->from >= to;
        const auto end = last ? to : pause->from;
        if (from < end) found.push_back({.from = from, .to = end});
        if (last) break;
        from = pause->to;
        ++pause;
    }
    return found;
}

} // namespace gongdao
