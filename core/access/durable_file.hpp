#pragma once

#include "core/values/result.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace gongdao {

/// Puts a whole file in place, readable by its owner only: after a crash it is there with all these
/// bytes or not at all. Missing folders are made. Two writers of one path at a time are a mistake
/// of the caller. Fails with `file_not_written`.
[[nodiscard]] Result<void> write_durably(const std::filesystem::path& path, std::string_view bytes);

/// Fails with `file_not_read`.
[[nodiscard]] Result<std::string> read_whole_file(const std::filesystem::path& path);

} // namespace gongdao
