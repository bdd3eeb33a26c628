#include "db/sqlite/sqlite_store.hpp"
#include "db/sqlite/wal_checkpointer.hpp"
#include "tests/db/store_support.hpp"
#include "tests/reliability/disk/fragile_vfs.hpp"

#include <doctest/doctest.h>
#include <sqlite3.h>

#include <cerrno>

using namespace gongdao;
using namespace gongdao::testing;
using gongdao::sqlite::Access;
using gongdao::sqlite::Connection;

namespace {

/// A store on a disk whose cache forgets after a failed sync. Someone reads while its log is
/// copied, so that a round ends early: it counts pages as copied and syncs none of them.
class HalfCopied {
public:
    explicit HalfCopied(std::uint64_t seed) : disk_{seed}, mounted_{disk_} {
        open(OpenMode::create);
        for (int i = 0; i < 5; ++i)
            append();
        reader_ = must(store_->new_reader());
        must(reader_->scan("case_index", [&](const Record&) {
            append();
            const auto round = must(checkpointer_->run());
            REQUIRE(round.copied < round.pages);
            return false;
        }));
    }

    [[nodiscard]] std::string fail_to_sync_file() {
        constexpr int after_sync_of_log = 2;
        break_sync(after_sync_of_log);
        const auto round = checkpointer_->run();
        disk_.repair();
        return code_of(round);
    }

    /// Nobody asked for a sync, and nobody hears of it.
    void fail_to_write_file_back() {
        const auto path = folder_.file("gongdao.db");
        const auto other = must(Connection::open(path, Access::write, MountedDisk::vfs()));
        sqlite3_file* file = nullptr;
        sqlite3_file_control(other->handle(), "main", SQLITE_FCNTL_FILE_POINTER, &file);
        break_sync(1);
        REQUIRE(file->pMethods->xSync(file, SQLITE_SYNC_NORMAL) == SQLITE_IOERR_FSYNC);
        disk_.repair();
    }

    void append() {
        auto& writer = store_->writer();
        const auto seq = ++rows_;
        must(writer.begin());
        must(writer.append(journal_row("case:1", seq, std::to_string(seq))));
        must(writer.put(case_record("case:1", "open", std::string(20'000, 'a'))));
        must(writer.commit());
    }

    std::string copy() { return code_of(checkpointer_->run()); }

    /// The reader, another program, goes on.
    void open_anew() {
        checkpointer_.reset();
        store_.reset();
        open(OpenMode::existing);
    }

    std::string find_loss_after_power_cut() {
        disk_.cut_power(Survival::nothing);
        checkpointer_.reset();
        reader_.reset();
        store_.reset();
        disk_.start_program();
        open(OpenMode::existing);
        const auto sound = store_->quick_check();
        if (!sound) return sentence(sound.error(), Language::english);
        const auto last = must(store_->writer().last_position());
        return last == rows_ ? std::string{} : std::to_string(rows_ - last) + " rows are lost";
    }

private:
    void break_sync(int which) {
        disk_.break_with(
            {.calls = {DiskCall::sync},
             .first = which,
             .answer = SQLITE_IOERR_FSYNC,
             .system_error = EIO}
        );
    }

    void open(OpenMode mode) {
        store_ = must(SqliteStore::open(
            folder_.file("gongdao.db"),
            mode,
            {.checkpointing = Checkpointing::elsewhere, .vfs = MountedDisk::vfs()}
        ));
        checkpointer_ = must(store_->new_checkpointer());
    }

    TemporaryFolder folder_;
    FragileDisk disk_;
    MountedDisk mounted_;
    std::unique_ptr<SqliteStore> store_;
    std::unique_ptr<sqlite::WalCheckpointer> checkpointer_;
    std::unique_ptr<StoreReader> reader_;
    std::int64_t rows_ = 0;
};

constexpr std::uint64_t seeds = 20;

} // namespace

TEST_CASE("after a sync of the file failed the whole log is copied again") {
    for (std::uint64_t seed = 0; seed < seeds; ++seed) {
        CAPTURE(seed);
        HalfCopied store{seed};
        REQUIRE(store.fail_to_sync_file() == "store.input_output");

        CHECK(store.copy() == "");
        for (int i = 0; i < 3; ++i)
            store.append();

        CHECK(store.find_loss_after_power_cut() == "");
    }
}

TEST_CASE("a store opened anew copies the whole log, also what was counted as copied before") {
    for (std::uint64_t seed = 0; seed < seeds; ++seed) {
        CAPTURE(seed);
        HalfCopied store{seed};
        store.fail_to_write_file_back();

        store.open_anew();
        CHECK(store.copy() == "");
        for (int i = 0; i < 3; ++i)
            store.append();

        CHECK(store.find_loss_after_power_cut() == "");
    }
}

TEST_CASE("where the writer itself copies the log and the disk fails, the commit fails") {
    const TemporaryFolder folder;
    FragileDisk disk{0};
    const MountedDisk mounted{disk};
    const auto store = must(
        SqliteStore::open(folder.file("gongdao.db"), OpenMode::create, {.vfs = MountedDisk::vfs()})
    );
    auto& writer = store->writer();
    must(writer.begin());
    constexpr std::size_t bytes_that_are_copied = 85'000'000;
    must(writer.put(case_record("case:1", "open", std::string(bytes_that_are_copied, 'a'))));
    // Those of the log by the commit and before it is copied come first.
    constexpr int sync_of_file = 3;
    disk.break_with(
        {.calls = {DiskCall::sync},
         .first = sync_of_file,
         .answer = SQLITE_IOERR_FSYNC,
         .system_error = EIO}
    );

    CHECK(code_of(writer.commit()) == "store.input_output");

    CHECK(disk.has_failed());
}
