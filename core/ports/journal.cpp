#include "core/ports/journal.hpp"

namespace gongdao {

Hash hash_of(const JournalRow& row) {
    // Most rows are short: one piece is hashed faster than twenty.
    std::string bytes;
    bytes.reserve(row.events.size() + 512);
    bytes.append(reinterpret_cast<const char*>(row.previous.data()), row.previous.size());
    const auto add = [&](std::string_view text) {
        bytes += std::to_string(text.size());
        bytes += ':';
        bytes += text;
    };
    add(row.org.text());
    add(row.stream.text());
    add(std::to_string(row.seq));
    add(row.command_id.text());
    add(row.actor.text());
    add(std::to_string(row.occurred_at.milliseconds));
    add(std::to_string(row.recorded_at.milliseconds));
    add(row.kind);
    add(row.events);
    return sha256(bytes);
}

} // namespace gongdao
