#pragma once

#include "core/plugin_host/isolation.hpp"

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace gongdao {

enum class PluginLogLevel { debug, info, warn, error };

/// Any thread. Must not throw.
using PluginLog =
    std::function<void(PluginLogLevel, std::string_view plugin, std::string_view message)>;

/// What plugins get from the node besides their calls. Complete before the first plugin is loaded.
struct PluginServices {
    PluginLog log;
    /// Plugin id → its configuration, the text of a JSON object. Absent means `{}`.
    std::map<std::string, std::string, std::less<>> configurations;
    /// Extension id → a struct that begins with its size. Must outlive the plugins.
    std::map<std::string, const void*, std::less<>> extensions;
    Isolation isolation;
    /// This process is the separate one of a plugin, so what wants to be apart is.
    bool in_separate_process = false;
};

} // namespace gongdao
