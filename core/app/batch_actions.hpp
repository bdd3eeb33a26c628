#pragma once

#include "core/app/bank_return.hpp"
#include "core/app/batch_desk.hpp"
#include "core/app/batch_target.hpp"
#include "core/values/two_languages.hpp"

namespace gongdao {

// What people do with a batch from the command line and in scenarios. Everything is an ordinary
// command on the driving case or, for answers of the bank, on the batch's stream.

struct BatchStart {
    ActorId actor;
    std::string pack;
    std::string batch;
    std::string period; ///< empty: the month or year of the county's clock
};

/// Opens the case that drives the batch, or finds it, and goes as far as no decision is needed: as
/// long as the batch was never computed, tasks that ask for nothing more than is known (开启、锁定)
/// are completed as the actor, where he may. Tasks of others, timers and incidents are left alone.
[[nodiscard]] Result<BatchTarget> run_batch(BatchDesk& desk, const BatchStart& start);

struct BatchDecision {
    ActorId actor;
    bool refuse = false;
    std::string reason; ///< required of a refusal
    std::string digest; ///< of what was looked at, or its beginning; empty: not compared
    Document others = DocumentObject{}; ///< what else the form asks for
};

/// The open task that asks for a decision and its form's fields; nothing where the form decides
/// nothing. A form decides where it requires a choice that has `agree` and `return` or `refuse`;
/// its first optional text takes the reason.
struct DecisionTask {
    Key task = 0;
    std::string field;
    std::string refusal; ///< `return` or `refuse`
    std::string note;    ///< empty: the form takes no reason
};

[[nodiscard]] std::vector<DecisionTask> decision_tasks(const BatchTarget& target);

/// Completes the task that waits for review or approval. Role and separation of duties are the
/// engine's.
[[nodiscard]] Result<void>
decide_batch(BatchDesk& desk, const BatchTarget& target, const BatchDecision& decision);

struct ReturnOutcome {
    Faults faults;          ///< of rows; nothing was recorded then
    bool repeated = false;  ///< the same file was recorded before
    std::int64_t news = 0;  ///< lines whose answer was new
    PaymentSums sums;       ///< afterwards
    bool completed = false; ///< all lines are answered, and the task was completed with them
};

/// Records what the bank answered, and completes the waiting task once every line is answered.
/// `unreadable` are the faults of reading the file: with any of them nothing is recorded, and those
/// of the rows that could be read are told with them.
[[nodiscard]] Result<ReturnOutcome> reconcile_batch(
    BatchDesk& desk,
    const BatchTarget& target,
    const ActorId& actor,
    const BankReturn& bank,
    Faults unreadable = {}
);

/// Records that a payment which the batch owes was made by another way.
[[nodiscard]] Result<void> settle_batch_payment(
    BatchDesk& desk,
    const BatchTarget& target,
    const ActorId& actor,
    const std::string& key,
    const std::string& reason
);

/// What the batch waits for, in one Chinese sentence.
[[nodiscard]] Bilingual waits_for(const BatchTarget& target);

} // namespace gongdao
