#include "tests/db/store_support.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <fstream>
#include <iterator>

using namespace gongdao;
using namespace gongdao::testing;

namespace {

void fill(SqliteStore& store, std::int64_t first, std::int64_t count) {
    auto& writer = store.writer();
    must(writer.begin());
    for (auto seq = first; seq < first + count; ++seq) {
        auto row = journal_row("case:1", seq, fmt::format("c{}", seq));
        row.events = std::string(2'000, '1');
        must(writer.append(row));
        must(writer.put(case_record(fmt::format("case:{}", seq), "open", "{}")));
    }
    must(writer.set_watermarks(first + count - 1));
    must(writer.commit());
}

std::string contents_of(const std::string& path) {
    const auto store = must(SqliteStore::open(path, OpenMode::read_only));
    return contents(*must(store->new_reader()));
}

/// Overwrites the middle of a file, as a failing disk would.
void damage(const std::string& path) {
    std::fstream file{path, std::ios::in | std::ios::out | std::ios::binary};
    const auto size = static_cast<std::streamoff>(std::filesystem::file_size(path));
    file.seekp(size / 2 / 4'096 * 4'096);
    file << std::string(8'192, '\x5a');
}

} // namespace

TEST_CASE("a backup equals its source, and what is written meanwhile is not in it") {
    TemporaryFolder folder;
    const auto store = must(SqliteStore::open(folder.file("a.db"), OpenMode::create));
    fill(*store, 1, 6'000);
    const auto before = contents(store->writer());
    std::int64_t steps = 0;
    std::int64_t last_done = 0;
    std::int64_t last_total = 0;

    must(store->backup(folder.file("b.db"), [&](std::int64_t done, std::int64_t total) {
        if (++steps == 1) fill(*store, 6'001, 10);
        CHECK(done > last_done);
        last_done = done;
        last_total = total;
    }));

    CHECK(steps > 1);
    CHECK(last_done == last_total);
    CHECK(contents_of(folder.file("b.db")) == before);
    CHECK(contents(store->writer()) != before);
    CHECK_FALSE(std::filesystem::exists(folder.file("b.db.part")));
    const auto copy = must(SqliteStore::open(folder.file("b.db"), OpenMode::existing));
    CHECK(must(copy->store_id()) == must(store->store_id()));
    fill(*copy, 6'001, 1);
}

TEST_CASE("a store in memory can be written to a file") {
    TemporaryFolder folder;
    const auto store = must(SqliteStore::open_memory());
    fill(*store, 1, 10);

    must(store->backup(folder.file("b.db")));

    CHECK(contents_of(folder.file("b.db")) == contents(store->writer()));
}

TEST_CASE("a restored store equals the backup and can be written") {
    TemporaryFolder folder;
    {
        const auto store = must(SqliteStore::open(folder.file("a.db"), OpenMode::create));
        fill(*store, 1, 100);
        must(store->backup(folder.file("b.db")));
    }

    must(SqliteStore::restore(folder.file("b.db"), folder.file("c.db")));

    CHECK(contents_of(folder.file("c.db")) == contents_of(folder.file("a.db")));
    fill(*must(SqliteStore::open(folder.file("c.db"), OpenMode::existing)), 101, 1);
}

TEST_CASE("a backup is read as it lies, and nothing is left beside it") {
    TemporaryFolder folder;
    const std::filesystem::path kept{folder.file("100% kept, 2#?")};
    std::filesystem::create_directory(kept);
    const auto from = (kept / "b.db").string();
    {
        const auto store = must(SqliteStore::open(folder.file("a.db"), OpenMode::create));
        fill(*store, 1, 100);
        must(store->backup(from));
    }

    must(SqliteStore::restore(from, folder.file("c.db")));

    CHECK(contents_of(folder.file("c.db")) == contents_of(folder.file("a.db")));
    for (const auto& entry : std::filesystem::directory_iterator{kept})
        CHECK(entry.path().filename() == "b.db");
}

TEST_CASE("what still stands in the log beside a store is restored, too") {
    TemporaryFolder folder;
    const auto store = must(SqliteStore::open(folder.file("a.db"), OpenMode::create));
    fill(*store, 1, 100);
    for (const auto* ending : {"", "-wal"})
        std::filesystem::copy_file(folder.file("a.db") + ending, folder.file("copy.db") + ending);

    must(SqliteStore::restore(folder.file("copy.db"), folder.file("c.db")));

    CHECK(contents_of(folder.file("c.db")) == contents(store->writer()));
}

TEST_CASE("neither backup nor restore replaces a file or leaves half of one") {
    TemporaryFolder folder;
    const auto store = must(SqliteStore::open(folder.file("a.db"), OpenMode::create));
    fill(*store, 1, 2'000);
    must(store->backup(folder.file("good.db")));
    must(store->backup(folder.file("bad.db")));
    damage(folder.file("bad.db"));
    std::ofstream{folder.file("letter.txt")} << "hello";
    const auto to = [&](const std::string& from, const std::string& name) {
        return code_of(SqliteStore::restore(folder.file(from), folder.file(name)));
    };

    CHECK(code_of(store->backup(folder.file("good.db"))) == "store.target_exists");
    CHECK(code_of(store->backup(folder.file("no/such/b.db"))) == "store.cannot_open");
    CHECK(to("good.db", "bad.db") == "store.target_exists");
    CHECK(to("good.db", "a.db") == "store.node_locked");
    CHECK(to("bad.db", "new.db") == "store.corrupted");
    CHECK(to("letter.txt", "new.db") == "store.foreign_file");
    CHECK(to("none.db", "new.db") == "store.missing");
    CHECK_FALSE(std::filesystem::exists(folder.file("new.db")));
    CHECK_FALSE(std::filesystem::exists(folder.file("new.db.part")));
}

TEST_CASE("a quick check passes a sound store and names the fault of a damaged one") {
    TemporaryFolder folder;
    {
        const auto store = must(SqliteStore::open(folder.file("a.db"), OpenMode::create));
        fill(*store, 1, 2'000);
        must(store->quick_check());
    }
    damage(folder.file("a.db"));

    const auto damaged = must(SqliteStore::open(folder.file("a.db"), OpenMode::read_only));
    const auto checked = damaged->quick_check();

    REQUIRE(code_of(checked) == "store.corrupted");
    CHECK(checked.error().place.file == folder.file("a.db"));
    CHECK_FALSE(checked.error().arguments.at(0).empty());
}
