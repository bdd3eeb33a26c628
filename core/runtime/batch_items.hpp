#pragma once

#include "core/model/pack.hpp"
#include "core/runtime/node.hpp"

#include <string>
#include <vector>

namespace gongdao {

/// First and last day of `2025-01` or `2025`.
struct BatchPeriod {
    std::string text;
    CivilDate from;
    CivilDate to;
};

/// Fails with `bad_date`.
[[nodiscard]] Result<BatchPeriod> read_batch_period(const std::string& text);

/// One member of the frozen list and what was computed for it.
struct BatchItem {
    std::string key;
    Document facts;    ///< inputs: the entry, settings, joins, period
    Document results;  ///< object: what rule and functions gave, with `reasons`
    std::string fault; ///< Chinese sentence, where the item could not be computed
    std::string held;  ///< Chinese sentence, where it is due but cannot be paid now
    Document payee;    ///< object `payee`, `account`, as sealed in the register; or null
};

/// The entries that the definition selects, in order of their keys, with everything that their
/// rules may look at.
[[nodiscard]] Result<std::vector<BatchItem>>
select_items(Node& node, const BatchDefinition& definition, const BatchPeriod& period);

/// Runs prepare function, rule and program function over one item. A fault stays with the item.
void compute_item(
    Node& node,
    const DeployedPack& pack,
    const BatchDefinition& definition,
    const BatchPeriod& period,
    Instant now,
    BatchItem& item
);

/// Rank, quota and pairing over the whole set, in the declared order. Answers what people must look
/// at, such as ties at a border.
[[nodiscard]] Result<Document>
run_phases(const std::vector<SetPhase>& phases, std::vector<BatchItem>& items);

} // namespace gongdao
