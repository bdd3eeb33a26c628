#pragma once

#include <functional>

namespace gongdao::bench {

/// What `work` answers in a process of its own, which ends with it: what it allocates, and what the
/// allocator keeps, is no part of this one. Only while this process has one thread.
[[nodiscard]] double in_child(const std::function<double()>& work);

/// Megabytes of this process at its highest.
[[nodiscard]] double peak_memory();

} // namespace gongdao::bench
