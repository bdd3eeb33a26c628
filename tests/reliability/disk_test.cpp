#include "tests/reliability/disk/fragile_disk.hpp"

#include <doctest/doctest.h>
#include <sqlite3.h>

#include <cerrno>
#include <set>

using namespace gongdao::testing;

namespace {

std::string seen(FragileDisk& disk, const std::string& name) {
    std::shared_ptr<DiskFile> file;
    if (disk.open(name, false, file) != SQLITE_OK) return "missing";
    std::string bytes(file->size(), '?');
    REQUIRE(disk.read(*file, bytes.data(), bytes.size(), 0) == SQLITE_OK);
    return bytes;
}

std::shared_ptr<DiskFile> made(FragileDisk& disk, const std::string& name) {
    std::shared_ptr<DiskFile> file;
    REQUIRE(disk.open(name, true, file) == SQLITE_OK);
    return file;
}

void write(FragileDisk& disk, DiskFile& file, const std::string& bytes, std::size_t offset = 0) {
    REQUIRE(disk.write(file, bytes.data(), bytes.size(), offset) == SQLITE_OK);
}

} // namespace

TEST_CASE("a loss of power leaves of unsynced writes what it is told to leave") {
    struct Row {
        Survival survival;
        bool is_synced;
        std::string left;
    };

    const std::string old_bytes(DiskFile::sector * 2, 'a');
    const std::string new_bytes(DiskFile::sector * 2, 'b');
    const std::vector<Row> rows{
        {Survival::nothing, false, old_bytes},
        {Survival::nothing, true, new_bytes},
        {Survival::everything, false, new_bytes},
        {Survival::scattered, true, new_bytes},
        {Survival::beginning, true, new_bytes},
    };
    for (const auto& row : rows) {
        FragileDisk disk{1, {{"a", old_bytes}}};
        const auto file = made(disk, "a");
        write(disk, *file, new_bytes);
        if (row.is_synced) REQUIRE(disk.sync(*file) == SQLITE_OK);

        disk.cut_power(row.survival);
        disk.start_program();

        CHECK(seen(disk, "a") == row.left);
    }
}

TEST_CASE("scattered writes tear at every border of sectors, and nowhere else") {
    const std::string old_bytes(DiskFile::sector * 3, 'a');
    std::set<std::string> outcomes;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        FragileDisk disk{seed, {{"a", old_bytes}}};
        write(disk, *made(disk, "a"), std::string(DiskFile::sector * 3, 'b'));
        disk.cut_power(Survival::scattered);
        disk.start_program();
        const auto left = seen(disk, "a");
        std::string sectors;
        for (std::size_t i = 0; i < 3; ++i) {
            const auto sector = left.substr(i * DiskFile::sector, DiskFile::sector);
            REQUIRE(sector == std::string(DiskFile::sector, sector.front()));
            sectors += sector.front();
        }
        outcomes.insert(sectors);
    }
    CHECK(outcomes.size() == 8);
}

TEST_CASE("a name that was made is lost with the power until something is synced") {
    FragileDisk disk{1};
    const auto first = made(disk, "first");
    disk.cut_power(Survival::nothing);
    disk.start_program();
    CHECK(seen(disk, "first") == "missing");

    const auto second = made(disk, "second");
    write(disk, *second, "b");
    REQUIRE(disk.sync(*second) == SQLITE_OK);
    REQUIRE(disk.remove("second") == SQLITE_OK);
    CHECK(seen(disk, "second") == "missing");
    disk.cut_power(Survival::nothing);
    disk.start_program();
    CHECK(seen(disk, "second") == "b");
}

TEST_CASE("what a failed sync forgot is seen, but stays forgotten until it is written again") {
    int forgotten = 0;
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        FragileDisk disk{seed, {{"a", "old"}}};
        const auto file = made(disk, "a");
        write(disk, *file, "new");
        disk.break_with(
            {.calls = {DiskCall::sync}, .answer = SQLITE_IOERR_FSYNC, .system_error = EIO}
        );
        REQUIRE(disk.sync(*file) == SQLITE_IOERR_FSYNC);
        REQUIRE(disk.sync(*file) == SQLITE_OK);
        CHECK(seen(disk, "a") == "new");
        if (disk.image().at("a") == "old") ++forgotten;
        write(disk, *file, "new");
        REQUIRE(disk.sync(*file) == SQLITE_OK);
        CHECK(disk.image().at("a") == "new");
    }
    CHECK(forgotten > 0);
}

TEST_CASE("a killed program leaves with the system what it wrote, and does nothing more") {
    FragileDisk disk{1, {{"a", "old"}}};
    const auto file = made(disk, "a");
    disk.kill_program_after(1);
    CHECK(disk.write(*file, "new", 3, 0) == SQLITE_IOERR);
    CHECK(disk.write(*file, "xxx", 3, 0) == SQLITE_IOERR);
    disk.start_program();
    CHECK(seen(disk, "a") == "new");
    CHECK(disk.image().at("a") == "old");
}
