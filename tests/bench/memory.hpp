#pragma once

namespace gongdao::bench {

/// Megabytes of this process at its highest since `forget_peak`.
[[nodiscard]] double peak_memory();
/// Gives free memory back and counts from here.
void forget_peak();

} // namespace gongdao::bench
