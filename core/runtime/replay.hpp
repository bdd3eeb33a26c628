#pragma once

#include "core/ports/store.hpp"
#include "core/runtime/checkpoints.hpp"

#include <functional>
#include <vector>

namespace gongdao {

/// What replaying one stream gives. Runs no rule, plugin or query (I5).
struct ReplayedStream {
    OrgId org;
    StreamId stream;
    std::int64_t rows = 0;
    std::vector<Record> derived;
};

/// Checks sequence and hash chain over the stored bytes, and replays. A fault of the chain is an
/// Error; so is an event that cannot be read.
[[nodiscard]] Result<ReplayedStream>
replay(const OrgId& org, const StreamId& stream, const std::vector<JournalRow>& rows);

/// What `journal verify` found.
struct Verification {
    std::int64_t streams = 0;
    std::int64_t rows = 0;
    std::int64_t derived = 0; ///< rows of derived tables compared
    std::int64_t checkpoints = 0;
    Faults faults; ///< the first hundred

    [[nodiscard]] bool holds() const { return faults.empty(); }
};

/// Proves I1 and I2 on the stored data: chain, replay, every derived row byte for byte, chunks of
/// batches against their hashes, checkpoints against the heads. `progress` hears streams done and
/// all.
[[nodiscard]] Result<Verification> verify(
    StoreReader& store,
    const CheckpointTrust& trust = {},
    const std::function<void(std::int64_t, std::int64_t)>& progress = {}
);

/// Rebuilds every derived table from the journal, in the open transaction. Chunks of batches are
/// kept, since the journal holds only their hashes.
[[nodiscard]] Result<void> rebuild(StoreWriter& store);

/// The journal position up to which every derived table is current; behind the journal while a node
/// defers rows.
[[nodiscard]] Result<std::int64_t> common_watermark(StoreReader& store);

/// Brings every table up to the journal where its watermark is behind: all of it after an upgrade,
/// else the streams that have changed since. In a transaction of its own.
[[nodiscard]] Result<void> recover_derived(StoreWriter& store);

} // namespace gongdao
