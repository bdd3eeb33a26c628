#pragma once

#include "core/model/pack.hpp"
#include "core/runtime/node.hpp"

#include <map>
#include <optional>
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

    /// The next ones, `items_per_chunk` at most; none at the end.
    [[nodiscard]] Result<std::vector<BatchItem>> next();

private:
    using JoinedValues = std::map<std::string, std::map<std::string, std::int64_t>>;

    explicit BatchSelection(Node& node) : node_{node} {}

    [[nodiscard]] Result<void> join(const BatchDefinition& definition, const BatchPeriod& period);
    [[nodiscard]] Result<BatchItem> item_of(const Record& entry) const;

    Node& node_;
    Selection selection_;
    JoinedValues joined_;
    Document shared_; ///< period and settings
    std::optional<std::string> last_;
};

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
