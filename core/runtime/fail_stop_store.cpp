#include "core/runtime/fail_stop_store.hpp"

#include "core/runtime/errors.hpp"

namespace gongdao {

Error FailStopStore::refusal() const {
    return fail(errors::node_stopped, {std::string{failure_->kind->code}}, failure_->place);
}

template <class Call>
auto FailStopStore::guarded(const Call& call) -> decltype(call()) {
    if (failure_) return refusal();
    auto result = call();
    if (!result && result.error().kind->error_class == ErrorClass::environment)
        failure_ = result.error();
    return result;
}

Result<void> FailStopStore::begin() {
    return guarded([&] { return below_.begin(); });
}

/// Whatever the reason: a commit that fails may be on the disk nevertheless.
Result<void> FailStopStore::commit() {
    if (failure_) return refusal();
    auto committed = below_.commit();
    if (!committed) failure_ = committed.error();
    return committed;
}

void FailStopStore::rollback() { below_.rollback(); }

Result<std::int64_t> FailStopStore::append(const JournalRow& row) {
    return guarded([&] { return below_.append(row); });
}

Result<void> FailStopStore::put(const Record& record) {
    return guarded([&] { return below_.put(record); });
}

Result<void> FailStopStore::remove(std::string_view table, const std::vector<Cell>& key) {
    return guarded([&] { return below_.remove(table, key); });
}

Result<void> FailStopStore::set_watermarks(std::int64_t position) {
    return guarded([&] { return below_.set_watermarks(position); });
}

Result<void> FailStopStore::set_watermark(std::string_view table, std::int64_t position) {
    return guarded([&] { return below_.set_watermark(table, position); });
}

Result<void> FailStopStore::clear_derived() {
    return guarded([&] { return below_.clear_derived(); });
}

Result<void> FailStopStore::add_checkpoint(const Checkpoint& checkpoint) {
    return guarded([&] { return below_.add_checkpoint(checkpoint); });
}

Result<StreamHead> FailStopStore::head(const OrgId& org, const StreamId& stream) {
    return guarded([&] { return below_.head(org, stream); });
}

Result<StreamHead>
FailStopStore::head_at(const OrgId& org, const StreamId& stream, std::int64_t position) {
    return guarded([&] { return below_.head_at(org, stream, position); });
}

Result<std::optional<JournalRow>>
FailStopStore::find_command_beginning(const OrgId& org, const std::string& beginning) {
    return guarded([&] { return below_.find_command_beginning(org, beginning); });
}

Result<std::optional<JournalRow>>
FailStopStore::find_command(const OrgId& org, const CommandId& command) {
    return guarded([&] { return below_.find_command(org, command); });
}

Result<std::vector<JournalRow>>
FailStopStore::journal_up_to(std::int64_t position, std::int64_t first_seq) {
    return guarded([&] { return below_.journal_up_to(position, first_seq); });
}

Result<std::vector<JournalRow>>
FailStopStore::journal_after(std::int64_t position, std::size_t limit) {
    return guarded([&] { return below_.journal_after(position, limit); });
}

Result<std::int64_t> FailStopStore::last_position() {
    return guarded([&] { return below_.last_position(); });
}

Result<void> FailStopStore::each_head(
    const std::function<void(const OrgId&, const StreamId&, const StreamHead&)>& visit
) {
    return guarded([&] { return below_.each_head(visit); });
}

Result<std::optional<Record>>
FailStopStore::find(std::string_view table, const std::vector<Cell>& key) {
    return guarded([&] { return below_.find(table, key); });
}

Result<std::vector<Record>> FailStopStore::select(const Selection& selection) {
    return guarded([&] { return below_.select(selection); });
}

Result<std::vector<Group>> FailStopStore::aggregate(const Aggregation& aggregation) {
    return guarded([&] { return below_.aggregate(aggregation); });
}

Result<void>
FailStopStore::scan(std::string_view table, const std::function<bool(const Record&)>& visit) {
    return guarded([&] { return below_.scan(table, visit); });
}

Result<std::vector<Checkpoint>> FailStopStore::checkpoints() {
    return guarded([&] { return below_.checkpoints(); });
}

Result<std::int64_t> FailStopStore::watermark(std::string_view table) {
    return guarded([&] { return below_.watermark(table); });
}

} // namespace gongdao
