#include "core/app/node_log.hpp"
#include "db/sqlite/errors.hpp"
#include "tests/support/results.hpp"
#include "tests/support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <vector>

using namespace gongdao;
using namespace gongdao::testing;

namespace {

/// What a county in memory tells of copies that fail, in a language; without the times.
std::vector<std::string>
told(Language language, const std::vector<std::optional<Error>>& failures) {
    const TemporaryFolder folder;
    const auto county =
        must(County::in_memory(folder.path(), {.org = "330213", .name = "江岭县总工会"}));
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file{std::tmpfile(), &std::fclose};
    NodeLog log{*county, {.language = language}, file.get()};
    for (const auto& failure : failures)
        log.copying_failed(failure);
    std::vector<std::string> lines;
    std::rewind(file.get());
    std::string line;
    for (int next = std::fgetc(file.get()); next != EOF; next = std::fgetc(file.get())) {
        if (next != '\n') {
            line += static_cast<char>(next);
            continue;
        }
        lines.push_back(line.substr(line.find(' ') + 1));
        line.clear();
    }
    return lines;
}

} // namespace

TEST_CASE(
    "that the store's log cannot be copied is told once for each reason, and that it can again"
) {
    const auto full = fail(errors::store_disk_full);
    const auto busy = fail(errors::store_busy);
    const std::vector<std::optional<Error>> failures{
        std::nullopt, full, full, busy, busy, std::nullopt, std::nullopt};

    const auto chinese = told(Language::chinese, failures);
    const auto english = told(Language::english, failures);

    REQUIRE(chinese.size() == 3);
    CHECK(
        chinese[0] ==
        "磁盘空间不足，预写日志（gongdao.db-wal）暂时无法写入数据库文件，稍后自动重试。"
        "已确认的内容没有丢失，但预写日志会越来越大，请尽快腾出磁盘空间"
    );
    CHECK(
        chinese[1] == "有程序长时间读取数据库，预写日志（gongdao.db-wal）暂时无法写入数据库文件，"
                      "稍后自动重试。已确认的内容没有丢失，但预写日志会越来越大，请关闭该程序"
    );
    CHECK(chinese[2] == "预写日志已恢复写入数据库文件");
    REQUIRE(english.size() == 3);
    CHECK(
        english[1] ==
        "a program reads the store for long: the write-ahead log (gongdao.db-wal) cannot be copied "
        "into the database file and will be tried again later. Nothing acknowledged is lost, but "
        "the log grows; close that program"
    );
}
