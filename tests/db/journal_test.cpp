#include "db/sqlite/connection.hpp"
#include "tests/db/store_support.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

using namespace gongdao;
using namespace gongdao::testing;

namespace {

const OrgId org{"330106"};

void append_all(SqliteStore& store, const std::vector<JournalRow>& rows) {
    must(store.writer().begin());
    for (auto row : rows) {
        row.before = must(store.writer().head(row.org, row.stream)).position;
        must(store.writer().append(row));
    }
    must(store.writer().commit());
}

} // namespace

TEST_CASE("a row comes back byte for byte, with the position it was given") {
    const auto store = must(SqliteStore::open_memory());
    auto row = journal_row("case:1", 1, "c1");
    row.events = std::string{R"([{"e":"x","文":"\"𠮷\""}])"};
    row.hash = hash_of(row);
    append_all(*store, {row});

    const auto read = must(store->writer().journal_of(org, StreamId{"case:1"}, 1));

    REQUIRE(read.size() == 1);
    CHECK(read[0].position == 1);
    CHECK(read[0].events == row.events);
    CHECK(read[0].command_id == row.command_id);
    CHECK(read[0].actor == row.actor);
    CHECK(read[0].kind == row.kind);
    CHECK(read[0].occurred_at == row.occurred_at);
    CHECK(read[0].recorded_at == row.recorded_at);
    CHECK(read[0].previous == row.previous);
    CHECK(hash_of(read[0]) == row.hash);
    CHECK(read[0].hash == row.hash);
}

namespace {

/// Gives the last row of a leaf of the journal another position, as a damaged page may.
void renumber_last_row(const std::string& path, const std::string& text_in_leaf, char position) {
    constexpr std::size_t page_bytes = 4'096;
    std::fstream file{path, std::ios::in | std::ios::out | std::ios::binary};
    const std::string bytes{std::istreambuf_iterator<char>{file}, {}};
    const auto page = bytes.find(text_in_leaf) / page_bytes * page_bytes;
    const auto number = [&](std::size_t at) {
        const auto high = static_cast<unsigned char>(bytes[at]);
        return high * std::size_t{256} + static_cast<unsigned char>(bytes[at + 1]);
    };
    constexpr char leaf_of_table = 0x0d;
    REQUIRE(bytes[page] == leaf_of_table);
    const auto cells = number(page + 3);
    auto cell = page + number(page + 8 + 2 * (cells - 1));
    constexpr unsigned char more_bytes = 0x80;
    while ((static_cast<unsigned char>(bytes[cell]) & more_bytes) != 0)
        ++cell; // of the payload's length
    file.clear();
    file.seekp(static_cast<std::streamoff>(cell + 1));
    file.put(position);
}

} // namespace

TEST_CASE("a journal whose positions go back is refused instead of being read for ever") {
    const TemporaryFolder folder;
    const auto path = folder.file("store.db");
    {
        const auto store = must(SqliteStore::open(path, OpenMode::create));
        append_all(
            *store,
            {journal_row("case:1", 1, "command-1"),
             journal_row("case:1", 2, "command-2"),
             journal_row("case:1", 3, "command-3")}
        );
    }
    renumber_last_row(path, "command-3", 1);
    const auto store = must(SqliteStore::open(path, OpenMode::read_only));
    const auto reader = must(store->new_reader());

    CHECK(code_of(reader->journal_after(0, 10)) == "store.corrupted");
}

TEST_CASE("a row that the journal refuses leaves the transaction usable") {
    const auto store = must(SqliteStore::open_memory());
    append_all(*store, {journal_row("case:1", 1, "c1")});

    must(store->writer().begin());
    const auto appended = store->writer().append(journal_row("case:1", 0, "c3"));
    must(store->writer().append(journal_row("case:9", 1, "c9")));
    must(store->writer().commit());

    CHECK(code_of(appended) == "store.row_refused");
    CHECK(must(store->writer().last_position()) == 2);
}

