#include "core/runtime/batch_carry.hpp"

#include "core/runtime/batch_chunks.hpp"
#include "core/runtime/batch_errors.hpp"
#include "core/runtime/errors.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <set>
#include <sstream>

namespace gongdao {

namespace {

constexpr std::size_t batches_max = 10'000;

std::string text_in(const Document& document, std::string_view name) {
    return std::string{find_text(document, name).value_or("")};
}

/// An item that is owed, as its batch has it.
struct Owed {
    Document item;
    std::int64_t amount_fen = 0;
};

/// One earlier batch with everything that tells what it owes.
struct EarlierBatch {
    StreamId stream;
    BatchState state;
    const BatchDefinition* definition = nullptr;
    CaseState driver;
};

/// Keys of the failed lines that the case tells (`return_failures`), by file or by hand.
std::set<std::string> failed_in_case(const EarlierBatch& batch) {
    std::set<std::string> keys;
    std::istringstream failures{setting_of(*batch.definition, "return_failures")};
    std::string list;
    std::string key;
    failures >> list >> key;
    const auto* told = find(batch.driver.facts, list);
    const auto* rows = told == nullptr ? nullptr : told->if_array();
    if (rows == nullptr) return keys;
    for (const auto& row : *rows)
        keys.insert(text_in(row, key));
    return keys;
}

/// Whether people paid those again within the case (`return_repaid`).
bool is_repaid_in_case(const EarlierBatch& batch) {
    std::istringstream repaid{setting_of(*batch.definition, "return_repaid")};
    std::string field;
    std::string value;
    repaid >> field >> value;
    return !field.empty() && find_text(batch.driver.facts, field) == value;
}

Result<EarlierBatch> load_batch(Node& node, const StreamId& stream) {
    const auto state = node.load_stream(stream);
    if (!state) return state.error();
    EarlierBatch batch{.stream = stream, .state = std::get<BatchState>(*state)};
    if (batch.state.driver.empty()) return fail(errors::no_such_batch, {stream.text()});
    const auto definition = definition_of(node, batch.state);
    if (!definition) return definition.error();
    auto driver = node.load_case(batch.state.driver);
    if (!driver) return driver.error();
    batch.definition = *definition;
    batch.driver = std::move(*driver);
    return batch;
}

/// What failed, or is held back here for the first time; nothing that is settled.
Result<std::vector<Owed>> owed_by(Node& node, const EarlierBatch& batch) {
    const auto items = stored_items(node.store(), node.org(), batch.stream);
    if (!items) return items.error();
    const auto& amount = batch.definition->amount;
    const auto& answers = batch.state.answers;
    const auto told = failed_in_case(batch);
    const bool repaid = is_repaid_in_case(batch);
    std::vector<Owed> owed;
    std::int64_t serial = 0;
    for (const auto& item : *items) {
        const auto payable = payable_fen(item, amount);
        const auto answer = payable > 0 ? answers.find(++serial) : answers.end();
        const auto key = text_in(item, "key");
        if (batch.state.settled.contains(key)) continue;
        const bool is_told = payable > 0 && told.contains(key);
        const bool failed =
            answer == answers.end() ? is_told : answer->second.status == PaymentStatus::failed;
        const bool held = find(item, "held") != nullptr && find(item, "carried_from") == nullptr;
        const bool paid_again = is_told && repaid;
        const auto fen = failed && !paid_again ? payable
                         : held                ? find_integer(item, amount).value_or(0)
                                               : 0;
        if (fen > 0) owed.push_back({.item = item, .amount_fen = fen});
    }
    return owed;
}

BatchItem carried(const EarlierBatch& from, const Owed& owed, const std::string& amount) {
    const auto key = text_in(owed.item, "key");
    const auto first_entry = text_in(owed.item, "carried_entry");
    const bool again = !first_entry.empty();
    BatchItem item{
        .key = again ? key : key + "@" + from.state.period,
        .facts = DocumentObject{},
        .results = DocumentObject{
            {amount, owed.amount_fen},
            {"carried_from", from.stream.text()},
            {"carried_key", key},
            {"carried_entry", again ? first_entry : key}}};
    item.facts = item.results;
    return item;
}

std::vector<std::string> carried_keys_of(const Document& item, const StreamId& from) {
    if (find_text(item, "carried_from") != from.text()) return {};
    return {text_in(item, "carried_key")};
}

std::set<StreamId> origins_of(const std::vector<Document>& items) {
    std::set<StreamId> origins;
    for (const auto& item : items) {
        if (const auto from = find_text(item, "carried_from"))
            origins.insert(StreamId{std::string{*from}});
    }
    return origins;
}

} // namespace

Result<std::vector<BatchItem>>
carried_items(Node& node, const BatchDefinition& definition, const StreamId& batch) {
    std::vector<BatchItem> items;
    if (setting_of(definition, "carry") != "true") return items;
    const auto kind = batch.text().substr(0, batch.text().rfind(':') + 1);
    const auto rows = node.store().select(
        {.table = "batch",
         .where =
             {{"org", "=", {node.org().text()}},
              {"status", "=", {std::string{"released"}}},
              {"stream", ">=", {kind}},
              {"stream", "<", {batch.text()}}},
         .order = {{"stream", false}},
         .limit = batches_max}
    );
    if (!rows) return rows.error();
    for (const auto& row : *rows) {
        const StreamId stream{std::get<std::string>(row.cells[1])};
        const auto earlier = load_batch(node, stream);
        if (!earlier) return earlier.error();
        // While its case is open, people may still pay by another way.
        if (earlier->driver.status == CaseStatus::open) continue;
        const auto owed = owed_by(node, *earlier);
        if (!owed) return owed.error();
        for (const auto& one : *owed) {
            items.push_back(carried(*earlier, one, definition.amount));
            auto taken = take_payee(node, definition, items.back());
            if (!taken) return taken.error();
        }
    }
    return items;
}

Result<void> check_carried(Node& node, const std::vector<Document>& payable) {
    for (const auto& origin : origins_of(payable)) {
        const auto state = node.load_stream(origin);
        if (!state) return state.error();
        const auto& settled = std::get<BatchState>(*state).settled;
        for (const auto& item : payable) {
            for (const auto& key : carried_keys_of(item, origin)) {
                const auto found = settled.find(key);
                if (found == settled.end()) continue;
                const auto& by = found->second;
                return fail(
                    errors::carried_payment_settled,
                    {text_in(item, "key"), by.into.empty() ? by.reason : by.into.text()}
                );
            }
        }
    }
    return {};
}

Result<void> settle_carried(
    Node& node, const std::vector<Document>& payable, const Command& command, Instant now
) {
    const StreamId into{command.target};
    for (const auto& origin : origins_of(payable)) {
        PaymentsSettled settled{.into = into, .at = now};
        for (const auto& item : payable) {
            for (auto& key : carried_keys_of(item, origin))
                settled.keys.push_back(std::move(key));
        }
        auto told = command;
        told.id = CommandId{command.id.text() + ">" + origin.text()};
        const auto recorded = node.record_stream(origin, told, now, {std::move(settled)});
        if (!recorded) return recorded.error();
    }
    return {};
}

Result<Reply> settle_payment(Node& node, const Command& command, Instant now) {
    const StreamId stream{text_in(command.members, "batch")};
    const auto key = text_in(command.members, "key");
    const auto reason = text_in(command.members, "reason");
    if (kind_of(stream) != "batch") return fail(errors::no_such_batch, {stream.text()});
    if (reason.empty()) return fail(errors::settlement_reason_missing);
    const auto batch = load_batch(node, stream);
    if (!batch) return batch.error();
    const auto allowed =
        may_enter_returns(node, *batch->definition, batch->state, command.actor, now);
    if (!allowed) return allowed.error();
    const auto owed = owed_by(node, *batch);
    if (!owed) return owed.error();
    for (const auto& one : *owed) {
        if (text_in(one.item, "key") != key) continue;
        return node.record_stream(
            stream,
            command,
            now,
            {PaymentsSettled{.keys = {key}, .into = {}, .reason = reason, .at = now}}
        );
    }
    return fail(errors::payment_not_owed, {key, stream.text()});
}

} // namespace gongdao
