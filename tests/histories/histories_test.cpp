#include "tests/histories/every_event.hpp"
#include "tests/histories/replayed_history.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace gongdao;
using namespace gongdao::testing;

namespace {

std::filesystem::path folder() {
    return std::filesystem::path{GONGDAO_SOURCE_DIR} / "tests/histories/kept";
}

std::vector<std::filesystem::path> history_files() {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator{folder()})
        if (entry.path().extension() == ".jsonl") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

void check_chain(const History& history) {
    Hash previous{};
    std::int64_t seq = 0;
    for (const auto& row : history) {
        CAPTURE(row.stream.text());
        CHECK(row.seq == ++seq);
        CHECK(row.previous == previous);
        CHECK(hash_of(row) == row.hash);
        previous = row.hash;
    }
}

std::string text_of(const std::filesystem::path& file) {
    std::ifstream in{file, std::ios::binary};
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

} // namespace

TEST_CASE("journals of every version give the states that they gave when they were written") {
    REQUIRE_FALSE(history_files().empty());
    for (const auto& file : history_files()) {
        CAPTURE(file.string());
        const auto histories = read_histories(file);
        REQUIRE_FALSE(histories.empty());
        for (const auto& history : histories)
            check_chain(history);
        CHECK(
            summary_of(histories) ==
            text_of(std::filesystem::path{file}.replace_extension("states"))
        );
    }
}

TEST_CASE("events of kept journals are encoded as they were") {
    for (const auto& file : history_files())
        for (const auto& history : read_histories(file))
            for (const auto& row : history) {
                CAPTURE(row.stream.text());
                const bool is_case = kind_of(row.stream) == "case";
                const auto again =
                    is_case ? encode_events(must(decode_events(row.events)))
                            : encode_stream_events(must(decode_stream_events(row.events)));
                CHECK(again == row.events);
            }
}

TEST_CASE("the kept journals hold every event") {
    auto missing = every_event();
    for (const auto& file : history_files())
        for (const auto& history : read_histories(file))
            for (const auto& name : events_in(history))
                missing.erase(name);
    for (const auto& name : missing)
        FAIL_CHECK("no kept journal holds " << name << "; run tests/histories/record <version>");
}

TEST_CASE("a journal whose event was altered is found out") {
    auto history = read_histories(history_files().front()).front();
    const auto before = replayed(history);
    auto& events = history.front().events;
    const auto at = events.find("\"title\":\"");
    REQUIRE(at != std::string::npos);
    events.insert(at + std::string_view{"\"title\":\""}.size(), "x");
    CHECK(hash_of(history.front()) != history.front().hash);
    CHECK(replayed(history) != before);
}