TEST_CASE("a stream is read as far back as its rows hang together") {
    const auto store = must(SqliteStore::open_memory());
    append_all(*store, {journal_row("a", 1, "1"), journal_row("b", 1, "2")});
    auto lost = journal_row("a", 2, "3");
    lost.before = 7; // no such row, and not behind it either
    must(store->writer().begin());
    must(store->writer().append(lost));
    must(store->writer().commit());

    const auto rows = must(store->writer().journal_up_to(3));

    REQUIRE(rows.size() == 1);
    CHECK(rows[0].seq == 2);
    CHECK(must(store->writer().journal_up_to(8)).empty());
    const StreamId b{"b"};
    CHECK(must(store->writer().head_at(org, b, 2)).seq == 1);
    CHECK(must(store->writer().head_at(org, b, 1)).seq == 0); // another stream's
    CHECK(must(store->writer().head_at(org, b, 8)).seq == 0);
}

TEST_CASE("a command is found by the row it wrote first, in its own county only") {
    const auto store = must(SqliteStore::open_memory());
    append_all(
        *store,
        {journal_row("case:2", 1, "c1"),
         journal_row("case:1", 1, "c1"),
         journal_row("case:1", 2, "c2")}
    );
    auto& reads = store->writer();

    const auto found = must(reads.find_command(org, CommandId{"c1"}));

    REQUIRE(found.has_value());
    CHECK(found->stream.text() == "case:2");
    CHECK_FALSE(must(reads.find_command(org, CommandId{"c3"})).has_value());
    CHECK(must(reads.find_command_beginning(org, "c")).value().command_id == CommandId{"c1"});
    CHECK(must(reads.find_command_beginning(org, "c2")).value().command_id == CommandId{"c2"});
    CHECK_FALSE(must(reads.find_command_beginning(org, "c1x")).has_value());
    CHECK_FALSE(must(reads.find_command_beginning(org, "b")).has_value());
    CHECK_FALSE(must(reads.find_command_beginning(OrgId{"330107"}, "c")).has_value());
    CHECK_FALSE(must(reads.find_command(OrgId{"330107"}, CommandId{"c1"})).has_value());
}

TEST_CASE("journals are read from a seq, after a position and up to a limit") {
    const auto store = must(SqliteStore::open_memory());
    append_all(
        *store,
        {journal_row("a", 1, "1"),
         journal_row("b", 1, "2"),
         journal_row("a", 2, "3"),
         journal_row("a", 3, "4")}
    );
    auto& reads = store->writer();
    const auto seqs = [](const std::vector<JournalRow>& rows) {
        std::string out;
        for (const auto& row : rows)
            out += row.stream.text() + std::to_string(row.seq) + " ";
        return out;
    };

    CHECK(seqs(must(reads.journal_of(org, StreamId{"a"}))) == "a1 a2 a3 ");
    CHECK(seqs(must(reads.journal_of(org, StreamId{"a"}, 2))) == "a2 a3 ");
    CHECK(seqs(must(reads.journal_of(org, StreamId{"c"}))) == "");
    CHECK(seqs(must(reads.journal_after(0, 10))) == "a1 b1 a2 a3 ");
    CHECK(seqs(must(reads.journal_after(1, 2))) == "b1 a2 ");
    CHECK(seqs(must(reads.journal_after(4, 10))) == "");
}

TEST_CASE("streams and commands are found through tables that are late, current or empty") {
    const auto store = must(SqliteStore::open_memory());
    append_all(
        *store,
        {journal_row("a", 1, "1"),
         journal_row("b", 1, "2"),
         journal_row("a", 2, "3"),
         journal_row("a", 3, "1")}
    );
    auto& writer = store->writer();
    const auto known = [&](const std::string& stream, std::int64_t seq, std::int64_t position) {
        must(writer.put(
            {"stream_state", {org.text(), stream, std::string{"case"}, seq, position, "{}"}}
        ));
    };
    const auto found = [&] {
        std::string seen;
        must(writer.each_head([&](const OrgId&, const StreamId& stream, const StreamHead& head) {
            seen += stream.text() + std::to_string(head.seq) + " ";
        }));
        for (const auto* stream : {"a", "b", "c"})
            seen += std::to_string(must(writer.head(org, StreamId{stream})).seq);
        for (const auto* command : {"1", "2", "3", "4"}) {
            const auto first = must(writer.find_command(org, CommandId{command}));
            seen += " " + (first ? std::to_string(first->position) : "-");
        }
        return seen;
    };
    const std::string all = "a3 b1 310 1 2 3 -";
    CHECK(found() == all);

    must(writer.begin());
    known("a", 2, 3);
    known("b", 1, 2);
    for (std::int64_t position = 1; position <= 3; ++position)
        must(writer.put({"command", {org.text(), std::to_string(position), position}}));
    must(writer.set_watermarks(3));
    CHECK(found() == all);
    known("a", 3, 4);
    must(writer.set_watermarks(4));
    must(writer.commit());
    CHECK(found() == all);

    // The table knows a row that is gone.
    must(writer.begin());
    known("c", 1, 9);
    must(writer.commit());
    CHECK(found() == "a3 b1 c0 310 1 2 3 -");
}

