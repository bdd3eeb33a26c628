#pragma once

#include "core/runtime/pack_library.hpp"

namespace gongdao {

/// What the runtime offers definitions by itself, added to what plugins do.
[[nodiscard]] Offers with_own_offers(Offers of_plugins);

} // namespace gongdao
