#pragma once

#include "core/values/result.hpp"

#include <filesystem>
#include <map>
#include <string>

namespace gongdao {

/// The whole file. Fails with `file_unreadable`.
[[nodiscard]] Result<std::string> read_file(const std::filesystem::path& path);
[[nodiscard]] Result<void> write_file(const std::filesystem::path& path, const std::string& bytes);

/// A pack's files from `workflows/<pack>` and, as `scripts/…`, from `scripts/<pack>` beside it;
/// those of the packs that it imports below `imports/<pack>/`. Letters in
/// `workflows/shared/letters/` are everybody's who has none of that name.
[[nodiscard]] Result<std::map<std::string, std::string>>
read_pack_folder(const std::filesystem::path& workflow);

} // namespace gongdao
