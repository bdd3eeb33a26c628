#pragma once

#include <filesystem>

namespace gongdao {

/// Where the plugins lie: `plugins/` beside the program's own folder, as built and as installed.
[[nodiscard]] std::filesystem::path plugin_folder();

} // namespace gongdao
