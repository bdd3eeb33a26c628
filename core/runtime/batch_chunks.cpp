#include "core/runtime/batch_chunks.hpp"

#include "core/runtime/errors.hpp"
#include "core/values/canonical.hpp"
#include "core/values/sha256.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <iterator>

namespace gongdao {

namespace {

Document stored(BatchItem& item) {
    Document document = std::move(item.results);
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

Error chunk_differs(const StreamId& batch, std::int64_t chunk) {
    return fail(errors::chunk_differs, {batch.text(), std::to_string(chunk)});
}

/// Where the next row of a batch's chunks stands behind chunk `after`.
Selection one_behind(const OrgId& org, const StreamId& batch, std::int64_t after) {
    return {
        .table = "batch_chunk",
        .where =
            {{"org", "=", {org.text()}}, {"stream", "=", {batch.text()}}, {"chunk", ">", {after}}},
        .order = {{"chunk", false}},
        .limit = 1};
}

} // namespace

std::int64_t payable_fen(const Document& item, const std::string& amount) {
    const bool kept_back = find(item, "fault") != nullptr || find(item, "held") != nullptr;
    return kept_back ? 0 : std::max<std::int64_t>(find_integer(item, amount).value_or(0), 0);
}

ChunkWriter::ChunkWriter(
    Node& node, StreamId batch, BatchState shown, std::string amount, bool has_earlier
)
    : node_{node},
      batch_{std::move(batch)},
      shown_{std::move(shown)},
      amount_{std::move(amount)},
      has_earlier_{has_earlier} {}

std::vector<Cell> ChunkWriter::key_of(std::int64_t place) const {
    return {node_.org().text(), batch_.text(), place};
}

/// New chunks wait under the negative of their number.
std::int64_t ChunkWriter::place_of(std::int64_t chunk) const {
    return has_earlier_ ? -chunk : chunk;
}

Result<void> ChunkWriter::add(BatchItem& item) {
    const auto document = stored(item);
    items_ += open_.items == 0 ? '[' : ',';
    append_canonical(items_, document);
    ++open_.items;
    open_.amount_fen += payable_fen(document, amount_);
    return open_.items == std::int64_t{items_per_chunk} ? end() : Result<void>{};
}

Result<void> ChunkWriter::end() {
    if (open_.items == 0) return {};
    items_ += ']';
    open_.chunk = static_cast<std::int64_t>(recorded_.size()) + 1;
    open_.hash = to_hex(sha256(items_));
    const StreamPosition position{.org = node_.org(), .stream = batch_};
    const auto size = items_.size();
    auto row = chunk_row(position, shown_, place_of(open_.chunk), std::move(items_));
    recorded_.push_back(std::exchange(open_, {}));
    items_.clear();
    items_.reserve(size);
    return node_.put_rows({row});
}

Result<void> ChunkWriter::move_to_place(std::int64_t chunk) {
    auto waiting = node_.store().find("batch_chunk", key_of(-chunk));
    if (!waiting) return waiting.error();
    if (!*waiting) return chunk_differs(batch_, chunk);
    auto removed = node_.store().remove("batch_chunk", key_of(-chunk));
    if (!removed) return removed;
    (*waiting)->cells[2] = chunk;
    return node_.put_rows({**waiting});
}

Result<void> ChunkWriter::replace_earlier() {
    if (!has_earlier_) return {};
    for (const auto& chunk : recorded_) {
        auto moved = move_to_place(chunk.chunk);
        if (!moved) return moved;
    }
    const auto last = static_cast<std::int64_t>(recorded_.size());
    for (;;) {
        const auto left = node_.store().select(one_behind(node_.org(), batch_, last));
        if (!left) return left.error();
        if (left->empty()) return {};
        const auto& cells = left->front().cells;
        auto removed = node_.store().remove("batch_chunk", {cells[0], cells[1], cells[2]});
        if (!removed) return removed;
    }
}

Result<void> ChunkWriter::abandon() {
    for (const auto& chunk : recorded_) {
        auto removed = node_.store().remove("batch_chunk", key_of(place_of(chunk.chunk)));
        if (!removed) return removed;
    }
    return {};
}

Result<void> mark_chunks(Node& node, const StreamId& batch, const std::string& status) {
    for (std::int64_t chunk = 1;; ++chunk) {
        auto row = node.store().find("batch_chunk", {node.org().text(), batch.text(), chunk});
        if (!row) return row.error();
        if (!*row) return {};
        (*row)->cells[5] = status;
        auto put = node.put_rows({**row});
        if (!put) return put;
    }
}

std::string digest_of(const BatchState& batch) {
    if (batch.status != "computed" && batch.status != "released") return {};
    std::string hashes;
    for (const auto& [number, chunk] : batch.chunks)
        hashes += chunk.hash;
    return to_hex(sha256(hashes));
}

Result<StoredChunks>
StoredChunks::open(StoreReader& store, const OrgId& org, const StreamId& batch) {
    StoredChunks opened{store, org, batch};
    const auto row = store.find("stream_state", {org.text(), batch.text()});
    if (!row) return row.error();
    if (!*row) return opened;
    const auto state = decode_stream_state(batch, state_in(**row));
    if (!state) return state.error();
    for (const auto& [number, chunk] : std::get<BatchState>(*state).chunks)
        opened.hashes_.push_back(chunk.hash);
    return opened;
}

Result<void> StoredChunks::expect_no_more() const {
    const auto last = static_cast<std::int64_t>(hashes_.size());
    const auto more = store_.select(one_behind(org_, batch_, last));
    if (!more) return more.error();
    return more->empty() ? Result<void>{} : chunk_differs(batch_, last + 1);
}

Result<std::vector<Document>> StoredChunks::next() {
    std::vector<Document> items;
    if (read_ == hashes_.size()) {
        const auto ended = expect_no_more();
        if (!ended) return ended.error();
        return items;
    }
    const auto number = static_cast<std::int64_t>(read_) + 1;
    const auto row = store_.find("batch_chunk", {org_.text(), batch_.text(), number});
    if (!row) return row.error();
    if (!*row) return chunk_differs(batch_, number);
    const auto& text = std::get<std::string>((*row)->cells[6]);
    if (to_hex(sha256(text)) != hashes_[read_]) return chunk_differs(batch_, number);
    auto chunk = parse_document(text);
    if (!chunk) return chunk.error();
    ++read_;
    for (auto& item : chunk->as_array())
        items.push_back(std::move(item));
    return items;
}

Result<std::vector<Document>>
stored_items(StoreReader& store, const OrgId& org, const StreamId& batch) {
    auto chunks = StoredChunks::open(store, org, batch);
    if (!chunks) return chunks.error();
    std::vector<Document> items;
    for (;;) {
        auto part = chunks->next();
        if (!part) return part.error();
        if (part->empty()) return items;
        std::move(part->begin(), part->end(), std::back_inserter(items));
    }
}

} // namespace gongdao
