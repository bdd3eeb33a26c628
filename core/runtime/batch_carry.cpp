#include "core/runtime/batch_carry.hpp"

#include "core/runtime/batch_errors.hpp"
#include "core/runtime/errors.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <sstream>

namespace gongdao {

namespace {

constexpr std::size_t batches_max = 10'000;

std::string text_in(const Document& document, std::string_view name) {
    return std::string{find_text(document, name).value_or("")};
}

/// Keys of the failed lines that the case tells (`return_failures`), by file or by hand.
std::set<std::string> failed_in_case(const OwingBatch& batch) {
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
bool is_repaid_in_case(const OwingBatch& batch) {
    std::istringstream repaid{setting_of(*batch.definition, "return_repaid")};
    std::string field;
    std::string value;
    repaid >> field >> value;
    return !field.empty() && find_text(batch.driver.facts, field) == value;
}

Result<OwingBatch> load_batch(Node& node, const StreamId& stream) {
    const auto state = node.load_stream(stream);
    if (!state) return state.error();
    OwingBatch batch{.stream = stream, .state = std::get<BatchState>(*state)};
    if (batch.state.driver.empty()) return fail(errors::no_such_batch, {stream.text()});
    const auto definition = definition_of(node, batch.state);
    if (!definition) return definition.error();
    auto driver = node.load_case(batch.state.driver);
    if (!driver) return driver.error();
    batch.definition = *definition;
    batch.driver = std::move(*driver);
    return batch;
}

BatchItem carried(const OwingBatch& from, const OwedItem& owed, const std::string& amount) {
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

OwedItems::OwedItems(OwingBatch batch, StoredChunks chunks)
    : batch_{std::move(batch)},
      chunks_{std::move(chunks)},
      told_{failed_in_case(batch_)},
      is_repaid_{is_repaid_in_case(batch_)} {}

Result<OwedItems> OwedItems::open(Node& node, OwingBatch batch) {
    auto chunks = StoredChunks::open(node.store(), node.org(), batch.stream);
    if (!chunks) return chunks.error();
    return OwedItems{std::move(batch), std::move(*chunks)};
}

/// Items are asked about in their order, since the answers go by line of the pay list.
std::int64_t OwedItems::owed_fen(const Document& item) {
    const auto& amount = batch_.definition->amount;
    const auto& answers = batch_.state.answers;
    const auto payable = payable_fen(item, amount);
    const auto answer = payable > 0 ? answers.find(++serial_) : answers.end();
    const auto key = text_in(item, "key");
    if (batch_.state.settled.contains(key)) return 0;
    const bool is_told = payable > 0 && told_.contains(key);
    const bool failed =
        answer == answers.end() ? is_told : answer->second.status == PaymentStatus::failed;
    const bool held = find(item, "held") != nullptr && find(item, "carried_from") == nullptr;
    if (failed && !(is_told && is_repaid_)) return payable;
    return held ? find_integer(item, amount).value_or(0) : 0;
}

Result<std::vector<OwedItem>> OwedItems::next() {
    std::vector<OwedItem> owed;
    while (owed.empty()) {
        auto items = chunks_.next();
        if (!items) return items.error();
        if (items->empty()) break;
        for (auto& item : *items) {
            const auto fen = owed_fen(item);
            if (fen > 0) owed.push_back({.item = std::move(item), .amount_fen = fen});
        }
    }
    return owed;
}

Result<CarriedItems>
CarriedItems::open(Node& node, const BatchDefinition& definition, const StreamId& batch) {
    CarriedItems opened{node, definition};
    if (setting_of(definition, "carry") != "true") return opened;
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
    for (const auto& row : *rows)
        opened.earlier_.emplace_back(std::get<std::string>(row.cells[1]));
    return opened;
}

/// False where there is none any more.
Result<bool> CarriedItems::open_next_batch() {
    while (at_ < earlier_.size()) {
        auto earlier = load_batch(node_, earlier_[at_++]);
        if (!earlier) return earlier.error();
        // While its case is open, people may still pay by another way.
        if (earlier->driver.status == CaseStatus::open) continue;
        auto owed = OwedItems::open(node_, std::move(*earlier));
        if (!owed) return owed.error();
        owed_.emplace(std::move(*owed));
        return true;
    }
    return false;
}

Result<std::vector<BatchItem>> CarriedItems::next() {
    std::vector<BatchItem> items;
    while (items.empty()) {
        if (!owed_) {
            const auto opened = open_next_batch();
            if (!opened) return opened.error();
            if (!*opened) break;
        }
        const auto owed = owed_->next();
        if (!owed) return owed.error();
        if (owed->empty()) owed_.reset();
        for (const auto& one : *owed) {
            items.push_back(carried(owed_->batch(), one, definition_.amount));
            auto taken = take_payee(node_, definition_, items.back());
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
    auto batch = load_batch(node, stream);
    if (!batch) return batch.error();
    const auto allowed =
        may_enter_returns(node, *batch->definition, batch->state, command.actor, now);
    if (!allowed) return allowed.error();
    auto owed = OwedItems::open(node, std::move(*batch));
    if (!owed) return owed.error();
    for (;;) {
        const auto part = owed->next();
        if (!part) return part.error();
        if (part->empty()) break;
        for (const auto& one : *part) {
            if (text_in(one.item, "key") != key) continue;
            return node.record_stream(
                stream,
                command,
                now,
                {PaymentsSettled{.keys = {key}, .into = {}, .reason = reason, .at = now}}
            );
        }
    }
    return fail(errors::payment_not_owed, {key, stream.text()});
}

} // namespace gongdao
