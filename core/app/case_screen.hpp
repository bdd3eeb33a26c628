#pragma once

#include "core/app/people.hpp"
#include "core/engine/state.hpp"
#include "core/model/pack.hpp"
#include "core/ports/journal.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace gongdao {

/// What is shown of one case, and how.
struct CaseScreen {
    const CaseState& state;
    const Pack& pack;
    const std::vector<JournalRow>& rows;
    People& people;
    Language language = Language::chinese;
};

/// One case as people read it on a terminal: number, facts by their labels, the warning with its
/// reasons, what is open, and what happened. Personal values stay sealed.
[[nodiscard]] std::string case_text(const CaseScreen& screen);

/// What happened, a line for each row of the journal.
[[nodiscard]] std::string history_text(const CaseScreen& screen);

/// `15人`, `¥700,000.00`, `15日` for `P15D`, `无` for an empty list; sealed values `***`. A list of
/// objects is a line for each.
[[nodiscard]] std::string value_text(const Field& field, const Document& value, Language language);

/// What the diagram calls an element; its id where it has no name there.
[[nodiscard]] std::string
element_name(const Pack& pack, const std::string& process, const std::string& id);

/// `2025-03-04 09:00`
[[nodiscard]] std::string minute_text(Instant at);
/// The same, with a mark where the year's holidays are not known yet (暂按).
[[nodiscard]] std::string due_text(Instant due, bool provisional, Language language);
/// `镇街工会、县总法工部`
[[nodiscard]] std::string role_titles(const Pack& pack, const std::vector<std::string>& roles);

} // namespace gongdao
