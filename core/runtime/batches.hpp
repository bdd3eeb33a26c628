#pragma once

#include "core/ports/services.hpp"
#include "core/runtime/node.hpp"

#include <array>
#include <string_view>

namespace gongdao {

/// The runtime's own jobs. A batch is driven by an ordinary case, whose people review and approve
/// it.
inline constexpr std::array<const char*, 3> batch_jobs{
    "batch.freeze", "batch.compute", "batch.release"};
[[nodiscard]] bool is_batch_job(std::string_view job);

/// freeze: records who is on the list; of a batch whose settings say `freeze`, nobody who comes
/// later is computed. Answers `batch_items`.
/// compute: freezes the selection, computes every item, runs the set phases and answers
/// `batch_items`, `batch_amount_fen`, `batch_exceptions`, `batch_hash`, `batch_findings`. Computing
/// again replaces the earlier run, until it is released.
/// release: writes results back to the register and hands out the pay list; answers
/// `released_items`, `pay_count` and `pay_file`. A released batch is never computed again:
/// corrections are lines of a later one.
[[nodiscard]] Result<Document> run_batch_job(
    Node& node,
    std::string_view job,
    const CaseState& asking,
    const Document& input,
    const WorkContext& context
);

} // namespace gongdao
