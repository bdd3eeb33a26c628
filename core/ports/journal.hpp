#pragma once

#include "core/values/id.hpp"
#include "core/values/sha256.hpp"
#include "core/values/time.hpp"

#include <cstdint>
#include <string>

namespace gongdao {

/// What one command did to one stream: the commit itself (I2).
struct JournalRow {
    std::int64_t position = 0; ///< order over all streams; given by the store
    OrgId org;
    StreamId stream;
    std::int64_t seq = 0; ///< 1, 2, 3 … within the stream
    /// Position of the stream's row before, 0 for the first: by it a stream is read. Not hashed,
    /// since `previous` proves the same.
    std::int64_t before = 0;
    CommandId command_id;
    ActorId actor;
    Instant occurred_at; ///< when it happened; back-dated entry is normal
    Instant recorded_at; ///< when it was committed
    std::string kind;    ///< the command, such as `complete_task`
    std::string events;  ///< canonical JSON array; never changed once stored
    Hash previous{};     ///< hash of the stream's row before; zero for the first
    Hash hash{};
};

/// The hash of a row over the *stored* bytes: previous hash, then every field with its length in
/// front, so that no two rows share a preimage. `position` is not part of it.
[[nodiscard]] Hash hash_of(const JournalRow& row);

} // namespace gongdao
