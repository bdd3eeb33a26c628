#include "core/runtime/batch_chunks.hpp"

#include "core/runtime/errors.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>

namespace gongdao {

namespace {

constexpr std::size_t items_per_chunk = 2'048;
constexpr std::size_t chunks_max = 1'000'000;

Document stored(const BatchItem& item) {
    Document document = item.results;
    auto& object = document.as_object();
    object["key"] = item.key;
    if (!item.fault.empty()) object["fault"] = item.fault;
    if (!item.held.empty()) object["held"] = item.held;
    if (item.payee.is_object()) {
        for (const auto& [name, value] : item.payee.get_object())
            object[name] = value;
    }
    return document;
}

Result<std::vector<Record>>
chunk_rows(StoreReader& store, const OrgId& org, const StreamId& batch) {
    return store.select(
        {.table = "batch_chunk",
         .where = {{"org", "=", {org.text()}}, {"stream", "=", {batch.text()}}},
         .order = {{"chunk", false}},
         .limit = chunks_max}
    );
}

/// Of the chunks, as the batch's journal has them.
Result<std::vector<std::string>>
recorded_hashes(StoreReader& store, const OrgId& org, const StreamId& batch) {
    const auto row = store.find("stream_state", {org.text(), batch.text()});
    if (!row) return row.error();
    std::vector<std::string> hashes;
    if (!*row) return hashes;
    const auto state = decode_stream_state(batch, state_in(**row));
    if (!state) return state.error();
    for (const auto& [number, chunk] : std::get<BatchState>(*state).chunks)
        hashes.push_back(chunk.hash);
    return hashes;
}

} // namespace

std::int64_t payable_fen(const Document& item, const std::string& amount) {
    const bool kept_back = find(item, "fault") != nullptr || find(item, "held") != nullptr;
    return kept_back ? 0 : std::max<std::int64_t>(find_integer(item, amount).value_or(0), 0);
}

std::vector<BatchChunk> chunked(const std::vector<BatchItem>& items, const std::string& amount) {
    std::vector<BatchChunk> chunks;
    for (std::size_t from = 0; from < items.size(); from += items_per_chunk) {
        DocumentArray array;
        BatchChunk chunk{.recorded = {.chunk = static_cast<std::int64_t>(chunks.size()) + 1}};
        for (std::size_t i = from; i < std::min(from + items_per_chunk, items.size()); ++i) {
            auto item = stored(items[i]);
            ++chunk.recorded.items;
            chunk.recorded.amount_fen += payable_fen(item, amount);
            array.push_back(std::move(item));
        }
        chunk.items = canonical_text(array);
        chunk.recorded.hash = to_hex(sha256(chunk.items));
        chunks.push_back(std::move(chunk));
    }
    return chunks;
}

Result<void> put_chunks(Node& node, const StreamId& batch, const std::vector<BatchChunk>& chunks) {
    auto removed = node.store().remove("batch_chunk", {node.org().text(), batch.text()});
    if (!removed) return removed;
    const auto state = node.load_stream(batch);
    if (!state) return state.error();
    const StreamPosition position{.org = node.org(), .stream = batch};
    std::vector<Record> rows;
    for (const auto& chunk : chunks) {
        rows.push_back(
            chunk_row(position, std::get<BatchState>(*state), chunk.recorded.chunk, chunk.items)
        );
    }
    return node.put_rows(rows);
}

Result<void> mark_chunks(Node& node, const StreamId& batch, const std::string& status) {
    auto rows = chunk_rows(node.store(), node.org(), batch);
    if (!rows) return rows.error();
    for (auto& row : *rows)
        row.cells[5] = status;
    return node.put_rows(*rows);
}

std::string digest_of(const BatchState& batch) {
    if (batch.status != "computed" && batch.status != "released") return {};
    std::string hashes;
    for (const auto& [number, chunk] : batch.chunks)
        hashes += chunk.hash;
    return to_hex(sha256(hashes));
}

Result<std::vector<Document>>
stored_items(StoreReader& store, const OrgId& org, const StreamId& batch) {
    const auto recorded = recorded_hashes(store, org, batch);
    if (!recorded) return recorded.error();
    const auto rows = chunk_rows(store, org, batch);
    if (!rows) return rows.error();
    std::vector<Document> items;
    std::size_t position = 0;
    for (const auto& row : *rows) {
        const auto& text = std::get<std::string>(row.cells[6]);
        const bool holds =
            position < recorded->size() && to_hex(sha256(text)) == (*recorded)[position];
        ++position;
        if (!holds) return fail(errors::chunk_differs, {batch.text(), std::to_string(position)});
        auto chunk = parse_document(text);
        if (!chunk) return chunk.error();
        for (auto& item : chunk->as_array())
            items.push_back(std::move(item));
    }
    if (position < recorded->size())
        return fail(errors::chunk_differs, {batch.text(), std::to_string(position + 1)});
    return items;
}

} // namespace gongdao
