#include "db/sqlite/dropping_vfs.hpp"
#include "db/sqlite/wal_checkpointer.hpp"
#include "tests/db/store_support.hpp"

#include <doctest/doctest.h>

#include <array>
#include <csignal>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace gongdao;
using namespace gongdao::testing;

namespace {

const OrgId org{"330106"};

enum class End { killed, closed };

/// The life of a node on a disk that forgets what is not synced. Runs in a process of its own, so
/// it answers with an exit code and never touches the test's counters.
int write_and_end(const std::string& path, Durability durability, End end) {
    auto store = SqliteStore::open(
        path, OpenMode::existing, {.durability = durability, .vfs = sqlite::register_dropping_vfs()}
    );
    if (!store) return 1;
    auto& writer = (*store)->writer();
    for (std::int64_t seq = 1; seq <= 3; ++seq) {
        const auto begun = writer.begin();
        const auto appended = writer.append(journal_row("a", seq, std::to_string(seq)));
        const auto committed = writer.commit();
        if (!begun || !appended || !committed) return 2;
    }
    auto reader = (*store)->new_reader();
    if (!reader) return 3;
    const auto position = (*reader)->last_position();
    if (!position || *position != 3) return 4;
    reader->reset();
    // Nothing is closed and no destructor runs, as with kill -9.
    if (end == End::killed) _exit(0);
    return 0;
}

constexpr int unexpected = 255;

/// Commits rows on a disk that takes files of 1 MiB at most; answers how many were acknowledged.
int rows_until_full(const std::string& path) {
    constexpr rlimit one_mebibyte{.rlim_cur = 1 << 20, .rlim_max = 1 << 20};
    if (setrlimit(RLIMIT_FSIZE, &one_mebibyte) != 0) return unexpected;
    if (std::signal(SIGXFSZ, SIG_IGN) == SIG_ERR) return unexpected;
    auto store = SqliteStore::open(path, OpenMode::existing);
    if (!store) return unexpected;
    auto& writer = (*store)->writer();
    for (int rows = 0; rows < 200; ++rows) {
        auto row = journal_row("a", rows + 1, std::to_string(rows));
        row.events = std::string(20'000, '1');
        const auto begun = writer.begin();
        if (!begun) return unexpected;
        const auto appended = writer.append(row);
        const auto committed = appended ? writer.commit() : Result<void>{appended.error()};
        if (committed) continue;
        const auto code = committed.error().kind->code;
        const bool known = code == "store.input_output" || code == "store.disk_full";
        writer.rollback();
        const auto left = writer.last_position();
        return known && left && *left == rows ? rows : unexpected;
    }
    return unexpected;
}

template <class Act>
int exit_code_of_child(const Act& act) {
    const auto child = fork();
    if (child == 0) _exit(act());
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

} // namespace

TEST_CASE("a disk that forgets unsynced writes loses acknowledged rows only without durability") {
    struct Row {
        Durability durability;
        End end;
        std::int64_t rows;
    };

    constexpr std::array rows{
        Row{Durability::full, End::killed, 3},
        Row{Durability::off, End::killed, 0},
        Row{Durability::off, End::closed, 3},
    };
    for (const auto& row : rows) {
        TemporaryFolder folder;
        const auto path = folder.file("a.db");
        must(SqliteStore::open(path, OpenMode::create));
        CAPTURE(static_cast<int>(row.durability));
        CAPTURE(static_cast<int>(row.end));

        REQUIRE(exit_code_of_child([&] {
                    return write_and_end(path, row.durability, row.end);
                }) == 0);

        const auto store = must(SqliteStore::open(path, OpenMode::existing));
        CHECK(must(store->writer().last_position()) == row.rows);
        must(store->quick_check());
    }
}

TEST_CASE("a disk that takes no more fails the commit and keeps what was acknowledged") {
    TemporaryFolder folder;
    const auto path = folder.file("a.db");
    must(SqliteStore::open(path, OpenMode::create));

    const int acknowledged = exit_code_of_child([&] { return rows_until_full(path); });

    REQUIRE(acknowledged > 0);
    REQUIRE(acknowledged != unexpected);
    const auto store = must(SqliteStore::open(path, OpenMode::existing));
    CHECK(must(store->writer().last_position()) == acknowledged);
    must(store->quick_check());
}

TEST_CASE("the dropping disk keeps a store whole through growth, checkpoints and readers") {
    TemporaryFolder folder;
    const auto path = folder.file("a.db");
    std::string expected;
    {
        const auto store = must(SqliteStore::open(
            path,
            OpenMode::create,
            {.durability = Durability::off, .vfs = sqlite::register_dropping_vfs()}
        ));
        const auto reader = must(store->new_reader());
        const auto checkpointer = must(store->new_checkpointer());
        auto& writer = store->writer();
        for (std::int64_t seq = 1; seq <= 500; ++seq) {
            must(writer.begin());
            must(writer.append(journal_row("a", seq, std::to_string(seq))));
            must(writer.put(case_record("a", "open", "{\"n\":" + std::to_string(seq) + "}")));
            must(writer.commit());
            if (seq % 100 == 0) must(checkpointer->run());
            if (seq % 50 == 0) CHECK(must(reader->head(org, StreamId{"a"})).seq == seq);
        }
        expected = contents(writer);
    }

    const auto store = must(SqliteStore::open(path, OpenMode::read_only));
    CHECK(contents(*must(store->new_reader())) == expected);
    must(store->quick_check());
}

TEST_CASE("a checkpointer beside the writer moves the log into the database file") {
    TemporaryFolder folder;
    const auto path = folder.file("a.db");
    const auto store =
        must(SqliteStore::open(path, OpenMode::create, {.checkpointing = Checkpointing::elsewhere})
        );
    const auto checkpointer = must(store->new_checkpointer());
    auto& writer = store->writer();
    const auto write = [&](std::int64_t first, std::int64_t count) {
        must(writer.begin());
        for (auto seq = first; seq < first + count; ++seq) {
            must(writer.append(journal_row("a", seq, std::to_string(seq))));
        }
        must(writer.commit());
    };
    write(1, 2'000);
    const auto size_before = std::filesystem::file_size(path);

    const auto state = must(checkpointer->run());

    CHECK(state.pages > 0);
    CHECK(state.copied == state.pages);
    CHECK(std::filesystem::file_size(path) > size_before);
    write(2'001, 1);
    must(writer.begin());
    must(checkpointer->run());
    must(writer.append(journal_row("a", 2'002, "2002")));
    must(writer.commit());
    CHECK(must(must(store->new_reader())->last_position()) == 2'002);
}
