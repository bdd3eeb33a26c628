#pragma once

#include "core/engine/apply.hpp"
#include "tests/histories/history_file.hpp"

namespace gongdao::testing {

inline std::string replayed_case(const History& history) {
    CaseState state;
    state.org = history.front().org;
    state.stream = history.front().stream;
    for (const auto& row : history)
        apply_all(state, must(decode_events(row.events)));
    const auto text = encode_state(state);
    CHECK(encode_state(must(decode_state(text))) == text);
    return text;
}

inline std::string replayed_other(const History& history) {
    const auto& stream = history.front().stream;
    auto state = empty_stream_state(stream);
    REQUIRE(state.has_value());
    for (const auto& row : history)
        for (const auto& event : must(decode_stream_events(row.events)))
            apply(*state, event);
    const auto text = encode_stream_state(*state);
    CHECK(encode_stream_state(must(decode_stream_state(stream, text))) == text);
    return text;
}

inline std::string replayed(const History& history) {
    return kind_of(history.front().stream) == "case" ? replayed_case(history)
                                                     : replayed_other(history);
}

/// `<stream> <rows> <SHA-256 of the state's canonical text>`, a line for each history of a file.
inline std::string summary_of(const std::vector<History>& histories) {
    std::string lines;
    for (const auto& history : histories)
        lines += history.front().stream.text() + " " + std::to_string(history.size()) + " " +
                 to_hex(sha256(replayed(history))) + "\n";
    return lines;
}

} // namespace gongdao::testing
