#include "core/app/node_log.hpp"
#include "db/sqlite/errors.hpp"
#include "tests/support/results.hpp"
#include "tests/support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <string>

using namespace gongdao;
using namespace gongdao::testing;

namespace {

/// A log of a county in memory, in a file that is gone afterwards.
struct Kept {
    TemporaryFolder folder;
    std::unique_ptr<County> county =
        must(County::in_memory(folder.path(), {.org = "330213", .name = "江岭县总工会"}));
    std::unique_ptr<std::FILE, int (*)(std::FILE*)> file{std::tmpfile(), &std::fclose};
    NodeLog log{*county, {.language = Language::english}, file.get()};

    /// The lines without the time before them.
    std::vector<std::string> lines() {
        std::vector<std::string> all;
        std::rewind(file.get());
        std::string line;
        for (int next = std::fgetc(file.get()); next != EOF; next = std::fgetc(file.get())) {
            if (next != '\n') {
                line += static_cast<char>(next);
                continue;
            }
            all.push_back(line.substr(line.find("the ")));
            line.clear();
        }
        return all;
    }
};

} // namespace

TEST_CASE(
    "that the store's log cannot be copied is told once for each reason, and that it can again"
) {
    Kept kept;
    const auto full = fail(errors::store_disk_full);
    const auto busy = fail(errors::store_busy);
    kept.log.copying_failed(std::nullopt);
    for (const auto& why : {full, full, busy, busy})
        kept.log.copying_failed(why);
    for (int i = 0; i < 2; ++i)
        kept.log.copying_failed(std::nullopt);

    const auto lines = kept.lines();

    REQUIRE(lines.size() == 3);
    CHECK(lines[0].find("(store.disk_full)") != std::string::npos);
    CHECK(lines[1].find("(store.busy)") != std::string::npos);
    CHECK(lines[2] == "the write-ahead log is copied into the database file again");
}
