#pragma once

#include "core/plugin_host/frame_channel.hpp"
#include "core/values/result.hpp"

#include <filesystem>
#include <string>
#include <sys/types.h>

namespace gongdao {

/// One running `gongdao-plugin-host`, with the socket to it. It has no descriptor of this process
/// but the socket (3) and the library (4), an empty environment and a process group of its own.
class HostProcess {
public:
    static constexpr int channel_number = 3;
    static constexpr int library_number = 4;

    /// `library` is a sealed copy and stays open here. Fails with the system's own words in
    /// `plugin_process_not_started`; `file` is the name for messages.
    [[nodiscard]] static Result<HostProcess>
    start(const std::filesystem::path& program, const std::filesystem::path& file, int library);

    HostProcess(HostProcess&& other) noexcept;
    HostProcess& operator=(HostProcess&&) = delete;
    HostProcess(const HostProcess&) = delete;
    HostProcess& operator=(const HostProcess&) = delete;
    ~HostProcess();

    [[nodiscard]] FrameChannel& channel() { return channel_; }

    /// Kills what is left of the process and of what it started, and says how it had ended:
    /// `SIGSEGV`, `exit 0`. Nothing may be asked of it afterwards.
    std::string end();

private:
    HostProcess(pid_t process, FrameChannel channel)
        : process_{process}, channel_{std::move(channel)} {}

    pid_t process_;
    FrameChannel channel_;
};

} // namespace gongdao
