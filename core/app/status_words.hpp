#pragma once

#include "core/app/wording.hpp"
#include "core/engine/state.hpp"
#include "core/model/pack.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gongdao {

/// `在办`, `已办结`, `已作废`; of batches and entries too. An unknown word stands for itself.
[[nodiscard]] std::string_view status_title(std::string_view status, Language language);

/// The short words that scenarios write, too: `在办`, `办结`, `作废`, `未立案`.
[[nodiscard]] Wording status_words(CaseStatus status);
/// `open` for `open` and for 在办; empty where cases have no such status.
[[nodiscard]] std::string case_status_of(std::string_view word);
/// An argument of an error: `open（在办）、completed（已办结）…`
[[nodiscard]] std::string case_statuses();

/// `橙色` in this profile; the number where the profile has no such rank.
[[nodiscard]] std::string
rank_title(const Pack& pack, const std::string& profile, std::int64_t rank);

} // namespace gongdao
