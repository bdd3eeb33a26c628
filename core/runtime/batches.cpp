#include "core/runtime/batches.hpp"

#include "core/runtime/batch_items.hpp"
#include "core/runtime/errors.hpp"
#include "core/runtime/record_commands.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>

namespace gongdao {

namespace {

/// One chunk is one row of the table and one line of the journal.
constexpr std::size_t items_per_chunk = 2'048;

struct BatchRun {
    Node& node;
    const DeployedPack& pack;
    const BatchDefinition& definition;
    BatchPeriod period;
    StreamId stream;
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

Document stored_item(const BatchItem& item) {
    Document stored = item.results;
    stored.as_object()["key"] = item.key;
    if (!item.fault.empty()) stored.as_object()["fault"] = item.fault;
    return stored;
}

struct Chunk {
    ChunkRecorded recorded;
    std::string items;
};

std::vector<Chunk> chunked(const std::vector<BatchItem>& items, const std::string& amount) {
    std::vector<Chunk> chunks;
    for (std::size_t from = 0; from < items.size(); from += items_per_chunk) {
        DocumentArray array;
        Chunk chunk{.recorded = {.chunk = static_cast<std::int64_t>(chunks.size()) + 1}};
        for (std::size_t i = from; i < std::min(from + items_per_chunk, items.size()); ++i) {
            array.push_back(stored_item(items[i]));
            ++chunk.recorded.items;
            if (items[i].fault.empty())
                chunk.recorded.amount_fen += find_integer(items[i].results, amount).value_or(0);
        }
        chunk.items = canonical_text(array);
        chunk.recorded.hash = to_hex(sha256(chunk.items));
        chunks.push_back(std::move(chunk));
    }
    return chunks;
}

Result<void> put_chunks(const BatchRun& run, const std::vector<Chunk>& chunks) {
    auto removed =
        run.node.store().remove("batch_chunk", {run.node.org().text(), run.stream.text()});
    if (!removed) return removed;
    const auto state = run.node.load_stream(run.stream);
    if (!state) return state.error();
    const StreamPosition position{.org = run.node.org(), .stream = run.stream};
    std::vector<Record> rows;
    for (const auto& chunk : chunks) {
        rows.push_back(
            chunk_row(position, std::get<BatchState>(*state), chunk.recorded.chunk, chunk.items)
        );
    }
    return run.node.put_rows(rows);
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
        .at = run.context.now};
    BatchComputed computed{.items = opened.entries, .at = run.context.now};
    for (auto& item : *items) {
        compute_item(run.node, run.pack, run.definition, run.period, run.context.now, item);
        if (!item.fault.empty()) ++computed.exceptions;
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
    auto put = put_chunks(run, chunks);
    if (!put) return put.error();
    return Document(DocumentObject{
        {"batch_items", computed.items},
        {"batch_amount_fen", computed.amount_fen},
        {"batch_exceptions", computed.exceptions},
        {"batch_hash", to_hex(sha256(hashes))}});
}

Result<std::vector<Record>> chunk_rows(const BatchRun& run) {
    return run.node.store().select(
        {.table = "batch_chunk",
         .where = {{"org", "=", {run.node.org().text()}}, {"stream", "=", {run.stream.text()}}},
         .order = {{"chunk", false}},
         .limit = 1'000'000}
    );
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

/// Those who are paid nothing are not on the list.
bool is_paid(const Document& item, const std::string& amount) {
    return find_integer(item, amount).value_or(0) > 0;
}

Result<Document> hand_out(const BatchRun& run, const DocumentArray& items, std::int64_t amount) {
    if (run.definition.effect.empty()) return Document(DocumentObject{});
    DocumentArray lines;
    for (const auto& item : items) {
        if (!is_paid(item, run.definition.amount)) continue;
        lines.push_back(DocumentObject{
            {"key", *find(item, "key")}, {"amount_fen", *find(item, run.definition.amount)}});
    }
    const auto count = static_cast<std::int64_t>(lines.size());
    const Document payload = DocumentObject{
        {"title", run.definition.title + " " + run.period.text},
        {"items", std::move(lines)},
        {"count", count},
        {"amount_fen", amount}};
    return run.node.parts().effects.deliver(run.definition.effect, payload, run.context);
}

Result<Document> release(const BatchRun& run) {
    const auto before = run.node.load_stream(run.stream);
    if (!before) return before.error();
    const auto& batch = std::get<BatchState>(*before);
    if (batch.status != "computed")
        return fail(errors::batch_not_computed, {run.stream.text(), batch.status});
    const auto rows = chunk_rows(run);
    if (!rows) return rows.error();
    DocumentArray items;
    for (const auto& row : *rows) {
        const auto chunk = parse_document(std::get<std::string>(row.cells[6]));
        if (!chunk) return chunk.error();
        for (const auto& item : chunk->as_array()) {
            auto written = write_back(run, item);
            if (!written) return written.error();
            items.push_back(item);
        }
    }
    const auto handed_out = hand_out(run, items, batch.amount_fen);
    if (!handed_out) return handed_out.error();
    const auto released = run.node.record_stream(
        run.stream,
        run.command("release_batch"),
        run.context.now,
        {BatchReleased{.at = run.context.now}}
    );
    if (!released) return released.error();
    auto marked = *rows;
    for (auto& row : marked)
        row.cells[5] = std::string{"released"};
    auto put = run.node.put_rows(marked);
    if (!put) return put.error();
    const auto file = find_text(*handed_out, "file");
    return Document(DocumentObject{
        {"released_items", static_cast<std::int64_t>(items.size())},
        {"pay_file", file ? std::string{*file} : std::string{}}});
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
        .context = context};
    return job == "batch.compute" ? compute(run) : release(run);
}

} // namespace gongdao
