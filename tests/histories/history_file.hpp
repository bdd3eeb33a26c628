#pragma once

#include "core/engine/codec.hpp"
#include "core/engine/stream_events.hpp"
#include "core/ports/journal.hpp"
#include "tests/support/results.hpp"

#include <boost/json/object.hpp>

#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

/// Journals as files of JSON lines, in the form of `gongdao journal export`. Where `seq` is 1
/// another history begins.
namespace gongdao::testing {

using History = std::vector<JournalRow>;

inline std::string line_of(const JournalRow& row) {
    return canonical_text(DocumentObject{
        {"org", row.org.text()},
        {"stream", row.stream.text()},
        {"seq", row.seq},
        {"command_id", row.command_id.text()},
        {"actor", row.actor.text()},
        {"occurred_at", row.occurred_at.milliseconds},
        {"recorded_at", row.recorded_at.milliseconds},
        {"kind", row.kind},
        {"events", row.events},
        {"previous", to_hex(row.previous)},
        {"hash", to_hex(row.hash)}});
}

inline JournalRow row_of(const std::string& line) {
    const auto document = must(parse_document(line));
    const auto text = [&](const char* name) {
        return std::string{find_text(document, name).value()};
    };
    const auto number = [&](const char* name) { return find_integer(document, name).value(); };
    JournalRow row;
    row.org = OrgId{text("org")};
    row.stream = StreamId{text("stream")};
    row.seq = number("seq");
    row.command_id = CommandId{text("command_id")};
    row.actor = ActorId{text("actor")};
    row.occurred_at = Instant{number("occurred_at")};
    row.recorded_at = Instant{number("recorded_at")};
    row.kind = text("kind");
    row.events = text("events");
    row.previous = from_hex(text("previous")).value();
    row.hash = from_hex(text("hash")).value();
    return row;
}

inline std::vector<History> read_histories(const std::filesystem::path& file) {
    std::ifstream in{file, std::ios::binary};
    std::vector<History> histories;
    for (std::string line; std::getline(in, line);) {
        auto row = row_of(line);
        if (row.seq == 1) histories.emplace_back();
        REQUIRE_FALSE(histories.empty());
        histories.back().push_back(std::move(row));
    }
    return histories;
}

/// The names of all events in a row.
inline std::set<std::string> events_in(const JournalRow& row) {
    std::set<std::string> names;
    const auto events = must(parse_document(row.events));
    for (const auto& event : events.as_array())
        names.emplace(find_text(event, "e").value());
    return names;
}

inline std::set<std::string> events_in(const History& history) {
    std::set<std::string> names;
    for (const auto& row : history)
        names.merge(events_in(row));
    return names;
}

} // namespace gongdao::testing
