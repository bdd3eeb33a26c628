#pragma once

#include "core/runtime/batch_items.hpp"

#include <utility>

namespace gongdao {

/// Makes chunks of a batch's items as they come, and holds one chunk at a time. Where the batch has
/// chunks already, the new ones wait beside them in the table until `replace_earlier`.
class ChunkWriter {
public:
    /// `shown` is what the rows say of the batch; `amount` the result field that is summed over
    /// what is payable.
    ChunkWriter(Node& node, StreamId batch, BatchState shown, std::string amount, bool has_earlier);

    /// Takes the results away.
    [[nodiscard]] Result<void> add(BatchItem& item);
    /// After the last item; then `recorded` is complete.
    [[nodiscard]] Result<void> end();
    [[nodiscard]] Result<void> replace_earlier();
    /// Instead of `replace_earlier`: takes back what was written.
    [[nodiscard]] Result<void> abandon();

    /// In order.
    [[nodiscard]] const std::vector<ChunkRecorded>& recorded() const { return recorded_; }

private:
    [[nodiscard]] std::vector<Cell> key_of(std::int64_t place) const;
    [[nodiscard]] std::int64_t place_of(std::int64_t chunk) const;
    [[nodiscard]] Result<void> move_to_place(std::int64_t chunk);

    Node& node_;
    StreamId batch_;
    BatchState shown_;
    std::string amount_;
    bool has_earlier_;
    std::vector<ChunkRecorded> recorded_;
    ChunkRecorded open_;
    std::string items_; ///< canonical text of the open chunk, without its end
};

/// The stored items of a batch in order, a chunk at a time, sealed values as they are. Each has
/// `key`, its results, and where they apply `fault`, `held`, `payee`, `account`.
class StoredChunks {
public:
    [[nodiscard]] static Result<StoredChunks>
    open(StoreReader& store, const OrgId& org, const StreamId& batch);

    /// Items of the next chunk; none at the end. Fails with `chunk_differs` where a chunk is not
    /// what the journal recorded.
    [[nodiscard]] Result<std::vector<Document>> next();

private:
    StoredChunks(StoreReader& store, OrgId org, StreamId batch)
        : store_{store}, org_{std::move(org)}, batch_{std::move(batch)} {}

    [[nodiscard]] Result<void> expect_no_more() const;

    StoreReader& store_;
    OrgId org_;
    StreamId batch_;
    std::vector<std::string> hashes_; ///< as the batch's journal has them
    std::size_t read_ = 0;
};

/// Shows the stored chunks of a batch under another status.
[[nodiscard]] Result<void>
mark_chunks(Node& node, const StreamId& batch, const std::string& status);

/// What people approve: SHA-256 over the hashes of the chunks in order, and so over every item with
/// its amount, payee and account. Hexadecimal; empty where nothing was computed.
[[nodiscard]] std::string digest_of(const BatchState& batch);

/// All that `StoredChunks` gives.
[[nodiscard]] Result<std::vector<Document>>
stored_items(StoreReader& store, const OrgId& org, const StreamId& batch);

/// What a stored item is to be paid; 0 where it is faulty, held back or due nothing.
[[nodiscard]] std::int64_t payable_fen(const Document& item, const std::string& amount);

} // namespace gongdao
