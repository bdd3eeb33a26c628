#include "core/runtime/batches.hpp"

#include "core/runtime/batch_carry.hpp"
#include "core/runtime/batch_chunks.hpp"
#include "core/runtime/batch_errors.hpp"
#include "core/runtime/batch_history.hpp"
#include "core/runtime/batch_payments.hpp"
#include "core/runtime/batch_run.hpp"
#include "core/runtime/entry_commands.hpp"
#include "core/runtime/errors.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>

namespace gongdao {

namespace {

Result<void> write_back(const BatchRun& run, const Document& item) {
    const bool carried = find(item, "carried_from") != nullptr;
    if (run.definition.write_back.empty() || find(item, "fault") != nullptr || carried) return {};
    DocumentObject values;
    for (const auto& [result, field] : run.definition.write_back) {
        if (const auto* value = find(item, result)) values[field] = *value;
    }
    const auto key = std::string{find_text(item, "key").value_or("")};
    auto command = run.command("set_entry");
    command.id = CommandId{command.id.text() + "/" + key};
    const auto stream = entry_stream(run.definition.register_id, key);
    const auto before = run.node.load_stream(stream);
    if (!before) return before.error();
    // Writing would bring back who was retired after the list was frozen.
    if (std::get<EntryState>(*before).status != "active") return {};
    const auto done = run.node.record_stream(
        stream,
        command,
        run.context.now,
        {EntrySet{
            .register_id = run.definition.register_id,
            .key = key,
            .values = values,
            .at = run.context.now}}
    );
    if (!done) return done.error();
    return {};
}

/// Visits the stored items in order, a chunk at a time.
template <class Visit>
Result<void> each_stored(const BatchRun& run, Visit visit) {
    auto chunks = StoredChunks::open(run.node.store(), run.node.org(), run.stream);
    if (!chunks) return chunks.error();
    for (;;) {
        auto part = chunks->next();
        if (!part) return part.error();
        if (part->empty()) return {};
        for (auto& item : *part) {
            auto done = visit(item);
            if (!done) return done;
        }
    }
}

struct PayableItems {
    std::vector<Document> items;
    std::int64_t among = 0; ///< of the batch
};

Result<PayableItems> payable_items(const BatchRun& run) {
    PayableItems payable;
    const auto read = each_stored(run, [&](Document& item) -> Result<void> {
        ++payable.among;
        if (payable_fen(item, run.definition.amount) > 0) payable.items.push_back(std::move(item));
        return {};
    });
    if (!read) return read.error();
    return payable;
}

Result<void> leave_results(const BatchRun& run) {
    const auto append = run.command("append_entry");
    return each_stored(run, [&](const Document& item) {
        const auto left = write_back(run, item);
        if (!left) return left;
        return append_history(run.node, run.definition, item, run.period, append, run.context.now);
    });
}

/// Named by the batch and not by the case that asks, so that no second case can pay it again.
Result<std::optional<PayList>> hand_out(const BatchRun& run, const std::vector<Document>& payable) {
    if (run.definition.effect.empty()) return std::nullopt;
    const auto before = run.node.load_stream(run.stream);
    if (!before) return before.error();
    const auto amount = std::get<BatchState>(*before).amount_fen;
    const auto payload = pay_list_payload(run.definition, run.period.text, payable, amount);
    auto context = run.context;
    context.idempotency_key = run.stream.text();
    const auto answer = run.node.parts().effects.deliver(run.definition.effect, payload, context);
    if (!answer) return answer.error();
    return PayList{
        .file = std::string{find_text(*answer, "file").value_or("")},
        .sha256 = std::string{find_text(*answer, "sha256").value_or("")},
        .count = find_integer(payload, "count").value_or(0),
        .amount_fen = amount};
}

Result<Document> release(const BatchRun& run) {
    const auto before = run.node.load_stream(run.stream);
    if (!before) return before.error();
    const auto& batch = std::get<BatchState>(*before);
    if (batch.status != "computed")
        return fail(errors::batch_not_computed, {run.stream.text(), batch.status});
    if (batch.driver != run.driver) {
        const auto other = run.node.load_case(batch.driver);
        if (!other) return other.error();
        return fail(errors::batch_of_another_case, {run.stream.text(), other->number});
    }
    const auto payable = payable_items(run);
    if (!payable) return payable.error();
    const auto unsettled = check_carried(run.node, payable->items);
    if (!unsettled) return unsettled.error();
    const auto pay_list = hand_out(run, payable->items);
    if (!pay_list) return pay_list.error();
    const auto written = leave_results(run);
    if (!written) return written.error();
    const auto released = run.node.record_stream(
        run.stream,
        run.command("release_batch"),
        run.context.now,
        {BatchReleased{.pay_list = *pay_list, .at = run.context.now}}
    );
    if (!released) return released.error();
    auto settling = run.command("settle_payments");
    settling.target = run.stream.text();
    const auto told = settle_carried(run.node, payable->items, settling, run.context.now);
    if (!told) return told.error();
    auto marked = mark_chunks(run.node, run.stream, "released");
    if (!marked) return marked.error();
    return Document(DocumentObject{
        {"released_items", payable->among},
        {"pay_count", static_cast<std::int64_t>(payable->items.size())},
        {"pay_file", *pay_list ? (*pay_list)->file : std::string{}}});
}

} // namespace

bool is_batch_job(std::string_view job) {
    return std::find(batch_jobs.begin(), batch_jobs.end(), job) != batch_jobs.end();
}

Result<Document> run_batch_job(
    Node& node,
    std::string_view job,
    const CaseState& asking,
    const Document& input,
    const WorkContext& context
) {
    const auto deployed = node.packs().version(asking.pack.text(), asking.pack_version);
    if (!deployed) return deployed.error();
    const std::string id{find_text(input, "batch").value_or("")};
    const auto definition = (*deployed)->pack.batches.find(id);
    if (definition == (*deployed)->pack.batches.end()) return fail(errors::no_such_batch, {id});
    const auto* given = find(input, "period");
    const auto period = read_batch_period(
        given != nullptr && given->is_int64() ? std::to_string(given->get_int64())
                                              : std::string{find_text(input, "period").value_or("")}
    );
    if (!period) return period.error();
    const BatchRun run{
        .node = node,
        .pack = **deployed,
        .definition = definition->second,
        .period = *period,
        .stream = StreamId{"batch:" + asking.pack.text() + ":" + id + ":" + period->text},
        .driver = asking.stream,
        .context = context};
    if (job == "batch.freeze") return freeze_batch(run);
    return job == "batch.compute" ? compute_batch(run) : release(run);
}

} // namespace gongdao
