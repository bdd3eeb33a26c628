#pragma once

#include "core/values/result.hpp"
#include "db/sqlite/connection.hpp"

#include <cstdint>
#include <functional>
#include <string>

namespace gongdao::sqlite {

/// Told after each step how many of how many pages are copied.
using CopyProgress = std::function<void(std::int64_t done, std::int64_t total)>;

/// Copies one moment of the source into a new file, which appears under its name only when it is
/// complete, checked and on disk. Fails with `store_target_exists`. Writers go on meanwhile.
[[nodiscard]] Result<void>
copy_store(Connection& source, const std::string& to, const CopyProgress& progress);

/// Fails with `store_corrupted`, naming the first fault. `thorough` also compares indexes with
/// their tables, which reads every row several times.
enum class CheckDepth { quick, thorough };
[[nodiscard]] Result<void> check_integrity(Connection& connection, CheckDepth depth);

} // namespace gongdao::sqlite
