#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <memory>
#include <set>
#include <vector>

namespace gongdao::testing {

/// Who holds a file open; only its address matters.
using Holder = const void*;

/// SQLite's locks of one file between the connections of one process. Answers are SQLite's codes.
class FileLocks {
public:
    [[nodiscard]] int lock(Holder holder, int level);
    void unlock(Holder holder, int level);
    [[nodiscard]] bool is_reserved() const;

private:
    [[nodiscard]] int highest_of_others(Holder holder) const;

    std::map<Holder, int> levels_;
};

/// The memory that connections share about a write-ahead log, and its locks. Gone with its last
/// user, as with the process.
class SharedMemory {
public:
    /// Null where the region is missing and not to be made.
    [[nodiscard]] volatile void*
    map(Holder holder, std::size_t region, std::size_t size, bool make);
    [[nodiscard]] int lock(Holder holder, std::size_t first, std::size_t count, bool exclusive);
    void unlock(Holder holder, std::size_t first, std::size_t count);
    void unmap(Holder holder);

private:
    struct Slot {
        std::set<Holder> shared;
        Holder exclusive = nullptr;
    };

    static constexpr std::size_t slots = 8;

    std::set<Holder> holders_;
    std::vector<std::unique_ptr<std::byte[]>> regions_;
    std::array<Slot, slots> slots_{};
};

} // namespace gongdao::testing
