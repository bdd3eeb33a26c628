#pragma once

#include "core/ports/store.hpp"
#include "core/runtime/waiting_rows.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace gongdao {

/// Stands between the node and its store, and lets derived rows wait: each commit makes the journal
/// durable, the rows of thousands of commands follow in slices and in the order of their keys,
/// which touches far fewer pages. Whatever is read contains what waits, since a table is written
/// before it is searched. A table's watermark says how far it is (`recover_derived`).
/// Until `defer()` everything passes straight through. Thread and lifetime are those of the
/// store below.
class DeferredRows final : public StoreWriter {
public:
    explicit DeferredRows(StoreWriter& below) : below_{below} {}

    /// From now on; between two groups.
    void defer() { deferring_ = true; }

    /// Rows that wait, of the open group or earlier ones.
    [[nodiscard]] bool has_waiting() const;
    /// Writes everything that waits: in the open transaction, or in one of its own.
    [[nodiscard]] Result<void> write_all();
    /// Between two groups: as much as hardly anybody notices who comes meanwhile.
    [[nodiscard]] Result<void> write_some();

    Result<void> begin() override;

    /// Writes first what tables owe that are due.
    Result<void> commit() override;
    void rollback() override;

    Result<std::int64_t> append(const JournalRow& row) override { return below_.append(row); }

    Result<void> put(const Record& record) override;
    [[nodiscard]] Result<void> put(Record&& record);
    Result<void> remove(std::string_view table, const std::vector<Cell>& key) override;
    /// While rows are deferred: where the journal stands, for the tables as they are written.
    Result<void> set_watermarks(std::int64_t position) override;

    Result<void> set_watermark(std::string_view table, std::int64_t position) override {
        return below_.set_watermark(table, position);
    }

    Result<void> clear_derived() override;

    Result<void> add_checkpoint(const Checkpoint& checkpoint) override {
        return below_.add_checkpoint(checkpoint);
    }

    Result<StreamHead> head(const OrgId& org, const StreamId& stream) override;

    Result<StreamHead>
    head_at(const OrgId& org, const StreamId& stream, std::int64_t position) override {
        return below_.head_at(org, stream, position);
    }

    Result<std::optional<JournalRow>>
    find_command(const OrgId& org, const CommandId& command) override;
    Result<std::optional<JournalRow>>
    find_command_beginning(const OrgId& org, const std::string& beginning) override;

    Result<std::vector<JournalRow>>
    journal_up_to(std::int64_t position, std::int64_t first_seq) override {
        return below_.journal_up_to(position, first_seq);
    }

    Result<std::vector<JournalRow>>
    journal_after(std::int64_t position, std::size_t limit) override {
        return below_.journal_after(position, limit);
    }

    Result<std::int64_t> last_position() override { return below_.last_position(); }

    Result<void>
    each_head(const std::function<void(const OrgId&, const StreamId&, const StreamHead&)>& visit
    ) override {
        return below_.each_head(visit);
    }

    Result<std::optional<Record>>
    find(std::string_view table, const std::vector<Cell>& key) override;
    Result<std::vector<Record>> select(const Selection& selection) override;
    Result<std::vector<Group>> aggregate(const Aggregation& aggregation) override;
    Result<void>
    scan(std::string_view table, const std::function<bool(const Record&)>& visit) override;

    Result<std::vector<Checkpoint>> checkpoints() override { return below_.checkpoints(); }

    Result<std::int64_t> watermark(std::string_view table) override {
        return below_.watermark(table);
    }

private:
    [[nodiscard]] WaitingRows* rows_of(std::string_view table);
    [[nodiscard]] WaitingRows& waiting_in(std::string_view table);
    [[nodiscard]] Result<void> in_transaction_of_its_own(const std::function<Result<void>()>& write
    );
    [[nodiscard]] Result<void> write_tables();
    [[nodiscard]] Result<void> write_before_reading(std::string_view table);
    [[nodiscard]] Result<void> write_what_is_owed();
    [[nodiscard]] Result<void> mark_written_tables();

    StoreWriter& below_;
    std::vector<WaitingRows> tables_; ///< those that have had a row to wait
    std::int64_t position_ = 0;       ///< where the journal will stand after the open group
    std::int64_t kept_position_ = 0;  ///< where it stands
    bool deferring_ = false;
    bool in_transaction_ = false;
};

} // namespace gongdao
