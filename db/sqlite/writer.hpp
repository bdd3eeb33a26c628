#pragma once

#include "db/sqlite/reads.hpp"
#include "db/sqlite/wal_checkpointer.hpp"

namespace gongdao::sqlite {

/// The one writer of a store. Every change stands between `begin` and `commit`. After
/// `store_disk_full` or `store_input_output` the transaction is gone; what a failed commit left on
/// disk is known only after reopening, so the node must stop.
class Writer final : public Reading<StoreWriter> {
public:
    using Reading::connection;
    using Reading::Reading;

    /// From now on commits copy the log into the database file, each that leaves 20 000 pages or
    /// more in it: the best figure measured for group commit. Where the disk is not in order then,
    /// the commit fails. At a fixed place from here on.
    void copy_log_from_time_to_time();

    Result<void> begin() override;
    Result<void> commit() override;
    void rollback() override;

    Result<std::int64_t> append(const JournalRow& row) override;
    Result<void> put(const Record& record) override;
    Result<void> remove(std::string_view table, const std::vector<Cell>& key) override;
    Result<void> set_watermarks(std::int64_t position) override;
    Result<void> set_watermark(std::string_view table, std::int64_t position) override;
    Result<void> clear_derived() override;
    Result<void> add_checkpoint(const Checkpoint& checkpoint) override;

private:
    Result<void> copy_log_if_enough();

    std::int64_t pages_in_log_ = 0; ///< after the last commit, where commits copy them
    WalCheckpointer checkpointer_{connection()};
};

} // namespace gongdao::sqlite