TEST_CASE("heads are given for one stream and for all of them in byte order") {
    const auto store = must(SqliteStore::open_memory());
    CHECK(must(store->writer().head(org, StreamId{"b"})).seq == 0);
    CHECK(must(store->writer().last_position()) == 0);
    const auto last = journal_row("b", 2, "3");
    append_all(
        *store,
        {journal_row("b", 1, "1"), journal_row("案", 1, "2"), last, journal_row("B", 1, "4")}
    );

    std::string seen;
    Hash hash{};
    must(store->writer().each_head([&](const OrgId&, const StreamId& stream, const StreamHead& head
                                   ) {
        seen += stream.text() + std::to_string(head.seq) + " ";
        if (stream.text() == "b") hash = head.hash;
    }));

    CHECK(seen == "B1 b2 案1 ");
    CHECK(hash == last.hash);
    CHECK(must(store->writer().head(org, StreamId{"b"})).seq == 2);
    CHECK(must(store->writer().head(org, StreamId{"b"})).hash == last.hash);
}

TEST_CASE("a journal row can neither be changed nor deleted") {
    TemporaryFolder folder;
    const auto store = must(SqliteStore::open(folder.file("a.db"), OpenMode::create));
    append_all(*store, {journal_row("a", 1, "1")});
    auto connection = must(sqlite::Connection::open(folder.file("a.db"), sqlite::Access::write));

    for (const auto* sql :
         {"update journal set events = '[]'",
          "delete from journal",
          "update journal set position = 7"}) {
        CHECK(code_of(connection->execute(sql)) == "store.row_refused");
    }
    CHECK(must(store->writer().journal_of(org, StreamId{"a"})).size() == 1);
}

TEST_CASE("readers see a transaction only once it is committed, the writer sees it at once") {
    TemporaryFolder folder;
    const auto store = must(SqliteStore::open(folder.file("a.db"), OpenMode::create));
    const auto reader = must(store->new_reader());
    auto& writer = store->writer();

    must(writer.begin());
    must(writer.append(journal_row("a", 1, "1")));
    must(writer.put(case_record("a", "open", "{}")));
    CHECK(must(writer.head(org, StreamId{"a"})).seq == 1);
    CHECK(must(reader->head(org, StreamId{"a"})).seq == 0);
    CHECK(must(reader->select({"case_index"})).empty());
    must(writer.commit());

    CHECK(must(reader->head(org, StreamId{"a"})).seq == 1);
    CHECK(must(reader->select({"case_index"})).size() == 1);
}

TEST_CASE("a rollback leaves nothing, and the next transaction works") {
    const auto store = must(SqliteStore::open_memory());
    auto& writer = store->writer();
    const auto before = contents(writer);

    must(writer.begin());
    must(writer.append(journal_row("a", 1, "1")));
    must(writer.put(case_record("a", "open", "{}")));
    must(writer.set_watermarks(1));
    writer.rollback();
    CHECK(contents(writer) == before);
    writer.rollback();

    append_all(*store, {journal_row("a", 1, "1")});
    CHECK(must(writer.head(org, StreamId{"a"})).seq == 1);
}

TEST_CASE("a reader of a store in memory sees what is committed") {
    const auto store = must(SqliteStore::open_memory());
    const auto other = must(SqliteStore::open_memory());
    const auto reader = must(store->new_reader());
    append_all(*store, {journal_row("a", 1, "1")});

    CHECK(must(reader->last_position()) == 1);
    CHECK(must(must(other->new_reader())->last_position()) == 0);
}
