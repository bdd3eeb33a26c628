#include "core/app/read_only_store.hpp"

#include "core/app/errors.hpp"

#include <utility>

namespace gongdao {

namespace {

class ReadOnlyStore final : public StoreWriter {
public:
    explicit ReadOnlyStore(std::unique_ptr<StoreReader> reader) : reader_{std::move(reader)} {}

    Result<StreamHead> head(const OrgId& org, const StreamId& stream) override {
        return reader_->head(org, stream);
    }

    Result<StreamHead>
    head_at(const OrgId& org, const StreamId& stream, std::int64_t position) override {
        return reader_->head_at(org, stream, position);
    }

    Result<std::optional<JournalRow>>
    find_command(const OrgId& org, const CommandId& command) override {
        return reader_->find_command(org, command);
    }

    Result<std::optional<JournalRow>>
    find_command_beginning(const OrgId& org, const std::string& beginning) override {
        return reader_->find_command_beginning(org, beginning);
    }

    Result<std::vector<JournalRow>>
    journal_up_to(std::int64_t position, std::int64_t first_seq) override {
        return reader_->journal_up_to(position, first_seq);
    }

    Result<std::vector<JournalRow>>
    journal_after(std::int64_t position, std::size_t limit) override {
        return reader_->journal_after(position, limit);
    }

    Result<std::int64_t> last_position() override { return reader_->last_position(); }

    Result<void>
    each_head(const std::function<void(const OrgId&, const StreamId&, const StreamHead&)>& visit
    ) override {
        return reader_->each_head(visit);
    }

    Result<std::optional<Record>>
    find(std::string_view table, const std::vector<Cell>& key) override {
        return reader_->find(table, key);
    }

    Result<std::vector<Record>> select(const Selection& selection) override {
        return reader_->select(selection);
    }

    Result<std::vector<Group>> aggregate(const Aggregation& aggregation) override {
        return reader_->aggregate(aggregation);
    }

    Result<void>
    scan(std::string_view table, const std::function<bool(const Record&)>& visit) override {
        return reader_->scan(table, visit);
    }

    Result<std::vector<Checkpoint>> checkpoints() override { return reader_->checkpoints(); }

    Result<std::int64_t> watermark(std::string_view table) override {
        return reader_->watermark(table);
    }

    Result<void> begin() override { return refusal(); }

    Result<void> commit() override { return refusal(); }

    void rollback() override {}

    Result<std::int64_t> append(const JournalRow&) override { return refusal(); }

    Result<void> put(const Record&) override { return refusal(); }

    Result<void> remove(std::string_view, const std::vector<Cell>&) override { return refusal(); }

    Result<void> set_watermarks(std::int64_t) override { return refusal(); }

    Result<void> set_watermark(std::string_view, std::int64_t) override { return refusal(); }

    Result<void> clear_derived() override { return refusal(); }

    Result<void> add_checkpoint(const Checkpoint&) override { return refusal(); }

private:
    static Error refusal() { return fail(errors::county_being_written); }

    std::unique_ptr<StoreReader> reader_;
};

} // namespace

std::unique_ptr<StoreWriter> read_only(std::unique_ptr<StoreReader> reader) {
    return std::make_unique<ReadOnlyStore>(std::move(reader));
}

Result<Document> NoEffects::deliver(std::string_view, const Document&, const WorkContext&) {
    return fail(errors::county_being_written);
}

} // namespace gongdao
