#include "core/runtime/deferred_rows.hpp"

#include <algorithm>

namespace gongdao {

namespace {

/// So many rows of one table wait: enough to meet on its pages, few enough to be written in less
/// time than a checkpoint takes.
constexpr std::size_t waiting_rows_max = 8'192;
/// A table with so few is written along: one that seldom changes would else hold back for ever the
/// position from which a node that takes over must replay.
constexpr std::size_t few_rows = waiting_rows_max / 8;

/// Chunks cannot be computed from the journal, so they are durable together with it (ADR 0003).
bool may_wait(std::string_view table) { return table != "batch_chunk"; }

void take_over(std::map<std::vector<Cell>, std::optional<Record>>& into, auto& from) {
    while (!from.empty()) {
        auto inserted = into.insert(from.extract(from.begin()));
        if (!inserted.inserted) inserted.position->second = std::move(inserted.node.mapped());
    }
}

} // namespace

bool DeferredRows::has_waiting() const {
    return std::any_of(buffers_.begin(), buffers_.end(), [](const auto& entry) {
        return entry.second.waiting() > 0;
    });
}

DeferredRows::Buffer* DeferredRows::buffer_of(std::string_view table) {
    const auto found = buffers_.find(table);
    return found == buffers_.end() ? nullptr : &found->second;
}

Result<void> DeferredRows::write_rows(std::string_view table, const Rows& rows) {
    for (const auto& [key, row] : rows) {
        auto done = row ? below_.put(*row) : below_.remove(table, key);
        if (!done) return done;
    }
    return {};
}

Result<void> DeferredRows::write(std::string_view table, Buffer& buffer) {
    if (!buffer.committed_is_written) {
        auto done = write_rows(table, buffer.committed);
        if (!done) return done;
        buffer.committed_is_written = true;
    }
    auto done = write_rows(table, buffer.group);
    if (!done) return done;
    take_over(buffer.written, buffer.group);
    return {};
}

Result<void> DeferredRows::write_all() {
    if (in_transaction_ || !has_waiting()) return write_buffers();
    auto done = begin();
    if (!done) return done;
    done = write_buffers();
    if (done) done = commit();
    if (!done) rollback();
    return done;
}

Result<void> DeferredRows::write_buffers() {
    for (auto& [table, buffer] : buffers_) {
        auto done = write(table, buffer);
        if (!done) return done;
    }
    return {};
}

Result<void> DeferredRows::write_before_reading(std::string_view table) {
    auto* buffer = buffer_of(table);
    if (buffer == nullptr || buffer->waiting() == 0) return {};
    return in_transaction_ ? write(table, *buffer) : write_all();
}

Result<void> DeferredRows::write_fullest() {
    const auto fullest =
        std::max_element(buffers_.begin(), buffers_.end(), [](const auto& one, const auto& other) {
            return one.second.waiting() < other.second.waiting();
        });
    if (fullest == buffers_.end() || fullest->second.waiting() < waiting_rows_max) return {};
    auto done = write(fullest->first, fullest->second);
    for (auto& [table, buffer] : buffers_) {
        if (done && buffer.waiting() > 0 && buffer.waiting() <= few_rows)
            done = write(table, buffer);
    }
    return done;
}

Result<void> DeferredRows::mark_written_tables() {
    if (!has_waiting()) return below_.set_watermarks(position_);
    const bool any = std::any_of(buffers_.begin(), buffers_.end(), [](const auto& entry) {
        return entry.second.committed_is_written;
    });
    if (!any) return {};
    for (const auto& shape : derived_tables()) {
        const auto* buffer = buffer_of(shape.name);
        if (buffer != nullptr && buffer->waiting() > 0) continue;
        auto marked = below_.set_watermark(shape.name, position_);
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
        return below_.commit();
    }
    auto done = write_fullest();
    if (done) done = mark_written_tables();
    if (done) done = below_.commit();
    in_transaction_ = !done;
    if (!done) return done;
    for (auto& [table, buffer] : buffers_) {
        if (buffer.committed_is_written) buffer.committed.clear();
        buffer.committed_is_written = false;
        buffer.written.clear();
        take_over(buffer.committed, buffer.group);
    }
    return done;
}

void DeferredRows::rollback() {
    below_.rollback();
    in_transaction_ = false;
    for (auto& [table, buffer] : buffers_) {
        buffer.committed_is_written = false;
        buffer.written.clear();
        buffer.group.clear();
    }
}

Result<void> DeferredRows::put(const Record& record) {
    if (!deferring_ || !may_wait(record.table)) return below_.put(record);
    const auto keys = shape_of(record.table).key_count;
    std::vector<Cell> key{
        record.cells.begin(), record.cells.begin() + static_cast<std::ptrdiff_t>(keys)};
    auto* buffer = buffer_of(record.table);
    if (buffer == nullptr) buffer = &buffers_[std::string{record.table}];
    buffer->group.insert_or_assign(std::move(key), record);
    return {};
}

Result<void> DeferredRows::remove(std::string_view table, const std::vector<Cell>& key) {
    if (!deferring_ || !may_wait(table)) return below_.remove(table, key);
    if (key.size() < shape_of(table).key_count) {
        auto written = write_before_reading(table);
        return written ? below_.remove(table, key) : written;
    }
    auto* buffer = buffer_of(table);
    if (buffer == nullptr) buffer = &buffers_[std::string{table}];
    buffer->group.insert_or_assign(key, std::nullopt);
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
    const auto* buffer = buffer_of(table);
    if (buffer == nullptr) return below_.find(table, key);
    const auto latest = buffer->group.find(key);
    if (latest != buffer->group.end()) return latest->second;
    if (buffer->committed_is_written) return below_.find(table, key);
    const auto waiting = buffer->committed.find(key);
    if (waiting != buffer->committed.end()) return waiting->second;
    return below_.find(table, key);
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
