#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace gongdao::testing {

/// What a loss of power leaves of what was written but not synced.
enum class Survival {
    nothing,
    everything,
    beginning, ///< the first so many changes
    scattered  ///< of each sector, and of the length, any state since the last sync
};

/// One file: what programs see of it, and what is on the platter. A sector is written whole.
class DiskFile {
public:
    static constexpr std::size_t sector = 512;

    DiskFile() = default;

    explicit DiskFile(std::string kept) : seen_{kept}, kept_{std::move(kept)} {}

    /// How many bytes there were; the rest of `bytes` is zero.
    std::size_t read(char* bytes, std::size_t count, std::size_t offset) const;
    void write(const char* bytes, std::size_t count, std::size_t offset);
    void truncate(std::size_t size);
    void sync();
    /// A sync that fails: part of the changes is on the platter, and nobody knows of the rest any
    /// more, though every program still sees it.
    void fail_to_sync(Survival survival, std::mt19937_64& random);
    /// The system could not write it back, drops its copy and reads again what is on the platter.
    void forget_unsynced();
    /// Power fails: from now on everybody sees what is on the platter.
    void lose_power(Survival survival, std::mt19937_64& random);

    [[nodiscard]] std::size_t size() const { return seen_.size(); }

    /// On the platter.
    [[nodiscard]] const std::string& kept() const { return kept_; }

private:
    /// Whole sectors from `offset` on, and the file's length afterwards.
    struct Change {
        std::size_t offset = 0;
        std::string bytes;
        std::size_t size = 0;
    };

    /// The file as it was after so many changes since the last sync. A sector that a failed sync
    /// forgot stays forgotten.
    [[nodiscard]] std::string kept_after(std::size_t changes) const;
    [[nodiscard]] std::string survivors(Survival survival, std::mt19937_64& random) const;
    [[nodiscard]] std::string scattered(std::mt19937_64& random) const;

    std::string seen_;
    std::string kept_;
    std::vector<Change> unsynced_;
};

} // namespace gongdao::testing
