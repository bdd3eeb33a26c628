#pragma once

#include "core/engine/events.hpp"
#include "core/engine/stream_events.hpp"
#include "core/ports/journal.hpp"
#include "core/ports/records.hpp"
#include "core/values/id.hpp"

#include <span>
#include <vector>

namespace gongdao {

/// Rows to write and keys to remove, as a function of a stream's journal and nothing else (I2).
struct RowChanges {
    struct Removal {
        std::string_view table;
        std::vector<Cell> key;
    };

    std::vector<Record> put;
    std::vector<Removal> remove;
};

/// Where a stream stands: what its rows are keyed and dated by.
struct StreamPosition {
    OrgId org;
    StreamId stream;
    std::int64_t seq = 0;
    std::int64_t position = 0; ///< of its last row in the journal
};

/// What the last command changed in the tables; `state` is the case after it.
[[nodiscard]] RowChanges
changed_rows(const StreamPosition& position, const CaseState& state, std::span<const Event> events);

/// All rows of a stream, for rebuilding and verifying. Equal to what `changed_rows` left behind.
[[nodiscard]] std::vector<Record> all_rows(const StreamPosition& position, const CaseState& state);
[[nodiscard]] std::vector<Record>
all_rows(const StreamPosition& position, const StreamState& state);

/// Rows to remove before those that `all_rows` gives after the last command are put.
[[nodiscard]] std::vector<RowChanges::Removal> gone_rows(
    const StreamPosition& position, const StreamState& state, std::span<const StreamEvent> events
);

/// Finds the row that a command wrote first.
[[nodiscard]] Record command_row(const JournalRow& row);

/// The chunk's row; its items are not in the journal, only their hash is.
[[nodiscard]] Record chunk_row(
    const StreamPosition& position, const BatchState& batch, std::int64_t chunk, std::string items
);

/// The facts without sealed values: what statistics and lists may see.
[[nodiscard]] Document open_facts(const Document& facts);

} // namespace gongdao
