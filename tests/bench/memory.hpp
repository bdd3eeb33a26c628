#pragma once

#include <functional>
#include <string>

namespace gongdao::bench {

/// Does the work in a process that ends with it, so that what it allocates, and what the allocator
/// keeps of it, is no part of this one. Only while this process has one thread.
void in_child(const std::function<void()>& work);

/// The number that this program prints, started anew with these arguments: its memory holds nothing
/// of this process.
[[nodiscard]] double answer_of_new_process(const std::string& arguments);

/// Megabytes of this process at its highest.
[[nodiscard]] double peak_memory();

} // namespace gongdao::bench
