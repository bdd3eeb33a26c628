#pragma once

#include "core/ports/store.hpp"

#include <optional>

namespace gongdao {

/// Stands between the node and its store, and lets nothing through any more after the first failure
/// of storage (an error of class `environment`, or a commit that fails): what is on the disk then
/// is known only after the store has been opened anew. Thread and lifetime are those of the store
/// below.
class FailStopStore final : public StoreWriter {
public:
    explicit FailStopStore(StoreWriter& below) : below_{below} {}

    /// Why nothing is let through any more; null while all is well.
    [[nodiscard]] const Error* failure() const { return failure_ ? &*failure_ : nullptr; }

    Result<void> begin() override;
    Result<void> commit() override;
    /// Always let through.
    void rollback() override;
    Result<std::int64_t> append(const JournalRow& row) override;
    Result<void> put(const Record& record) override;
    Result<void> remove(std::string_view table, const std::vector<Cell>& key) override;
    Result<void> set_watermarks(std::int64_t position) override;
    Result<void> set_watermark(std::string_view table, std::int64_t position) override;
    Result<void> clear_derived() override;
    Result<void> add_checkpoint(const Checkpoint& checkpoint) override;

    Result<StreamHead> head(const OrgId& org, const StreamId& stream) override;
    Result<StreamHead>
    head_at(const OrgId& org, const StreamId& stream, std::int64_t position) override;
    Result<std::optional<JournalRow>>
    find_command(const OrgId& org, const CommandId& command) override;
    Result<std::optional<JournalRow>>
    find_command_beginning(const OrgId& org, const std::string& beginning) override;
    Result<std::vector<JournalRow>>
    journal_up_to(std::int64_t position, std::int64_t first_seq) override;
    Result<std::vector<JournalRow>>
    journal_after(std::int64_t position, std::size_t limit) override;
    Result<std::int64_t> last_position() override;
    Result<void>
    each_head(const std::function<void(const OrgId&, const StreamId&, const StreamHead&)>& visit
    ) override;
    Result<std::optional<Record>>
    find(std::string_view table, const std::vector<Cell>& key) override;
    Result<std::vector<Record>> select(const Selection& selection) override;
    Result<std::vector<Group>> aggregate(const Aggregation& aggregation) override;
    Result<void>
    scan(std::string_view table, const std::function<bool(const Record&)>& visit) override;
    Result<std::vector<Checkpoint>> checkpoints() override;
    Result<std::int64_t> watermark(std::string_view table) override;

private:
    template <class Call>
    auto guarded(const Call& call) -> decltype(call());
    [[nodiscard]] Error refusal() const;

    StoreWriter& below_;
    std::optional<Error> failure_;
};

} // namespace gongdao
