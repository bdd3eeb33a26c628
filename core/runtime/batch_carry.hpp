#pragma once

#include "core/runtime/batch_payments.hpp"

#include <vector>

namespace gongdao {

// Payments that an earlier batch of the same kind still owes: items that it held back and lines
// that failed or came back. Where the pack sets `carry`, the next batch takes them up as items of
// their own, and its release tells the earlier one (`payments_settled`), so that nothing is paid
// twice.

/// What earlier released batches whose case has ended still owe, with payee and account as the
/// register has them now; empty where the pack does not set `carry`. Each has in its results
/// `carried_from` (the batch), `carried_key` (its key there) and `carried_entry` (the register's);
/// its key is `<entry>@<period>` of the batch that first owed it.
[[nodiscard]] Result<std::vector<BatchItem>>
carried_items(Node& node, const BatchDefinition& definition, const StreamId& batch);

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
