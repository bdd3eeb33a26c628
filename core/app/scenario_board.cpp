#include "core/app/boards.hpp"
#include "core/app/errors.hpp"
#include "core/app/scenario_run.hpp"

#include <algorithm>

namespace gongdao {

namespace {

/// Groups that nothing fell into are not on a board: they are zero.
std::string value_shown(const MeasureResult& measure, const std::string& group) {
    if (group.empty()) return shown(measure, measure.value);
    for (const auto& found : measure.groups) {
        if (found.key.chinese == group) return shown(measure, found.value);
    }
    return shown(measure, 0);
}

} // namespace

Result<void> ScenarioRun::expect_board(const ScenarioLine& line) {
    const auto ready = pack();
    if (!ready) return ready.error();
    if (line.words.size() < 5 || line.words.size() > 6)
        return fail(errors::scenario_syntax, {line.text}, {.line = line.number});
    const auto measures =
        compute_board(county_.node(), pack_, line.words[2], date_of(county_.now()));
    if (!measures) return measures.error();
    const auto measure =
        std::find_if(measures->begin(), measures->end(), [&](const MeasureResult& one) {
            return one.title == line.words[3] || one.id == line.words[3];
        });
    if (measure == measures->end())
        return fail(errors::unknown_title, {line.words[3]}, {.line = line.number});
    const auto found =
        value_shown(*measure, line.words.size() == 6 ? line.words[4] : std::string{});
    if (found == line.words.back()) return {};
    return fail(
        errors::scenario_failed,
        {line.text.substr(std::string_view{"应当"}.size()), "为" + found},
        {.line = line.number}
    );
}

} // namespace gongdao
