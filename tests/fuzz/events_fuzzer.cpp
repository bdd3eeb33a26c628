#include "core/engine/codec.hpp"
#include "core/engine/stream_events.hpp"
#include "tests/fuzz/property.hpp"

using namespace gongdao;

namespace {

/// What was read, written and read again is written the same.
template <class Decode, class Encode>
void check_codec(std::string_view text, Decode decode, Encode encode) {
    const auto read = decode(text);
    if (!read) {
        (void)fuzz::checked_sentence(read.error());
        return;
    }
    const auto written = encode(*read);
    const auto again = decode(written);
    fuzz::must_hold(again.has_value(), "a record that was written can be read", written);
    fuzz::must_hold(encode(*again) == written, "a record reads equal", written);
}

} // namespace

/// Journal rows and snapshots of cases and of other streams.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = fuzz::text_of(data, size);
    check_codec(text, &decode_events, [](const auto& events) { return encode_events(events); });
    check_codec(text, &decode_stream_events, &encode_stream_events);
    check_codec(text, &decode_state, &encode_state);
    for (const auto* const stream :
         {"entry:person:1", "batch:1", "pack:a:1", "message:1", "node:1"}) {
        const StreamId id{stream};
        check_codec(
            text,
            [&](std::string_view state) { return decode_stream_state(id, state); },
            &encode_stream_state
        );
    }
    return 0;
}
