#pragma once

#include "core/runtime/batch_items.hpp"

namespace gongdao {

/// Setting `append_<register>` with pairs `field=result`: a released batch leaves a new entry per
/// item in that register, `<key of the item>-<period>`. `key` and `period` may stand for a result.
/// Nothing is left of faulty and carried items. Fails with `bad_append`.
[[nodiscard]] Result<void> append_history(
    Node& node,
    const BatchDefinition& definition,
    const Document& item,
    const BatchPeriod& period,
    const Command& cause,
    Instant now
);

} // namespace gongdao
