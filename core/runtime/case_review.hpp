#pragma once

#include "core/ports/services.hpp"
#include "core/runtime/node.hpp"

#include <cstdint>
#include <string_view>

namespace gongdao {

/// The runtime's own job that looks at open cases again (docs/formats/review.md).
inline constexpr std::string_view case_review_job = "case.review";

/// Cases that one job looks at, unless it asks for fewer, and tells: some 30 ms of the writer each
/// with a decision table, so that nobody notices a county of a million cases being reviewed.
inline constexpr std::int64_t cases_per_review = 4'000;
inline constexpr std::int64_t told_per_review = 200;

/// Input `review`, `after`, the stream of the case that the last job ended with (absent or empty in
/// the first), and `at_most`, how many cases to look at. Answers `looked_at`, `differing`, `told`,
/// `failed`, `fault` (number and sentence of the first) and `after`, empty where no case is left.
/// Reads the list of cases alone; whoever differs gets the review's message and decides by itself,
/// so nothing is written for the others. A repeated job tells nobody twice.
[[nodiscard]] Result<Document> review_cases(
    Node& node, const CaseState& asking, const Document& input, const WorkContext& context
);

} // namespace gongdao
