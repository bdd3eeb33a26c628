#include "core/runtime/deferred_rows.hpp"

#include "core/runtime/errors.hpp"

#include <algorithm>

namespace gongdao {

namespace {

/// What is written in a quiet moment before it is looked again whether somebody has come.
constexpr std::size_t rows_in_a_quiet_moment = 2'048;

/// Chunks cannot be computed from the journal, so they are durable together with it (ADR 0003).
bool may_wait(std::string_view table) { return table != "batch_chunk"; }

} // namespace

bool DeferredRows::has_waiting() const {
    return std::any_of(tables_.begin(), tables_.end(), [](const auto& rows) {
        return rows.count() > 0;
    });
}

WaitingRows* DeferredRows::rows_of(std::string_view table) {
    const auto found = std::find_if(tables_.begin(), tables_.end(), [&](const auto& rows) {
        return rows.table() == table;
    });
    return found == tables_.end() ? nullptr : &*found;
}

WaitingRows& DeferredRows::waiting_in(std::string_view table) {
    if (auto* rows = rows_of(table)) return *rows;
    return tables_.emplace_back(table);
}

Result<void> DeferredRows::in_transaction_of_its_own(const std::function<Result<void>()>& write_rows
) {
    auto done = begin();
    if (!done) return done;
    done = write_rows();
    if (done) done = commit();
    if (!done) rollback();
    return done;
}

Result<void> DeferredRows::write_all() {
    if (!has_waiting()) return {};
    if (in_transaction_) return write_tables();
    return in_transaction_of_its_own([&] { return write_tables(); });
}

Result<void> DeferredRows::write_tables() {
    for (auto& rows : tables_) {
        auto done = rows.write_all(below_);
        if (!done) return done;
    }
    return {};
}

Result<void> DeferredRows::write_some() {
    if (!has_waiting()) return {};
    return in_transaction_of_its_own([&]() -> Result<void> {
        auto left = rows_in_a_quiet_moment;
        for (auto& rows : tables_) {
            if (!rows.is_being_written()) rows.begin_writing(kept_position_);
            const auto before = rows.count();
            auto done = rows.write_slice(below_, left);
            if (!done) return done;
            left -= before - rows.count();
            if (left == 0) break;
        }
        return {};
    });
}

Result<void> DeferredRows::write_before_reading(std::string_view table) {
    auto* rows = rows_of(table);
    if (rows == nullptr || rows->count() == 0) return {};
    if (in_transaction_) return rows->write_all(below_);
    return in_transaction_of_its_own([&] { return rows->write_all(below_); });
}

Result<void> DeferredRows::write_what_is_owed() {
    for (auto& rows : tables_) {
        if (rows.is_due(kept_position_)) rows.begin_writing(kept_position_);
        auto done = rows.write_slice(below_, rows.owed(position_));
        if (!done) return done;
    }
    return {};
}

Result<void> DeferredRows::mark_written_tables() {
    if (!has_waiting()) return below_.set_watermarks(position_);
    const bool any = std::any_of(tables_.begin(), tables_.end(), [](const auto& rows) {
        return rows.has_finished();
    });
    if (!any) return {};
    for (const auto& shape : derived_tables()) {
        const auto* rows = rows_of(shape.name);
        const auto mark = rows == nullptr ? position_ : rows->current_to(position_);
        if (!mark) continue;
        auto marked = below_.set_watermark(shape.name, *mark);
        if (!marked) return marked;
    }
    return {};
}

Result<void> DeferredRows::begin() {
    auto begun = below_.begin();
    in_transaction_ = begun.has_value();
    return begun;
}

Result<void> DeferredRows::commit() {
    if (!deferring_) {
        in_transaction_ = false;
        auto done = below_.commit();
        if (done) kept_position_ = position_;
        return done;
    }
    auto done = write_what_is_owed();
    if (done) done = mark_written_tables();
    if (done) done = below_.commit();
    in_transaction_ = !done;
    if (!done) return done;
    kept_position_ = position_;
    for (auto& rows : tables_)
        rows.keep(position_);
    return done;
}

void DeferredRows::rollback() {
    below_.rollback();
    in_transaction_ = false;
    position_ = kept_position_;
    for (auto& rows : tables_)
        rows.drop();
}

Result<void> DeferredRows::put(const Record& record) {
    if (!deferring_ || !may_wait(record.table)) return below_.put(record);
    waiting_in(record.table).put(Record{record});
    return {};
}

Result<void> DeferredRows::put(Record&& record) {
    if (!deferring_ || !may_wait(record.table)) return below_.put(record);
    waiting_in(record.table).put(std::move(record));
    return {};
}

Result<void> DeferredRows::remove(std::string_view table, const std::vector<Cell>& key) {
    if (!deferring_ || !may_wait(table)) return below_.remove(table, key);
    if (key.size() < shape_of(table).key_count) {
        auto written = write_before_reading(table);
        return written ? below_.remove(table, key) : written;
    }
    waiting_in(table).remove(key);
    return {};
}

Result<void> DeferredRows::set_watermarks(std::int64_t position) {
    position_ = position;
    return deferring_ ? Result<void>{} : below_.set_watermarks(position);
}

Result<void> DeferredRows::clear_derived() {
    auto written = write_all();
    return written ? below_.clear_derived() : written;
}

Result<std::optional<Record>>
DeferredRows::find(std::string_view table, const std::vector<Cell>& key) {
    const auto* rows = rows_of(table);
    const auto* row = rows == nullptr ? nullptr : rows->find(key);
    if (row == nullptr) return below_.find(table, key);
    if (row->removed) return std::optional<Record>{};
    return std::optional{row->record};
}

Result<StreamHead> DeferredRows::head(const OrgId& org, const StreamId& stream) {
    const auto row = find("stream_state", {org.text(), stream.text()});
    if (!row) return row.error();
    return *row ? below_.head_at(org, stream, position_in(**row)) : StreamHead{};
}

Result<std::optional<JournalRow>>
DeferredRows::find_command(const OrgId& org, const CommandId& command) {
    const auto row = find("command", {org.text(), command.text()});
    if (!row) return row.error();
    if (!*row) return std::optional<JournalRow>{};
    const auto position = std::get<std::int64_t>((*row)->cells.back());
    auto rows = below_.journal_after(position - 1, 1);
    if (!rows) return rows.error();
    // Taken for new, a command would be carried out twice.
    if (rows->empty() || rows->front().command_id != command)
        return fail(errors::derived_differs, {"command", command.text()});
    return std::optional{std::move(rows->front())};
}

Result<std::optional<JournalRow>>
DeferredRows::find_command_beginning(const OrgId& org, const std::string& beginning) {
    auto written = write_before_reading("command");
    if (!written) return written.error();
    return below_.find_command_beginning(org, beginning);
}

Result<std::vector<Record>> DeferredRows::select(const Selection& selection) {
    auto written = write_before_reading(selection.table);
    if (!written) return written.error();
    return below_.select(selection);
}

Result<std::vector<Group>> DeferredRows::aggregate(const Aggregation& aggregation) {
    auto written = write_before_reading(aggregation.table);
    if (!written) return written.error();
    return below_.aggregate(aggregation);
}

Result<void>
DeferredRows::scan(std::string_view table, const std::function<bool(const Record&)>& visit) {
    auto written = write_before_reading(table);
    return written ? below_.scan(table, visit) : written;
}

} // namespace gongdao
