#include "db/sqlite/migrations.hpp"
#include "db/sqlite/sqlite_store.hpp"
#include "db/sqlite/wal_checkpointer.hpp"
#include "tests/db/store_support.hpp"
#include "tests/reliability/disk/fragile_vfs.hpp"

#include <doctest/doctest.h>
#include <sqlite3.h>

#include <cerrno>
#include <functional>

using namespace gongdao;
using namespace gongdao::testing;
using gongdao::sqlite::Access;
using gongdao::sqlite::Connection;
using gongdao::sqlite::WalCheckpointer;

namespace {

/// A store with five rows on a disk whose cache forgets what it could not write.
class TrialStore {
public:
    explicit TrialStore(std::uint64_t seed) : disk{seed} {
        must(try_to_open(OpenMode::create));
        for (int i = 0; i < 5; ++i)
            append();
    }

    void append() {
        must(try_to_append());
        ++rows_;
    }

    Result<void> try_to_append() {
        const auto seq = rows_ + 1;
        auto& writer = store_->writer();
        auto done = writer.begin();
        if (done) done = appended(writer, seq);
        // Pages of its own, which no later row changes.
        const auto stream = "case:" + std::to_string(seq);
        if (done) done = writer.put(case_record(stream, "open", std::string(20'000, 'a')));
        if (done) done = writer.commit();
        return done;
    }

    /// Somebody reads what was there before, so that no round copies all.
    void beside_reader(const std::function<void()>& meanwhile) {
        reader_ = must(store_->new_reader());
        must(reader_->scan("case_index", [&](const Record&) {
            append();
            meanwhile();
            return false;
        }));
    }

    /// SQLite's part of a round that ends early, as if the program came no further.
    void copy_half() {
        beside_reader([this] {
            const auto other = connect();
            int pages = 0;
            int copied = 0;
            REQUIRE(
                sqlite3_wal_checkpoint_v2(
                    other->handle(), "main", SQLITE_CHECKPOINT_PASSIVE, &pages, &copied
                ) == SQLITE_OK
            );
            REQUIRE(copied < pages);
        });
    }

    void break_sync(int which) {
        disk.break_with(
            {.calls = {DiskCall::sync},
             .first = which,
             .answer = SQLITE_IOERR_FSYNC,
             .system_error = EIO}
        );
    }

    std::string copy() { return code_of(checkpointer_->run()); }

    [[nodiscard]] std::unique_ptr<Connection> connect() const {
        auto connection = must(Connection::open(path, Access::write, MountedDisk::vfs()));
        sqlite3_busy_timeout(connection->handle(), 0);
        must(sqlite::schema_version(*connection)); // only who has read knows of the log
        return connection;
    }

    /// The reader, another program, goes on.
    void open_anew() {
        close();
        must(try_to_open());
    }

    Result<void> try_to_open(OpenMode mode = OpenMode::existing) {
        auto store = SqliteStore::open(
            path, mode, {.checkpointing = Checkpointing::elsewhere, .vfs = MountedDisk::vfs()}
        );
        if (!store) return store.error();
        store_ = std::move(*store);
        checkpointer_ = must(store_->new_checkpointer());
        return {};
    }

    /// Everybody's programs end with the power.
    void restart_disk() {
        close();
        reader_.reset();
        disk.start_program();
    }

    /// By one who has nothing of it in memory.
    [[nodiscard]] std::string find_loss() const {
        const auto sound = store_->quick_check();
        if (!sound) return sentence(sound.error(), Language::english);
        const auto last = must(must(store_->new_reader())->last_position());
        return last >= rows_ ? std::string{} : std::to_string(rows_ - last) + " rows are lost";
    }

    std::string find_loss_after_power_cut() {
        disk.cut_power(Survival::nothing);
        restart_disk();
        const auto opened = try_to_open();
        return opened ? find_loss() : sentence(opened.error(), Language::english);
    }

    /// The log is copied and begins anew before the power fails.
    std::string find_loss_after_next_round() {
        const auto copied = copy();
        for (int i = 0; i < 3; ++i)
            append();
        return copied + find_loss_after_power_cut();
    }

private:
    static Result<void> appended(StoreWriter& writer, std::int64_t seq) {
        const auto position = writer.append(journal_row("case:1", seq, std::to_string(seq)));
        return position ? Result<void>{} : position.error();
    }

    void close() {
        checkpointer_.reset();
        store_.reset();
    }

    TemporaryFolder folder_;

public:
    const std::string path = folder_.file("gongdao.db");
    FragileDisk disk;

private:
    MountedDisk mounted_{disk};
    std::unique_ptr<SqliteStore> store_;
    std::unique_ptr<WalCheckpointer> checkpointer_;
    std::unique_ptr<StoreReader> reader_;
    std::int64_t rows_ = 0; ///< acknowledged
};

constexpr std::uint64_t seeds = 20;

} // namespace

TEST_CASE("after a sync of the file failed the whole log is copied again") {
    for (std::uint64_t seed = 0; seed < seeds; ++seed) {
        CAPTURE(seed);
        TrialStore store{seed};
        store.copy_half();
        constexpr int after_sync_of_log = 2;
        store.break_sync(after_sync_of_log);
        REQUIRE(store.copy() == "store.input_output");
        store.disk.repair();

        CHECK(store.find_loss_after_next_round() == "");
    }
}

TEST_CASE("a store opened anew copies the whole log, also what was counted as copied before") {
    TrialStore store{0};
    CHECK(store.copy() == ""); // the schema is on the disk
    store.append();
    store.copy_half();
    store.disk.fail_to_write_back(store.path);

    store.open_anew();

    CHECK(store.find_loss_after_next_round() == "");
}

TEST_CASE("a round that ends early leaves nothing that the system might forget") {
    TrialStore store{0};
    store.beside_reader([&] { CHECK(store.copy() == ""); });

    store.disk.fail_to_write_back(store.path);

    CHECK(store.find_loss() == "");
}

TEST_CASE("a round that somebody held up is not begun anew") {
    TrialStore store{0};
    constexpr std::int64_t no_patience = 0;
    WalCheckpointer impatient{store.connect(), no_patience};
    store.beside_reader([&] {
        CHECK(code_of(impatient.run()) == "store.busy");
        store.disk.count_from_zero();
        CHECK(code_of(impatient.run()) == "store.busy");
        CHECK(store.disk.calls_of(DiskCall::write) == 0);
    });
}

TEST_CASE("a start that cannot renew the log copies nothing of it as it ends") {
    TrialStore store{0};
    store.disk.kill_program();
    store.restart_disk();
    store.break_sync(1);
    store.disk.count_from_zero();

    CHECK(code_of(store.try_to_open()) == "store.input_output");

    CHECK(store.disk.calls_of(DiskCall::sync) == 1);
    CHECK(store.find_loss_after_power_cut() == "");
}

TEST_CASE("where the writer itself copies the log and the disk fails, the commit fails") {
    const TemporaryFolder folder;
    const auto path = folder.file("gongdao.db");
    FragileDisk disk{0};
    const MountedDisk mounted{disk};
    {
        const auto store =
            must(SqliteStore::open(path, OpenMode::create, {.vfs = MountedDisk::vfs()}));
        auto& writer = store->writer();
        must(writer.begin());
        constexpr std::size_t bytes_that_are_copied = 85'000'000;
        must(writer.put(case_record("case:1", "open", std::string(bytes_that_are_copied, 'a'))));
        // Those of the log, by the commit and before it is copied, come first.
        constexpr int sync_of_file = 3;
        disk.count_from_zero();
        disk.break_with(
            {.calls = {DiskCall::sync},
             .first = sync_of_file,
             .answer = SQLITE_IOERR_FSYNC,
             .system_error = EIO}
        );

        CHECK(code_of(writer.commit()) == "store.input_output");

        CHECK(disk.calls_of(DiskCall::sync) == sync_of_file);
        disk.repair();
        disk.cut_power(Survival::nothing);
    }
    disk.start_program();
    const auto store =
        must(SqliteStore::open(path, OpenMode::existing, {.vfs = MountedDisk::vfs()}));
    CHECK(must(store->writer().find("case_index", {"330106", "case:1"})).has_value());
}
