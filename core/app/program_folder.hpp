#pragma once

#include <filesystem>

namespace gongdao {

/// Where the plugins lie: `plugins/` beside the program's own folder, as built and as installed.
[[nodiscard]] std::filesystem::path plugin_folder();

/// The program for plugins that run in a process of their own.
[[nodiscard]] std::filesystem::path plugin_host_program();

} // namespace gongdao
