#pragma once

#include "core/ports/journal.hpp"
#include "core/ports/records.hpp"
#include "core/values/result.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace gongdao {

/// Where a stream's journal stands.
struct StreamHead {
    std::int64_t seq = 0;
    Hash hash{};
    std::int64_t position = 0; ///< of its last row; 0 where it has none
};

/// A signed summary of all chain heads; lodged elsewhere, it makes truncation noticeable.
struct Checkpoint {
    std::int64_t number = 0;
    Instant at;
    std::int64_t position = 0; ///< journal rows up to here are covered
    std::int64_t streams = 0;
    std::int64_t rows = 0;
    Hash heads{};          ///< SHA-256 over `stream seq hash` lines, streams in byte order
    Hash previous{};       ///< hash of the checkpoint before
    std::string signature; ///< hex; Ed25519 by the node's key
};

/// Reads of committed data. One reader belongs to one thread.
class StoreReader {
public:
    virtual ~StoreReader() = default;

    [[nodiscard]] virtual Result<StreamHead> head(const OrgId& org, const StreamId& stream) = 0;
    /// The same where the last row's position is known; a `seq` of 0 where the stream has no row
    /// there.
    [[nodiscard]] virtual Result<StreamHead>
    head_at(const OrgId& org, const StreamId& stream, std::int64_t position) = 0;
    /// The row that a command wrote first, where it was accepted before.
    [[nodiscard]] virtual Result<std::optional<JournalRow>>
    find_command(const OrgId& org, const CommandId& command) = 0;
    /// The earliest row of a command whose id begins so.
    [[nodiscard]] virtual Result<std::optional<JournalRow>>
    find_command_beginning(const OrgId& org, const std::string& beginning) = 0;
    /// Rows of one stream in order of `seq`, from `first_seq` up to the one at `position`. They end
    /// early at the front where a row is missing.
    [[nodiscard]] virtual Result<std::vector<JournalRow>>
    journal_up_to(std::int64_t position, std::int64_t first_seq = 1) = 0;

    /// Rows of one stream in order of `seq`, from `first_seq` on.
    [[nodiscard]] Result<std::vector<JournalRow>>
    journal_of(const OrgId& org, const StreamId& stream, std::int64_t first_seq = 1) {
        const auto last = head(org, stream);
        if (!last) return last.error();
        return journal_up_to(last->position, first_seq);
    }

    /// Rows of all streams behind `position`, in order; at most `limit`.
    [[nodiscard]] virtual Result<std::vector<JournalRow>>
    journal_after(std::int64_t position, std::size_t limit) = 0;
    [[nodiscard]] virtual Result<std::int64_t> last_position() = 0;
    /// Every stream with its head, streams in byte order of (org, stream). A `seq` of 0 says that
    /// the row is missing where the tables know one.
    [[nodiscard]] virtual Result<void>
    each_head(const std::function<void(const OrgId&, const StreamId&, const StreamHead&)>& visit
    ) = 0;

    [[nodiscard]] virtual Result<std::optional<Record>>
    find(std::string_view table, const std::vector<Cell>& key) = 0;
    [[nodiscard]] virtual Result<std::vector<Record>> select(const Selection& selection) = 0;
    [[nodiscard]] virtual Result<std::vector<Group>> aggregate(const Aggregation& aggregation) = 0;
    /// Rows of a derived table in key order; the visitor answers false to stop.
    [[nodiscard]] virtual Result<void>
    scan(std::string_view table, const std::function<bool(const Record&)>& visit) = 0;

    [[nodiscard]] virtual Result<std::vector<Checkpoint>> checkpoints() = 0;
    /// The journal position up to which a derived table is current.
    [[nodiscard]] virtual Result<std::int64_t> watermark(std::string_view table) = 0;
};

/// The one writer (I3); it also reads what it has written but not yet committed. One thread.
class StoreWriter : public StoreReader {
public:
    [[nodiscard]] virtual Result<void> begin() = 0;
    /// Durable when it returns without error.
    [[nodiscard]] virtual Result<void> commit() = 0;
    virtual void rollback() = 0;

    /// Appends and gives the position. That `seq` and `before` follow the stream's head is the
    /// caller's care; `verify` finds where they do not.
    [[nodiscard]] virtual Result<std::int64_t> append(const JournalRow& row) = 0;
    [[nodiscard]] virtual Result<void> put(const Record& record) = 0;
    /// `key` holds the table's key cells, or a prefix of them to remove all rows below it.
    [[nodiscard]] virtual Result<void>
    remove(std::string_view table, const std::vector<Cell>& key) = 0;
    /// Of every derived table.
    [[nodiscard]] virtual Result<void> set_watermarks(std::int64_t position) = 0;
    [[nodiscard]] virtual Result<void>
    set_watermark(std::string_view table, std::int64_t position) = 0;
    /// Empties every derived table, before they are rebuilt from the journal.
    [[nodiscard]] virtual Result<void> clear_derived() = 0;
    [[nodiscard]] virtual Result<void> add_checkpoint(const Checkpoint& checkpoint) = 0;
};

} // namespace gongdao
