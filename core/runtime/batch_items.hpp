#pragma once

#include "core/model/pack.hpp"
#include "core/runtime/node.hpp"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace gongdao {

/// Items of a chunk: one row of the table, one line of the journal.
inline constexpr std::size_t items_per_chunk = 2'048;

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
/// rules may look at; a part at a time, so that a batch of any size needs the same memory.
class BatchSelection {
public:
    [[nodiscard]] static Result<BatchSelection>
    open(Node& node, const BatchDefinition& definition, const BatchPeriod& period);

    using Visit = std::function<Result<void>(BatchItem&)>;

    /// The item and what is copied or moved out of its documents is gone when `visit` returns:
    /// `kept` makes an item that stays. Stops with the first error.
    [[nodiscard]] Result<void> each(const Visit& visit);

private:
    using JoinedValues = std::map<std::string, std::map<std::string, std::int64_t>>;

    explicit BatchSelection(Node& node) : node_{node} {}

    [[nodiscard]] Result<void> join(const BatchDefinition& definition, const BatchPeriod& period);
    [[nodiscard]] Result<BatchItem>
    item_of(const Record& entry, const boost::json::storage_ptr& storage) const;

    Node& node_;
    Selection selection_;
    JoinedValues joined_;
    Document shared_; ///< period and settings
};

/// A copy with memory of its own.
[[nodiscard]] BatchItem kept(const BatchItem& item);

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
