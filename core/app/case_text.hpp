#pragma once

#include "core/engine/state.hpp"
#include "core/model/pack.hpp"
#include "core/ports/journal.hpp"

#include <string>
#include <vector>

namespace gongdao {

/// One case as people read it on a terminal: number, facts by their labels, the warning with its
/// reasons, what is open, and what happened. Personal values stay sealed.
[[nodiscard]] std::string
case_text(const CaseState& state, const Pack& pack, const std::vector<JournalRow>& rows);

/// `在办`, `已办结`, `已作废`; of batches and entries too. An unknown word stands for itself.
[[nodiscard]] std::string_view status_title(std::string_view status);

/// `橙色` in this profile; the number where the profile has no such rank.
[[nodiscard]] std::string
rank_title(const Pack& pack, const std::string& profile, std::int64_t rank);

} // namespace gongdao
