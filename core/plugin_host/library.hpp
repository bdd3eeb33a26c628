#pragma once

#include "core/plugin_host/allow_list.hpp"
#include "core/plugin_host/plugin_services.hpp"
#include "core/plugin_host/sealed_file.hpp"

#include <gongdao/plugin.h>

#include <filesystem>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <vector>

namespace gongdao {

/// Maps a sealed copy into the process and asks for its description, which lives until the process
/// ends. This runs the library's constructors. `file` is the name for messages. Fails where it
/// exports anything but the entry function, lacks a symbol, was built for another major version or
/// describes itself incompletely.
[[nodiscard]] Result<const gongdao_plugin*>
open_plugin(const std::filesystem::path& file, SealedFile& sealed);

/// One plugin at work. Its code stays mapped for ever; the destructor only ends the plugin.
class Library {
public:
    /// Main thread. `services` must outlive the library.
    [[nodiscard]] static Result<std::unique_ptr<Library>> start(
        const std::filesystem::path& file,
        const gongdao_plugin& plugin,
        const AllowedPlugin& allowed,
        const PluginServices& services
    );

    Library(const Library&) = delete;
    Library& operator=(const Library&) = delete;
    ~Library();

    [[nodiscard]] std::span<const gongdao_component* const> components() const {
        return components_;
    }

    [[nodiscard]] const gongdao_plugin& plugin() const { return plugin_; }

    /// The last part of the id: `dispute` of `gongdao.dispute`.
    [[nodiscard]] std::string short_name() const;

    /// Any thread; a component that is not re-entrant waits for its turn. Never throws: an
    /// exception that a plugin lets out is a `GONGDAO_FATAL` with its text.
    [[nodiscard]] gongdao_status invoke(const gongdao_component& component, gongdao_call& call);

private:
    Library(
        const gongdao_plugin& plugin, const AllowedPlugin& allowed, const PluginServices& services
    );

    [[nodiscard]] Result<void> create(const std::filesystem::path& file);
    [[nodiscard]] Result<void> take_components(const std::filesystem::path& file);
    [[nodiscard]] const void* extension(std::string_view id) const;

    static void
    log(const gongdao_host* host, gongdao_log_level level, gongdao_str message) noexcept;
    static const void* granted(const gongdao_host* host, const char* id) noexcept;

    const gongdao_plugin& plugin_;
    std::vector<std::string> extensions_;
    const PluginServices& services_;
    gongdao_host host_{};
    void* self_ = nullptr;
    bool created_ = false;
    std::vector<const gongdao_component*> components_;
    std::mutex turn_;
};

} // namespace gongdao
