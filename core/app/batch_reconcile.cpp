#include "core/app/batch_actions.hpp"
#include "core/runtime/batch_chunks.hpp"
#include "core/runtime/batch_errors.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <array>
#include <set>
#include <sstream>

namespace gongdao {

namespace {

std::string setting(const BatchTarget& target, const std::string& name) {
    const auto& settings = target.definition().settings;
    const auto found = settings.find(name);
    return found == settings.end() ? std::string{} : found->second;
}

DocumentArray answers_of(const BankReturn& bank) {
    DocumentArray rows;
    for (const auto& answer : bank.answers) {
        DocumentObject row{{"row", answer.row}, {"key", answer.key}, {"status", answer.status}};
        if (answer.serial) row["serial"] = *answer.serial;
        if (answer.amount_fen) row["amount_fen"] = *answer.amount_fen;
        if (!answer.reason.empty()) row["reason"] = answer.reason;
        if (!answer.date.empty()) row["date"] = answer.date;
        rows.push_back(std::move(row));
    }
    return rows;
}

Command recording(const BatchTarget& target, const ActorId& actor, const BankReturn& bank) {
    DocumentObject members{
        {"batch", target.stream.text()},
        {"file", bank.file},
        {"sha256", bank.sha256},
        {"bank_on", bank.bank_on},
        {"answers", answers_of(bank)}};
    return {
        .id = CommandId{"return:" + target.stream.text() + ":" + bank.sha256},
        .actor = actor,
        .kind = "record_return",
        .members = std::move(members)};
}

/// `bank_failures cadre failed_fen reason`: the list and, in it, key, amount and reason.
struct FailureFields {
    std::string list;
    std::string key;
    std::string amount;
    std::string reason;
};

FailureFields failure_fields(const BatchTarget& target) {
    FailureFields fields;
    std::istringstream words{setting(target, "return_failures")};
    words >> fields.list >> fields.key >> fields.amount >> fields.reason;
    return fields;
}

DocumentArray failures_of(
    const BatchState& batch, const std::vector<PayLine>& lines, const FailureFields& fields
) {
    DocumentArray failures;
    for (const auto& line : lines) {
        const auto answer = batch.answers.find(line.serial);
        if (answer == batch.answers.end() || answer->second.status != PaymentStatus::failed)
            continue;
        failures.push_back(DocumentObject{
            {fields.key, line.key},
            {fields.amount, line.amount_fen},
            {fields.reason, answer->second.reason.empty() ? "未说明" : answer->second.reason}});
    }
    return failures;
}

DocumentObject values_of(
    const BatchTarget& target,
    const BatchState& batch,
    const std::vector<PayLine>& lines,
    const PaymentSums& sums,
    const BankReturn& bank
) {
    DocumentObject values;
    const auto date = setting(target, "return_date");
    const auto total = setting(target, "return_total");
    const auto fields = failure_fields(target);
    if (!date.empty()) values[date] = batch.bank_on;
    if (!total.empty()) values[total] = sums.paid_fen;
    const auto proof = setting(target, "return_proof");
    if (!proof.empty()) values[proof] = "回盘文件 " + bank.file + "，SHA-256 " + bank.sha256;
    if (!fields.list.empty() && sums.failed > 0)
        values[fields.list] = failures_of(batch, lines, fields);
    return values;
}

struct Standing {
    BatchState batch;
    std::vector<PayLine> lines;
};

Result<Standing> standing_of(Node& node, const BatchTarget& target) {
    const auto state = node.load_stream(target.stream);
    if (!state) return state.error();
    const auto items = stored_items(node.store(), node.org(), target.stream);
    if (!items) return items.error();
    return Standing{
        .batch = std::get<BatchState>(*state),
        .lines = pay_lines(*items, target.definition().amount)};
}

/// Of the rows that could be read, in the order of the file, among those of reading it.
Faults faults_of(const Standing& standing, const BankReturn& bank, CivilDate today, Faults known) {
    auto faults = std::move(known);
    std::set<int> unreadable;
    for (const auto& fault : faults)
        unreadable.insert(fault.place.line);
    auto readable = bank.answers;
    std::erase_if(readable, [&](const BankAnswer& answer) {
        return unreadable.contains(answer.row);
    });
    for (auto& fault : check_return(standing.batch, standing.lines, readable, today).faults) {
        fault.place.file = bank.file;
        faults.push_back(std::move(fault));
    }
    std::stable_sort(faults.begin(), faults.end(), [](const Error& a, const Error& b) {
        return a.place.line < b.place.line;
    });
    return faults;
}

/// False where lines are still open, the task is done already, or failures have no field to go to.
Result<bool> complete_return(
    BatchDesk& desk,
    const BatchTarget& target,
    const ActorId& actor,
    const Standing& standing,
    const BankReturn& bank
) {
    const auto sums = payment_sums(standing.batch, standing.lines);
    const auto driver = desk.node().load_case(target.driver->stream);
    if (!driver) return driver.error();
    const auto task = return_task(target.definition(), *driver);
    const bool unnamed = sums.failed > 0 && failure_fields(target).list.empty();
    if (task == 0 || sums.open > 0 || unnamed) return false;
    const auto done = desk.act(
        {.actor = actor,
         .kind = "complete_task",
         .target = driver->stream.text(),
         .members =
             DocumentObject{
                 {"task", task},
                 {"values", values_of(target, standing.batch, standing.lines, sums, bank)}}}
    );
    if (!done) return done.error();
    return true;
}

} // namespace

Result<ReturnOutcome> reconcile_batch(
    BatchDesk& desk,
    const BatchTarget& target,
    const ActorId& actor,
    const BankReturn& bank,
    Faults unreadable
) {
    auto& node = desk.node();
    ReturnOutcome outcome;
    if (!target.driver) return fail(errors::pay_list_missing, {target.stream.text()});
    const auto today = date_of(desk.now());
    if (!unreadable.empty()) {
        const auto standing = standing_of(node, target);
        if (!standing) return standing.error();
        outcome.faults = standing->batch.pay_list
                             ? faults_of(*standing, bank, today, std::move(unreadable))
                             : std::move(unreadable);
        return outcome;
    }
    auto dated = bank;
    if (dated.bank_on.empty()) dated.bank_on = to_text(date_of(desk.now()));
    const auto recorded = desk.act(recording(target, actor, dated));
    auto standing = standing_of(node, target);
    if (!standing) return standing.error();
    if (!recorded) {
        const bool rows_refused =
            recorded.error().kind->error_class == ErrorClass::findings && standing->batch.pay_list;
        if (rows_refused) outcome.faults = faults_of(*standing, bank, today, {});
        if (outcome.faults.empty()) return recorded.error();
        return outcome;
    }
    outcome.repeated = find_boolean(*recorded, "repeated").value_or(false);
    if (const auto* details = find(*recorded, "details"))
        outcome.news = find_integer(*details, "recorded").value_or(0);
    outcome.sums = payment_sums(standing->batch, standing->lines);
    const auto completed = complete_return(desk, target, actor, *standing, bank);
    if (!completed) return completed.error();
    outcome.completed = *completed;
    return outcome;
}

Result<void> settle_batch_payment(
    BatchDesk& desk,
    const BatchTarget& target,
    const ActorId& actor,
    const std::string& key,
    const std::string& reason
) {
    const auto settled = desk.act(
        {.actor = actor,
         .kind = "settle_payment",
         .members =
             DocumentObject{{"batch", target.stream.text()}, {"key", key}, {"reason", reason}}}
    );
    if (!settled) return settled.error();
    return {};
}

} // namespace gongdao
