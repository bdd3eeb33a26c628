#pragma once

#include "core/ports/owned_descriptor.hpp"

namespace gongdao {

/// The life of `gongdao-plugin-host`: limits itself, loads the one sealed plugin it was handed,
/// answers calls, and ends when the node says so or is gone, even while the plugin hangs. The exit
/// code.
[[nodiscard]] int serve_plugin(OwnedDescriptor channel, int library);

} // namespace gongdao
