#include "core/runtime/waiting_rows.hpp"

#include "core/values/ensure.hpp"

#include <algorithm>

namespace gongdao {

namespace {

/// So many rows of one table wait, or rows of so many commands: enough to meet on its pages, few
/// enough to be replayed within seconds after a crash.
constexpr std::size_t waiting_rows_max = 32'768;
/// Fewer are not worth a transaction's share of pages, more would make a commit wait.
constexpr std::size_t slice_rows = 1'024;

/// Orders as the table does, by bytes; different keys have different texts.
std::string sort_key(const std::vector<Cell>& cells, std::size_t count) {
    constexpr auto bits = 64;
    constexpr auto bits_per_byte = 8;
    std::string key;
    for (std::size_t i = 0; i < count; ++i) {
        if (const auto* text = std::get_if<std::string>(&cells[i])) {
            for (const char byte : *text) {
                key += byte;
                if (byte == '\0') key += '\x01';
            }
            key += std::string_view{"\0\0", 2};
        } else if (const auto* number = std::get_if<std::int64_t>(&cells[i])) {
            const auto shifted = static_cast<std::uint64_t>(*number) ^ (std::uint64_t{1} << 63U);
            for (int shift = bits - bits_per_byte; shift >= 0; shift -= bits_per_byte)
                key += static_cast<char>(shifted >> static_cast<unsigned>(shift));
        }
    }
    return key;
}

} // namespace

WaitingRows::WaitingRows(std::string_view table)
    : table_{shape_of(table).name}, key_count_{shape_of(table).key_count} {}

void WaitingRows::put(Record record) {
    auto key = sort_key(record.cells, key_count_);
    group_.insert_or_assign(std::move(key), Row{.record = std::move(record)});
}

void WaitingRows::remove(const std::vector<Cell>& key) {
    ensure(key.size() == key_count_, "a row that waits is removed by its whole key");
    group_.insert_or_assign(
        sort_key(key, key_count_), Row{.record = {table_, key}, .removed = true}
    );
}

const WaitingRows::Row* WaitingRows::find(const std::vector<Cell>& key) const {
    if (count() == 0 && group_.empty()) return nullptr;
    const auto sought = sort_key(key, key_count_);
    const auto latest = group_.find(sought);
    if (latest != group_.end()) return &latest->second;
    if (waiting_is_written_) return nullptr;
    const auto waiting = waiting_.find(sought);
    if (waiting != waiting_.end()) return &waiting->second;
    const auto from = sorted_.begin() + static_cast<std::ptrdiff_t>(reached_);
    const auto sorted = std::lower_bound(
        from,
        sorted_.end(),
        sought,
        [](const Sorted& one, const std::string& other) { return one.key < other; }
    );
    return sorted != sorted_.end() && sorted->key == sought ? &sorted->row : nullptr;
}

std::size_t WaitingRows::count() const {
    return group_.size() + (waiting_is_written_ ? 0 : waiting_.size()) + sorted_.size() - reached_;
}

bool WaitingRows::is_due(std::int64_t position) const {
    if (waiting_.empty() || waiting_is_written_ || !sorted_.empty()) return false;
    return waiting_.size() >= waiting_rows_max ||
           position - waiting_since_ >= static_cast<std::int64_t>(waiting_rows_max);
}

void WaitingRows::begin_writing(std::int64_t position) {
    ensure(sorted_.empty() && !waiting_is_written_, "one generation is written at a time");
    sorted_.reserve(waiting_.size());
    while (!waiting_.empty()) {
        auto node = waiting_.extract(waiting_.begin());
        sorted_.push_back({std::move(node.key()), std::move(node.mapped())});
    }
    std::sort(sorted_.begin(), sorted_.end(), [](const Sorted& one, const Sorted& other) {
        return one.key < other.key;
    });
    sorted_up_to_ = position;
}

std::size_t WaitingRows::owed(std::int64_t position) const {
    if (!is_being_written()) return 0;
    const auto rest = sorted_.size() - reached_;
    if (rest <= slice_rows) return rest;
    const auto commands = static_cast<std::size_t>(position - sorted_up_to_);
    const auto reach = std::min(sorted_.size(), sorted_.size() * commands / waiting_rows_max);
    const auto owed = reach > reached_ ? reach - reached_ : 0;
    return owed - owed % slice_rows;
}

Result<void> WaitingRows::write(StoreWriter& store, const Row& row) const {
    return row.removed ? store.remove(table_, row.record.cells) : store.put(row.record);
}

Result<void> WaitingRows::write(StoreWriter& store, const Rows& rows) const {
    std::vector<Rows::const_pointer> in_order;
    in_order.reserve(rows.size());
    for (const auto& entry : rows)
        in_order.push_back(&entry);
    std::sort(in_order.begin(), in_order.end(), [](const auto* one, const auto* other) {
        return one->first < other->first;
    });
    for (const auto* entry : in_order) {
        auto done = write(store, entry->second);
        if (!done) return done;
    }
    return {};
}

Result<void> WaitingRows::write_slice(StoreWriter& store, std::size_t rows) {
    const auto end = std::min(reached_ + rows, sorted_.size());
    for (; reached_ < end; ++reached_) {
        auto done = write(store, sorted_[reached_].row);
        if (!done) return done;
    }
    return {};
}

Result<void> WaitingRows::write_all(StoreWriter& store) {
    auto done = write_slice(store, sorted_.size());
    if (done && !waiting_is_written_) done = write(store, waiting_);
    if (done) done = write(store, group_);
    if (!done) return done;
    waiting_is_written_ = true;
    group_.clear();
    return done;
}

std::optional<std::int64_t> WaitingRows::current_to(std::int64_t position) const {
    if (count() == 0) return position;
    if (sorted_.empty() || is_being_written()) return {};
    return sorted_up_to_;
}

void WaitingRows::keep(std::int64_t position) {
    for (; written_ < reached_; ++written_)
        sorted_[written_].row = {};
    if (!is_being_written()) {
        sorted_.clear();
        written_ = reached_ = 0;
    }
    if (waiting_is_written_) waiting_.clear();
    waiting_is_written_ = false;
    if (waiting_.empty()) waiting_since_ = position;
    while (!group_.empty()) {
        auto inserted = waiting_.insert(group_.extract(group_.begin()));
        if (!inserted.inserted) inserted.position->second = std::move(inserted.node.mapped());
    }
}

void WaitingRows::drop() {
    reached_ = written_;
    waiting_is_written_ = false;
    group_.clear();
}

} // namespace gongdao
