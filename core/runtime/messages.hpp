#pragma once

#include "core/engine/state.hpp"
#include "core/ports/journal.hpp"
#include "core/runtime/command.hpp"

namespace gongdao {

class Node;

/// Hands a message to the case that waits for it, opens one whose process starts with it, or keeps
/// it for thirty days. Each outcome has its row in the message's own stream, so that a repeat is
/// known. Fails with `nobody_knows_message` where no deployed pack could ever receive it.
[[nodiscard]] Result<Reply> publish_message(Node& node, const Command& command, Instant now);

/// Reaches every case that waits for the signal now and that the actor may send to.
[[nodiscard]] Result<Reply> broadcast_signal(Node& node, const Command& command, Instant now);

/// Into the reply to a repeat: what the first one told beyond stream and row, out of the row that
/// it wrote.
void recall(Node& node, const JournalRow& first, Reply& reply);

/// Hands kept messages, the oldest first, to a case that has just begun to wait for one, as long as
/// it goes on waiting for more.
[[nodiscard]] Result<void>
deliver_kept(Node& node, const StreamId& stream, const Subscription& subscription, Instant now);

/// When the oldest kept message is over; nothing where none is kept.
[[nodiscard]] Result<std::optional<Instant>> next_expiry(Node& node);
/// Gives up kept messages whose time is over; answers how many, at most `limit`.
[[nodiscard]] Result<int> drop_expired(Node& node, Instant now, int limit);

} // namespace gongdao
