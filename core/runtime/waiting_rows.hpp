#pragma once

#include "core/ports/store.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gongdao {

/// The rows of one table that its store lacks, in three generations: those of the open group, those
/// of groups whose journal is durable, and those that are just being written, a slice of the key
/// range at a time. The later generation holds for a key. One thread.
class WaitingRows {
public:
    /// What waits for a key: its row, or the cells of the key alone where the row is removed.
    struct Row {
        Record record;
        bool removed = false;
    };

    explicit WaitingRows(std::string_view table);

    void put(Record record);
    void remove(const std::vector<Cell>& key);
    /// Nothing where the store has the answer.
    [[nodiscard]] const Row* find(const std::vector<Cell>& key) const;

    [[nodiscard]] std::string_view table() const { return table_; }

    /// Rows that the store will still lack after the open transaction.
    [[nodiscard]] std::size_t count() const;
    /// Whether so many wait, or wait so long, that writing is to begin. `position` is the
    /// journal's.
    [[nodiscard]] bool is_due(std::int64_t position) const;

    [[nodiscard]] bool is_being_written() const { return reached_ < sorted_.size(); }

    /// Whether with the open transaction a generation is written to its end.
    [[nodiscard]] bool has_finished() const {
        return waiting_is_written_ || (!sorted_.empty() && !is_being_written());
    }

    /// From now on slices are written of what waits; between two of them more may come to wait.
    void begin_writing(std::int64_t position);
    /// How many rows should be written now, so that all are before as many again have come.
    /// `position` is the journal's.
    [[nodiscard]] std::size_t owed(std::int64_t position) const;
    /// In the open transaction, the next `rows` at most.
    [[nodiscard]] Result<void> write_slice(StoreWriter& store, std::size_t rows);
    /// In the open transaction, everything.
    [[nodiscard]] Result<void> write_all(StoreWriter& store);

    /// How far the table will be when the open transaction is committed with a journal at
    /// `position`; nothing where it gets no further.
    [[nodiscard]] std::optional<std::int64_t> current_to(std::int64_t position) const;

    /// The transaction was committed with a journal at `position`.
    void keep(std::int64_t position);
    /// The transaction was rolled back.
    void drop();

private:
    /// By `sort_key`.
    using Rows = std::unordered_map<std::string, Row>;

    struct Sorted {
        std::string key;
        Row row;
    };

    [[nodiscard]] Result<void> write(StoreWriter& store, const Row& row) const;
    [[nodiscard]] Result<void> write(StoreWriter& store, const Rows& rows) const;

    std::string_view table_;
    std::size_t key_count_;
    Rows group_;                      ///< of the open group, not in the open transaction
    Rows waiting_;                    ///< of groups whose journal is durable
    std::vector<Sorted> sorted_;      ///< earlier than `waiting_`; being written
    std::size_t written_ = 0;         ///< of `sorted_`, durable
    std::size_t reached_ = 0;         ///< of `sorted_`, in the open transaction
    bool waiting_is_written_ = false; ///< in the open transaction
    std::int64_t waiting_since_ = 0;  ///< the journal's position when `waiting_` was empty last
    std::int64_t sorted_up_to_ = 0;   ///< the journal's position that `sorted_` reaches
};

} // namespace gongdao
