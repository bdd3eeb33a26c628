#include "core/engine/described_text.hpp"
#include "core/engine/stream_events.hpp"

namespace gongdao {

std::string encode_stream_events(const std::vector<StreamEvent>& events) {
    return described::text_of_list(events);
}

Result<std::vector<StreamEvent>> decode_stream_events(std::string_view text) {
    return described::decode_list<StreamEvent>(text);
}

std::string encode_stream_state(const StreamState& state) {
    std::string text;
    std::visit([&](const auto& value) { described::append(text, value); }, state);
    return text;
}

Result<StreamState> decode_stream_state(const StreamId& stream, std::string_view text) {
    auto state = empty_stream_state(stream);
    auto document = parse_document(text);
    if (!document) return document.error();
    const bool good =
        state &&
        std::visit([&](auto& value) { return described::decode(*document, value); }, *state);
    if (!good) return fail(errors::unreadable_state);
    return std::move(*state);
}

} // namespace gongdao
