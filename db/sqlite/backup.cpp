#include "db/sqlite/backup.hpp"

#include "db/sqlite/errors.hpp"
#include "db/sqlite/synced_path.hpp"

#include <sqlite3.h>

#include <filesystem>
#include <unistd.h>

namespace gongdao::sqlite {

namespace {

constexpr int pages_per_step = 2'048;

/// A read transaction pins one moment: without it, every commit would make the copy start again.
class Snapshot {
public:
    explicit Snapshot(Connection& connection) : connection_{connection} {}

    ~Snapshot() {
        if (connection_.in_transaction()) (void)connection_.execute("rollback");
    }

    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;

    Result<void> take() {
        return connection_.execute("begin; select count(*) from schema_version");
    }

private:
    Connection& connection_;
};

Result<void> copy_pages(Connection& source, Connection& target, const CopyProgress& progress) {
    auto* backup = sqlite3_backup_init(target.handle(), "main", source.handle(), "main");
    if (backup == nullptr) return target.failure(sqlite3_errcode(target.handle()));
    int code = SQLITE_OK;
    while (code == SQLITE_OK) {
        code = sqlite3_backup_step(backup, pages_per_step);
        const auto total = sqlite3_backup_pagecount(backup);
        if (progress) progress(total - sqlite3_backup_remaining(backup), total);
    }
    const int finished = sqlite3_backup_finish(backup);
    if (code != SQLITE_DONE) return target.failure(code);
    if (finished != SQLITE_OK) return target.failure(finished);
    return {};
}

Result<void> write_part(Connection& source, const std::string& part, const CopyProgress& progress) {
    auto target = Connection::open(part, Access::create);
    if (!target) return target.error();
    // The file is synced as a whole before it gets its name.
    auto done = (*target)->execute("pragma journal_mode = off; pragma synchronous = off");
    if (done) done = copy_pages(source, **target, progress);
    if (done) done = check_integrity(**target, CheckDepth::quick);
    return done;
}

Result<void> give_name(const std::string& part, const std::string& to) {
    auto synced = sync_to_disk(part, to);
    if (!synced) return synced.error();
    // A link, unlike a rename, never replaces a file that appeared meanwhile.
    std::error_code failed;
    std::filesystem::create_hard_link(part, to, failed);
    if (failed == std::errc::file_exists)
        return fail(errors::store_target_exists, {}, {.file = to});
    if (failed) std::filesystem::rename(part, to, failed);
    if (failed) return fail(errors::store_input_output, {failed.message()}, {.file = to});
    return sync_folder_of(to);
}

} // namespace

Result<void> copy_store(Connection& source, const std::string& to, const CopyProgress& progress) {
    std::error_code ignored;
    if (std::filesystem::exists(to, ignored)) {
        return fail(errors::store_target_exists, {}, {.file = to});
    }
    const auto part = to + ".part";
    std::filesystem::remove(part, ignored);
    Snapshot snapshot{source};
    auto done = snapshot.take();
    if (done) done = write_part(source, part, progress);
    if (done) done = give_name(part, to);
    for (const auto* ending : {"", "-wal", "-shm", "-journal"}) {
        std::filesystem::remove(part + ending, ignored);
    }
    return done;
}

Result<void> check_integrity(Connection& connection, CheckDepth depth) {
    const auto answer = connection.value(
        depth == CheckDepth::quick ? "pragma quick_check(1)" : "pragma integrity_check(1)"
    );
    if (!answer) return answer.error();
    const auto* text = std::get_if<std::string>(&*answer);
    if (text != nullptr && *text == "ok") return {};
    return fail(
        errors::store_corrupted, {text == nullptr ? "?" : *text}, {.file = connection.path()}
    );
}

} // namespace gongdao::sqlite
