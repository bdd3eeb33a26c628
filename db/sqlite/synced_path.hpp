#pragma once

#include "core/values/result.hpp"

#include <string>

namespace gongdao::sqlite {

/// Puts a file or folder on the disk; an error names `named`. Fails with `store_input_output`.
[[nodiscard]] Result<void> sync_to_disk(const std::string& path, const std::string& named);

/// The names in the folder of the file, which SQLite syncs without asking how it ended.
[[nodiscard]] Result<void> sync_folder_of(const std::string& path);

} // namespace gongdao::sqlite
