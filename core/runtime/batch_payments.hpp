#pragma once

#include "core/runtime/batch_items.hpp"

#include <map>
#include <optional>

namespace gongdao {

/// A setting of the batch; `otherwise` where the pack does not give it.
[[nodiscard]] std::string
setting_of(const BatchDefinition& definition, const std::string& name, std::string otherwise = {});

/// The entry that an item is paid to: its key, or that of a carried payment's origin.
[[nodiscard]] std::string entry_key_of(const BatchItem& item);

/// Freezes payee and account of a computed item as its register has them now, still sealed, so that
/// what is approved is what is paid. An item that is due money but has no usable account is held
/// back with a reason. Does nothing where the batch names no `account_field`.
[[nodiscard]] Result<void>
take_payee(Node& node, const BatchDefinition& definition, BatchItem& item);

/// One line of a pay list, which the bank answers.
struct PayLine {
    std::int64_t serial = 0; ///< from 1
    std::string key;
    std::int64_t amount_fen = 0;
};

/// The payable ones of the stored items, numbered.
[[nodiscard]] std::vector<PayLine>
pay_lines(const std::vector<Document>& items, const std::string& amount);

/// What the effect `pay_list` takes (docs/formats/outbox.md), accounts sealed.
[[nodiscard]] Document pay_list_payload(
    const BatchDefinition& definition,
    const std::string& period,
    const std::vector<Document>& items,
    std::int64_t amount_fen
);

/// One row of a return file. `serial` or `key` names the line; where both are given they must name
/// the same.
struct BankAnswer {
    int row = 0; ///< of its file, for messages
    std::optional<std::int64_t> serial;
    std::string key;
    std::optional<std::int64_t> amount_fen; ///< compared with the list
    std::string status;                     ///< paid | failed | returned | pending
    std::string reason;
    std::string date; ///< `2025-02-14`, or empty
};

/// What a return file would change, and every row that does not fit the list or contradicts what an
/// earlier file said. A paid line may still come back (`returned`, 退汇); a failed one never
/// becomes paid.
struct ReturnCheck {
    Faults faults;
    std::map<std::int64_t, PaymentAnswer> news; ///< lines whose answer is new
};

[[nodiscard]] ReturnCheck check_return(
    const BatchState& batch,
    const std::vector<PayLine>& lines,
    const std::vector<BankAnswer>& answers,
    CivilDate today
);

/// How far the bank has answered.
struct PaymentSums {
    std::int64_t paid = 0;
    std::int64_t paid_fen = 0;
    std::int64_t failed = 0;
    std::int64_t failed_fen = 0;
    std::int64_t open = 0;
    std::int64_t open_fen = 0;
};

[[nodiscard]] PaymentSums payment_sums(const BatchState& batch, const std::vector<PayLine>& lines);

/// The driving case's open task in which the answers of the bank are entered (`return_task` of the
/// batch's settings); 0 where it does not wait.
[[nodiscard]] Key return_task(const BatchDefinition& definition, const CaseState& driver);

/// The batch's definition in the version of the pack that drives it. Valid while the node lives.
[[nodiscard]] Result<const BatchDefinition*> definition_of(Node& node, const BatchState& batch);

/// Refuses whoever may not, now or any more, enter the bank's answers (`return_task`).
[[nodiscard]] Result<void> may_enter_returns(
    Node& node,
    const BatchDefinition& definition,
    const BatchState& batch,
    const ActorId& person,
    Instant now
);

/// Command `record_return` (docs/formats/command.md): for whoever may work on that task. After the
/// task is done only what came back (退汇) is still taken.
[[nodiscard]] Result<Reply> record_return(Node& node, const Command& command, Instant now);

} // namespace gongdao
