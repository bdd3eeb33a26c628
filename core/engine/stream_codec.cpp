#include "core/engine/stream_events.hpp"
#include "core/engine/variant_codec.hpp"

namespace gongdao {

std::string encode_stream_events(const std::vector<StreamEvent>& events) {
    return described::encode_list(events);
}

Result<std::vector<StreamEvent>> decode_stream_events(std::string_view text) {
    return described::decode_list<StreamEvent>(text);
}

std::string encode_stream_state(const StreamState& state) {
    return canonical_text(
        std::visit([](const auto& value) { return described::encoded(value); }, state)
    );
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
