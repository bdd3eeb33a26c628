#include "tests/reliability/disk/connection_locks.hpp"

#include <sqlite3.h>

#include <algorithm>

namespace gongdao::testing {

namespace {

/// Between reserved and exclusive; SQLite does not export its name.
constexpr int pending = 3;

} // namespace

int FileLocks::highest_of_others(Holder holder) const {
    int highest = SQLITE_LOCK_NONE;
    for (const auto& [other, level] : levels_)
        if (other != holder) highest = std::max(highest, level);
    return highest;
}

int FileLocks::lock(Holder holder, int level) {
    auto& own = levels_[holder];
    if (own >= level) return SQLITE_OK;
    const int others = highest_of_others(holder);
    if (level == SQLITE_LOCK_SHARED && others >= pending) return SQLITE_BUSY;
    if (level >= SQLITE_LOCK_RESERVED && others >= SQLITE_LOCK_RESERVED) return SQLITE_BUSY;
    if (level == SQLITE_LOCK_EXCLUSIVE && others >= SQLITE_LOCK_SHARED) {
        own = pending;
        return SQLITE_BUSY;
    }
    own = level;
    return SQLITE_OK;
}

void FileLocks::unlock(Holder holder, int level) {
    const auto own = levels_.find(holder);
    if (own == levels_.end()) return;
    if (level == SQLITE_LOCK_NONE) levels_.erase(own);
    if (level != SQLITE_LOCK_NONE) own->second = std::min(own->second, level);
}

bool FileLocks::is_reserved() const { return highest_of_others(nullptr) >= SQLITE_LOCK_RESERVED; }

volatile void* SharedMemory::map(Holder holder, std::size_t region, std::size_t size, bool make) {
    holders_.insert(holder);
    if (region >= regions_.size() && !make) return nullptr;
    while (region >= regions_.size())
        regions_.push_back(std::make_unique<std::byte[]>(size));
    return regions_[region].get();
}

int SharedMemory::lock(Holder holder, std::size_t first, std::size_t count, bool exclusive) {
    for (auto i = first; i < first + count; ++i) {
        const auto& slot = slots_[i];
        if (slot.exclusive != nullptr && slot.exclusive != holder) return SQLITE_BUSY;
        const bool shared_by_others = slot.shared.size() > slot.shared.count(holder);
        if (exclusive && shared_by_others) return SQLITE_BUSY;
    }
    for (auto i = first; i < first + count; ++i) {
        if (exclusive) slots_[i].exclusive = holder;
        if (!exclusive) slots_[i].shared.insert(holder);
    }
    return SQLITE_OK;
}

void SharedMemory::unlock(Holder holder, std::size_t first, std::size_t count) {
    for (auto i = first; i < first + count; ++i) {
        slots_[i].shared.erase(holder);
        if (slots_[i].exclusive == holder) slots_[i].exclusive = nullptr;
    }
}

void SharedMemory::unmap(Holder holder) {
    unlock(holder, 0, slots);
    holders_.erase(holder);
    if (holders_.empty()) regions_.clear();
}

} // namespace gongdao::testing
