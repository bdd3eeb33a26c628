#pragma once

#include "core/runtime/batch_items.hpp"

namespace gongdao {

/// A part of a batch's results: one row of the table and one line of the journal.
struct BatchChunk {
    ChunkRecorded recorded;
    std::string items; ///< canonical text, whose hash is recorded
};

/// In order. `amount` is the result field that is summed over what is payable.
[[nodiscard]] std::vector<BatchChunk>
chunked(const std::vector<BatchItem>& items, const std::string& amount);

/// Replaces the stored chunks of a batch by these.
[[nodiscard]] Result<void>
put_chunks(Node& node, const StreamId& batch, const std::vector<BatchChunk>& chunks);

/// Shows the stored chunks of a batch under another status.
[[nodiscard]] Result<void>
mark_chunks(Node& node, const StreamId& batch, const std::string& status);

/// What people approve: SHA-256 over the hashes of the chunks in order, and so over every item with
/// its amount, payee and account. Hexadecimal; empty where nothing was computed.
[[nodiscard]] std::string digest_of(const BatchState& batch);

/// The stored items of a batch in order, sealed values as they are. Each has `key`, its results,
/// and where they apply `fault`, `held`, `payee`, `account`. Fails with `chunk_differs` where a
/// chunk is not what the journal recorded.
[[nodiscard]] Result<std::vector<Document>>
stored_items(StoreReader& store, const OrgId& org, const StreamId& batch);

/// What a stored item is to be paid; 0 where it is faulty, held back or due nothing.
[[nodiscard]] std::int64_t payable_fen(const Document& item, const std::string& amount);

} // namespace gongdao
