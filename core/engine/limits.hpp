#pragma once

#include <cstddef>
#include <cstdint>

/// Every limit of the engine, with its reason (blueprint 9).
namespace gongdao::limits {

/// A process that loops without waiting is a mistake of its author; real ones take some dozen
/// steps.
inline constexpr int steps_per_command_max = 10'000;
/// Facts are read and written with every act; long content belongs into attachments.
inline constexpr std::size_t facts_bytes_max = 1 << 20;
/// More parallel instances than any county's work needs, and few enough for one command.
inline constexpr std::int64_t instances_max = 5'000;

} // namespace gongdao::limits
