#pragma once

#include "db/sqlite/connection.hpp"
#include "db/sqlite/wal_checkpointer.hpp"

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <semaphore>
#include <stop_token>
#include <thread>

namespace gongdao::sqlite {

/// A thread of its own copies the write-ahead log into the database file whenever enough has come
/// together, so that no commit carries it. A round that fails loses nothing, since the log is what
/// is durable, and is tried again when as much has come together once more; but the log grows
/// meanwhile, and somebody must be told.
class BackgroundCheckpoints {
public:
    /// Takes over from the writer's own checkpoints. `writer` and its store outlive this object.
    BackgroundCheckpoints(Connection& writer, std::unique_ptr<Connection> own);
    ~BackgroundCheckpoints();
    BackgroundCheckpoints(const BackgroundCheckpoints&) = delete;
    BackgroundCheckpoints& operator=(const BackgroundCheckpoints&) = delete;

    /// Why the last round failed; in any thread.
    [[nodiscard]] std::optional<Error> failure() const;

private:
    /// After each commit, in the writer's thread.
    void committed(std::int64_t pages_in_log);
    void copy_until(const std::stop_token& stop);

    Connection& writer_;
    WalCheckpointer checkpointer_;
    std::atomic<std::int64_t> pages_ = 0; ///< in the log, after the last commit
    /// Pages up to which the log was attended to: copied in the last round, or seen where it
    /// failed.
    std::atomic<std::int64_t> attended_ = 0;
    mutable std::mutex failing_;
    std::optional<Error> failure_; ///< under `failing_`
    std::counting_semaphore<> enough_{0};
    std::atomic<bool> asked_ = false; ///< and not yet begun
    std::jthread thread_;
};

} // namespace gongdao::sqlite
