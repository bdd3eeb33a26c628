#pragma once

#include "tests/reliability/disk/disk_file.hpp"

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace gongdao::testing {

/// What a program asks of the disk, or of the memory that programs share about a file.
enum class DiskCall {
    create,
    read,
    write,
    sync,
    truncate,
    remove,
    size,
    lock,
    map_memory,
    lock_memory
};

inline constexpr std::size_t disk_calls = 10;

/// Which calls fail, and how.
struct Fault {
    std::vector<DiskCall> calls;
    int first = 1;      ///< counted over these calls, from 1
    bool lasts = false; ///< every later one fails too, until the disk is repaired
    int answer = 0;     ///< SQLite's code
    int system_error = 0;
    bool half_done = false; ///< half of the bytes of a write are written
};

/// A disk in memory, which loses power or fails as it is told, the same way for the same seed.
/// Names reach the platter in order, and at the latest with the next sync of any file, as on a
/// journalling file system. One thread.
class FragileDisk {
public:
    using Image = std::map<std::string, std::string>;

    explicit FragileDisk(std::uint64_t seed, const Image& image = {});

    /// Power fails during the `changes`-th call from now that changes anything.
    void cut_power_after(int changes, Survival survival);
    void cut_power(Survival survival);
    /// The program is killed during the `changes`-th call: nothing that it still asks for happens,
    /// but what it has written stays, unsynced, with the system.
    void kill_program_after(int changes);

    void kill_program() { is_running_ = false; }

    /// After a loss of power or a kill; every file must have been closed.
    void start_program() { is_running_ = true; }

    [[nodiscard]] bool is_running() const { return is_running_; }

    void break_with(Fault fault);

    void repair() { fault_.reset(); }

    /// True once the fault has shown itself.
    [[nodiscard]] bool has_failed() const { return failures_ > 0; }

    [[nodiscard]] int calls_of(DiskCall call) const {
        return calls_[static_cast<std::size_t>(call)];
    }

    void count_from_zero() { calls_.fill(0); }

    /// What is on the platter.
    [[nodiscard]] Image image() const;
    /// The system writes everything back, as it does in time when nobody asks.
    void write_back();
    /// It tries, and fails; nobody hears of it.
    void fail_to_write_back(const std::string& name);

    [[nodiscard]] int last_system_error() const { return system_error_; }

    // -- for the file system: answers are SQLite's codes --
    /// Null where it is missing and not to be made.
    [[nodiscard]] int open(const std::string& name, bool make, std::shared_ptr<DiskFile>& file);
    [[nodiscard]] int find(const std::string& name, bool& exists);

    [[nodiscard]] int
    read(const DiskFile& file, char* bytes, std::size_t count, std::size_t offset);
    [[nodiscard]] int
    write(DiskFile& file, const char* bytes, std::size_t count, std::size_t offset);
    [[nodiscard]] int truncate(DiskFile& file, std::size_t size);
    [[nodiscard]] int sync(DiskFile& file);
    [[nodiscard]] int remove(const std::string& name);
    /// Of a call that only a fault can make fail.
    [[nodiscard]] int permit(DiskCall call);

private:
    struct Renaming {
        std::string name;
        std::shared_ptr<DiskFile> file; ///< null: the name is gone
    };

    /// The answer of the fault, if it is this call's turn.
    [[nodiscard]] int failure_of(DiskCall call);
    /// After a change: OK, or the end that was due.
    [[nodiscard]] int after_change();
    [[nodiscard]] Survival any_survival();

    std::mt19937_64 random_;
    std::map<std::string, std::shared_ptr<DiskFile>> names_;
    std::map<std::string, std::shared_ptr<DiskFile>> kept_names_;
    std::vector<Renaming> unsynced_names_;
    std::array<int, disk_calls> calls_{};
    bool is_running_ = true;
    int changes_left_ = 0;             ///< until the end; 0 = there is none
    std::optional<Survival> survival_; ///< at the end, where it is a loss of power
    std::optional<Fault> fault_;
    int fault_calls_ = 0;
    int failures_ = 0;
    int system_error_ = 0;
};

} // namespace gongdao::testing
