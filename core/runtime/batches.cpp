#include "core/runtime/batches.hpp"

#include "core/runtime/batch_chunks.hpp"
#include "core/runtime/batch_items.hpp"
#include "core/runtime/batch_payments.hpp"
#include "core/runtime/errors.hpp"
#include "core/runtime/record_commands.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>

namespace gongdao {

namespace {

struct BatchRun {
    Node& node;
    const DeployedPack& pack;
    const BatchDefinition& definition;
    BatchPeriod period;
    StreamId stream;
    StreamId driver;
    const WorkContext& context;

    [[nodiscard]] Command command(const char* kind) const {
        return {
            .id =
                CommandId{
                    context.idempotency_key + "/" + kind + "." + std::to_string(context.attempt)},
            .actor = system_actor,
            .kind = kind};
    }
};

std::string frozen_hash(const std::vector<BatchItem>& items) {
    std::string text;
    for (const auto& item : items)
        text += item.key + "\n" + canonical_text(item.facts) + "\n";
    return to_hex(sha256(text));
}

void count_in(BatchComputed& computed, const BatchItem& item, const std::string& amount) {
    if (!item.fault.empty()) ++computed.exceptions;
    if (item.held.empty()) return;
    ++computed.held;
    computed.held_fen += find_integer(item.results, amount).value_or(0);
}

Result<Document> compute(const BatchRun& run) {
    const auto before = run.node.load_stream(run.stream);
    if (!before) return before.error();
    if (std::get<BatchState>(*before).status == "released")
        return fail(errors::batch_not_computed, {run.stream.text(), "released"});
    auto items = select_items(run.node, run.definition, run.period);
    if (!items) return items.error();
    BatchOpened opened{
        .pack = run.pack.pack.id.text(),
        .definition = run.definition.id,
        .period = run.period.text,
        .entries = static_cast<std::int64_t>(items->size()),
        .frozen = frozen_hash(*items),
        .driver = run.driver,
        .at = run.context.now};
    BatchComputed computed{.items = opened.entries, .at = run.context.now};
    for (auto& item : *items) {
        compute_item(run.node, run.pack, run.definition, run.period, run.context.now, item);
        auto taken = take_payee(run.node, run.definition, item);
        if (!taken) return taken.error();
        count_in(computed, item, run.definition.amount);
    }
    auto findings = run_phases(run.definition.phases, *items);
    if (!findings) return findings.error();
    computed.phases = *findings;
    const auto chunks = chunked(*items, run.definition.amount);
    std::vector<StreamEvent> events{opened};
    std::string hashes;
    for (const auto& chunk : chunks) {
        computed.amount_fen += chunk.recorded.amount_fen;
        hashes += chunk.recorded.hash;
        events.emplace_back(chunk.recorded);
    }
    events.emplace_back(computed);
    const auto recorded = run.node.record_stream(
        run.stream, run.command("compute_batch"), run.context.now, std::move(events)
    );
    if (!recorded) return recorded.error();
    auto put = put_chunks(run.node, run.stream, chunks);
    if (!put) return put.error();
    return Document(DocumentObject{
        {"batch_items", computed.items},
        {"batch_amount_fen", computed.amount_fen},
        {"batch_exceptions", computed.exceptions},
        {"batch_held", computed.held},
        {"batch_held_fen", computed.held_fen},
        {"batch_hash", to_hex(sha256(hashes))}});
}

Result<void> write_back(const BatchRun& run, const Document& item) {
    if (run.definition.write_back.empty() || find(item, "fault") != nullptr) return {};
    DocumentObject values;
    for (const auto& [result, field] : run.definition.write_back) {
        if (const auto* value = find(item, result)) values[field] = *value;
    }
    const auto key = std::string{find_text(item, "key").value_or("")};
    auto command = run.command("set_entry");
    command.id = CommandId{command.id.text() + "/" + key};
    const auto stream = entry_stream(run.definition.register_id, key);
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

/// Named by the batch and not by the case that asks, so that no second case can pay it again.
Result<std::optional<PayList>> hand_out(const BatchRun& run, const std::vector<Document>& items) {
    if (run.definition.effect.empty()) return std::nullopt;
    const auto before = run.node.load_stream(run.stream);
    if (!before) return before.error();
    const auto amount = std::get<BatchState>(*before).amount_fen;
    const auto payload = pay_list_payload(run.definition, run.period.text, items, amount);
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
    const auto& status = std::get<BatchState>(*before).status;
    if (status != "computed") return fail(errors::batch_not_computed, {run.stream.text(), status});
    const auto items = stored_items(run.node.store(), run.node.org(), run.stream);
    if (!items) return items.error();
    const auto pay_list = hand_out(run, *items);
    if (!pay_list) return pay_list.error();
    for (const auto& item : *items) {
        auto written = write_back(run, item);
        if (!written) return written.error();
    }
    const auto released = run.node.record_stream(
        run.stream,
        run.command("release_batch"),
        run.context.now,
        {BatchReleased{.pay_list = *pay_list, .at = run.context.now}}
    );
    if (!released) return released.error();
    auto marked = mark_chunks(run.node, run.stream, "released");
    if (!marked) return marked.error();
    return Document(DocumentObject{
        {"released_items", static_cast<std::int64_t>(items->size())},
        {"pay_file", *pay_list ? (*pay_list)->file : std::string{}}});
}

} // namespace

bool is_batch_job(std::string_view job) { return job == "batch.compute" || job == "batch.release"; }

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
    return job == "batch.compute" ? compute(run) : release(run);
}

} // namespace gongdao
