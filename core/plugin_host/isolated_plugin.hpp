#pragma once

#include "core/plugin_host/allow_list.hpp"
#include "core/plugin_host/component.hpp"
#include "core/plugin_host/frame_channel.hpp"
#include "core/plugin_host/host_process.hpp"
#include "core/plugin_host/plugin_services.hpp"
#include "core/plugin_host/process_messages.hpp"
#include "core/plugin_host/sealed_file.hpp"
#include "core/values/document.hpp"

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace gongdao {

/// One plugin in a process of its own, which is started again after it went wrong. A crash, a hang,
/// a leak or garbage costs the call that met it and nothing else.
class IsolatedPlugin {
public:
    /// Starts the process and learns what the plugin can do. `services` must outlive it. Fails as a
    /// library in this process would, or with `plugin_process_not_started`.
    [[nodiscard]] static Result<std::unique_ptr<IsolatedPlugin>> start(
        const std::filesystem::path& file,
        SealedFile sealed,
        const AllowedPlugin& allowed,
        const PluginServices& services
    );

    IsolatedPlugin(const IsolatedPlugin&) = delete;
    IsolatedPlugin& operator=(const IsolatedPlugin&) = delete;
    /// Lets the plugin end itself, for `end_ms` at most.
    ~IsolatedPlugin();

    [[nodiscard]] const std::vector<ComponentInfo>& components() const { return components_; }

    /// Runs a job once. Any thread, one at a time: another one fails with `plugin_process_busy` at
    /// once. After a second failure in a row the process rests, counted by `context.now`.
    [[nodiscard]] Result<Document>
    run(const ComponentInfo& component, const Document& input, const JobContext& context);

private:
    IsolatedPlugin(
        const std::filesystem::path& file,
        SealedFile sealed,
        const AllowedPlugin& allowed,
        const PluginServices& services
    );

    [[nodiscard]] Result<std::vector<ComponentInfo>> launch();
    [[nodiscard]] Result<std::vector<ComponentInfo>> greet();
    [[nodiscard]] Result<void> make_ready(const ComponentInfo& component, Instant now);
    [[nodiscard]] Result<Document>
    ask(const ComponentInfo& component, const Document& input, const JobContext& context);
    [[nodiscard]] Result<Document> answer(const ComponentInfo& component, const Patience& patience);
    [[nodiscard]] Result<Document>
    result_of(const ComponentInfo& component, const Patience& patience);
    [[nodiscard]] std::int64_t deadline_of(const ComponentInfo& component) const;
    [[nodiscard]] Error broken(FrameEnd end, const ComponentInfo& component);
    [[nodiscard]] Error spoilt(const ComponentInfo& component);
    void failed(Instant now);
    void end_gently();

    std::filesystem::path file_;
    SealedFile sealed_;
    AllowedPlugin allowed_;
    const PluginServices& services_;
    std::vector<ComponentInfo> components_;

    std::mutex turn_; ///< keeps everything below
    Countdown countdown_;
    std::optional<HostProcess> process_;
    std::int64_t calls_ = 0;
    int failures_ = 0; ///< in a row
    Instant rests_until_;
};

} // namespace gongdao
