#pragma once

#include "core/app/county.hpp"
#include "core/app/node_log.hpp"

#include <functional>

namespace gongdao {

/// The node: answers JSON lines on `node.sock` in the county's folder, fires timers and does
/// outside work. One thread: it takes whatever has arrived while the last group was committed and
/// commits it as the next group, so groups grow with load and an idle client waits for nobody. Each
/// reply is sent only after its group is durable. Runs until SIGINT or SIGTERM, or until `stop`
/// says so.
[[nodiscard]] Result<void>
run_node(County& county, NodeLog& log, const std::function<bool()>& stop = {});

} // namespace gongdao
