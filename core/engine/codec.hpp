#pragma once

#include "core/engine/events.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gongdao {

/// `task_opened`, `case_completed` …: the stable name of an event in journals.
[[nodiscard]] std::string_view name_of(const Event& event);

/// The canonical JSON array of a journal row: objects with `e` (the name) and the event's members.
[[nodiscard]] std::string encode_events(std::span<const Event> events);
/// Fails with `unreadable_event` where a name or member is unknown.
[[nodiscard]] Result<std::vector<Event>> decode_events(std::string_view text);

[[nodiscard]] Document to_document(const Event& event);
[[nodiscard]] std::string encode_state(const CaseState& state);
[[nodiscard]] Result<CaseState> decode_state(std::string_view text);

} // namespace gongdao
