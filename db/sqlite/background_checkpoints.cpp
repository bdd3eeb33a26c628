#include "db/sqlite/background_checkpoints.hpp"

#include <sqlite3.h>

namespace gongdao::sqlite {

namespace {

/// 64 MiB: a round then takes a fraction of a second, and pages written often are copied once.
constexpr std::int64_t pages_worth_a_round = 16'384;

} // namespace

BackgroundCheckpoints::BackgroundCheckpoints(Connection& writer, std::unique_ptr<Connection> own)
    : writer_{writer}, checkpointer_{std::move(own)}, thread_{[this](const std::stop_token& stop) {
          copy_until(stop);
      }} {
    const auto after_commit = [](void* self, sqlite3*, const char*, int pages) {
        static_cast<BackgroundCheckpoints*>(self)->committed(pages);
        return SQLITE_OK;
    };
    sqlite3_wal_hook(writer_.handle(), after_commit, this);
}

BackgroundCheckpoints::~BackgroundCheckpoints() {
    sqlite3_wal_hook(writer_.handle(), nullptr, nullptr);
    thread_.request_stop();
    enough_.release();
    thread_.join();
    if (checkpointer_.owes_reset()) writer_.copy_log_on_closing(false);
}

void BackgroundCheckpoints::committed(std::int64_t pages_in_log) {
    pages_ = pages_in_log;
    auto attended = attended_.load();
    // A log that began anew is shorter than what was copied of the one before.
    if (pages_in_log < attended) attended_ = attended = 0;
    if (pages_in_log - attended < pages_worth_a_round) return;
    if (!asked_.exchange(true)) enough_.release();
}

void BackgroundCheckpoints::copy_until(const std::stop_token& stop) {
    for (;;) {
        enough_.acquire();
        if (stop.stop_requested()) return;
        asked_ = false;
        const auto round = checkpointer_.run();
        attended_ = round ? round->copied : pages_.load();
        const std::scoped_lock guard{failing_};
        failure_ = round ? std::nullopt : std::optional{round.error()};
    }
}

std::optional<Error> BackgroundCheckpoints::failure() const {
    const std::scoped_lock guard{failing_};
    return failure_;
}

} // namespace gongdao::sqlite
