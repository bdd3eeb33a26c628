#pragma once

#include "core/app/county.hpp"

namespace gongdao {

/// What `take_checkpoint` asks (docs/formats/socket.md), of administrators only. Makes a group of
/// its own. Answers `{"checkpoint":{"number","rows","streams","file"}}`, or null where the journal
/// has not grown.
[[nodiscard]] Result<Document> take_checkpoint(County& county, const Command& command);

} // namespace gongdao
