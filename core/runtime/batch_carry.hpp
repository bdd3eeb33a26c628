#pragma once

#include "core/runtime/batch_chunks.hpp"
#include "core/runtime/batch_payments.hpp"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace gongdao {

// Payments that an earlier batch of the same kind still owes: items that it held back and lines
// that failed or came back. Where the pack sets `carry`, the next batch takes them up as items of
// their own, and its release tells the earlier one (`payments_settled`), so that nothing is paid
// twice.

/// An item that is owed, as its batch has it.
struct OwedItem {
    Document item;
    std::int64_t amount_fen = 0;
};

/// A released batch with everything that tells what it owes.
struct OwingBatch {
    StreamId stream;
    BatchState state;
    const BatchDefinition* definition = nullptr;
    CaseState driver;
};

/// What a batch owes, a chunk of it at a time: what failed, or is held back there for the first
/// time; nothing that is settled.
class OwedItems {
public:
    [[nodiscard]] static Result<OwedItems> open(Node& node, OwingBatch batch);

    /// None at the end.
    [[nodiscard]] Result<std::vector<OwedItem>> next();

    [[nodiscard]] const OwingBatch& batch() const { return batch_; }

private:
    OwedItems(OwingBatch batch, StoredChunks chunks);

    [[nodiscard]] std::int64_t owed_fen(const Document& item);

    OwingBatch batch_;
    StoredChunks chunks_;
    std::set<std::string> told_; ///< keys of the failed lines that the case tells
    bool is_repaid_ = false;     ///< within the case
    std::int64_t serial_ = 0;    ///< of the pay list
};

/// What earlier released batches whose case has ended still owe, with payee and account as the
/// register has them now; nothing where the pack does not set `carry`. Each has in its results
/// `carried_from` (the batch), `carried_key` (its key there) and `carried_entry` (the register's);
/// its key is `<entry>@<period>` of the batch that first owed it.
class CarriedItems {
public:
    [[nodiscard]] static Result<CarriedItems>
    open(Node& node, const BatchDefinition& definition, const StreamId& batch);

    /// Some of them; none at the end.
    [[nodiscard]] Result<std::vector<BatchItem>> next();

private:
    CarriedItems(Node& node, const BatchDefinition& definition)
        : node_{node}, definition_{definition} {}

    [[nodiscard]] Result<bool> open_next_batch();

    Node& node_;
    const BatchDefinition& definition_;
    std::vector<StreamId> earlier_;
    std::size_t at_ = 0;
    std::optional<OwedItems> owed_;
};

/// Refuses to pay what the batch that owes it has settled meanwhile.
[[nodiscard]] Result<void> check_carried(Node& node, const std::vector<Document>& payable);

/// Tells the batches that owed them that `payable` items are paid by this one.
[[nodiscard]] Result<void> settle_carried(
    Node& node, const std::vector<Document>& payable, const Command& command, Instant now
);

/// Command `settle_payment` (docs/formats/command.md): somebody paid by another way what a batch
/// owes. For whoever may enter the bank's answers.
[[nodiscard]] Result<Reply> settle_payment(Node& node, const Command& command, Instant now);

} // namespace gongdao
