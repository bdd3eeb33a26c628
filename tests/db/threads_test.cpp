#include "db/sqlite/background_checkpoints.hpp"
#include "db/sqlite/wal_checkpointer.hpp"
#include "tests/db/store_support.hpp"

#include <atomic>
#include <list>
#include <thread>

using namespace gongdao;
using namespace gongdao::testing;
using gongdao::sqlite::Access;
using gongdao::sqlite::BackgroundCheckpoints;
using gongdao::sqlite::Connection;

namespace {

constexpr std::int64_t groups = 200;
constexpr std::size_t rows_max = 1'000'000;

/// What others do beside the writer until it is done; the first error of each is kept.
class Beside {
public:
    Beside() = default;
    Beside(const Beside&) = delete;
    Beside& operator=(const Beside&) = delete;

    ~Beside() { end(); }

    template <class Work>
    void again_and_again(Work work) {
        auto& worker = workers_.emplace_back();
        worker.thread = std::thread{[this, &worker, work] {
            do {
                const auto found = work();
                if (worker.error.empty()) worker.error = found;
            } while (!done_);
        }};
    }

    /// Each ends the round it is in. Every error, one after the other.
    std::string end() {
        done_ = true;
        std::string all;
        for (auto& worker : workers_) {
            if (worker.thread.joinable()) worker.thread.join();
            all += worker.error;
        }
        return all;
    }

private:
    struct Worker {
        std::string error;
        std::thread thread;
    };

    std::atomic<bool> done_ = false;
    std::list<Worker> workers_;
};

template <class Value>
std::string said(const Result<Value>& result) {
    return result ? std::string{} : sentence(result.error(), Language::english);
}

/// Both rows of a group or none, and never fewer than before.
std::string read_once(const SqliteStore& store, std::atomic<std::size_t>& seen) {
    const auto before = seen.load();
    const auto reader = store.new_reader();
    if (!reader) return said(reader);
    const auto rows = (*reader)->journal_after(0, rows_max);
    if (!rows) return said(rows);
    if (rows->size() % 2 != 0) return "half a group is seen; ";
    if (rows->size() < before) return "what was seen is gone; ";
    seen = rows->size();
    return {};
}

} // namespace

TEST_CASE("a writer, readers, a checkpointer and a backup work on threads of their own") {
    const TemporaryFolder folder;
    const auto store = must(SqliteStore::open(
        folder.file("gongdao.db"), OpenMode::create, {.checkpointing = Checkpointing::elsewhere}
    ));
    const auto checkpointer = must(store->new_checkpointer());
    std::atomic<std::size_t> seen_by_one = 0;
    std::atomic<std::size_t> seen_by_other = 0;
    int backups = 0;
    Beside beside;
    beside.again_and_again([&] { return read_once(*store, seen_by_one); });
    beside.again_and_again([&] { return read_once(*store, seen_by_other); });
    beside.again_and_again([&] {
        // A reader that comes or goes just then holds the log; the next round copies it.
        const auto round = checkpointer->run();
        return code_of(round) == "store.busy" ? std::string{} : said(round);
    });
    beside.again_and_again([&] {
        return said(store->backup(folder.file("copy" + std::to_string(++backups))));
    });

    for (std::int64_t seq = 1; seq <= groups; ++seq) {
        const auto command = std::to_string(seq);
        must(store->writer().begin());
        must(store->writer().append(journal_row("case:1", seq, "a" + command)));
        must(store->writer().append(journal_row("case:2", seq, "b" + command)));
        must(store->writer().put(case_record("case:1", "open", command)));
        must(store->writer().commit());
    }

    CHECK(beside.end() == "");
    CHECK(must(store->writer().last_position()) == 2 * groups);
    CHECK(said(store->quick_check()) == "");
    CHECK(said(SqliteStore::restore(folder.file("copy1"), folder.file("restored"))) == "");
}

TEST_CASE("the log is copied into the file while commits go on, and none of them carries it") {
    const TemporaryFolder folder;
    const auto path = folder.file("gongdao.db");
    const auto store = must(SqliteStore::open(path, OpenMode::create));
    must(store->checkpoint_in_background());
    const auto begun = std::filesystem::file_size(path);
    constexpr std::int64_t rows_enough = 400;
    std::int64_t seq = 0;
    while (std::filesystem::file_size(path) == begun && seq < rows_enough) {
        ++seq;
        auto row = journal_row("case:1", seq, std::to_string(seq));
        row.events = std::string(1'000'000, '1');
        must(store->writer().begin());
        must(store->writer().append(row));
        must(store->writer().commit());
    }

    CHECK(std::filesystem::file_size(path) > begun);
    CHECK(must(store->writer().last_position()) == seq);
    CHECK(said(store->quick_check()) == "");
}

TEST_CASE("that the log cannot be copied is told, while commits go on") {
    const TemporaryFolder folder;
    const auto path = folder.file("log.db");
    const auto writer = must(Connection::open(path, Access::create));
    must(writer->value("pragma journal_mode = wal"));
    must(writer->execute("pragma synchronous = off; create table row (bytes)"));
    auto other = must(Connection::open(path, Access::read)); // and so cannot copy
    must(other->value("select count(*) from row"));
    const BackgroundCheckpoints checkpoints{*writer, std::move(other)};
    CHECK_FALSE(checkpoints.failure());
    constexpr int commits_enough = 100'000;
    must(writer->execute("insert into row values (zeroblob(70000000))"));
    for (int i = 0; i < commits_enough && !checkpoints.failure(); ++i) {
        std::this_thread::yield();
        must(writer->execute("insert into row values (1)"));
    }

    REQUIRE(checkpoints.failure());
    CHECK(code_of(Result<void>{*checkpoints.failure()}) == "store.input_output");
    must(writer->execute("insert into row values (2)"));
}
