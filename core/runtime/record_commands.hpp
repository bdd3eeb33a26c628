#pragma once

#include "core/runtime/command.hpp"

#include <string_view>

namespace gongdao {

class Node;

/// A command to a stream that is no case.
struct RecordCommand {
    std::string_view kind;
    Result<Reply> (*carry_out)(Node& node, const Command& command, Instant now);
};

/// Null where commands of this kind are for cases.
[[nodiscard]] const RecordCommand* find_record_command(std::string_view kind);

} // namespace gongdao
