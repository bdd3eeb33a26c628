#include "core/plugin_host/host_process.hpp"

#include "core/plugin_host/isolation_errors.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <system_error>

namespace gongdao {

namespace {

/// Above the numbers that the child gets them under, so that placing one never closes the other.
OwnedDescriptor out_of_the_way(int number) {
    return OwnedDescriptor{::fcntl(number, F_DUPFD_CLOEXEC, HostProcess::library_number + 1)};
}

/// What the child begins with.
class Beginning {
public:
    Beginning(int channel, int library) {
        ::posix_spawn_file_actions_init(&files_);
        for (const int number : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
            ::posix_spawn_file_actions_addopen(&files_, number, "/dev/null", O_RDWR, 0);
        ::posix_spawn_file_actions_adddup2(&files_, channel, HostProcess::channel_number);
        ::posix_spawn_file_actions_adddup2(&files_, library, HostProcess::library_number);
        ::posix_spawn_file_actions_addclosefrom_np(&files_, HostProcess::library_number + 1);
        sigset_t signals;
        ::sigemptyset(&signals);
        ::posix_spawnattr_init(&attributes_);
        ::posix_spawnattr_setsigmask(&attributes_, &signals);
        ::sigfillset(&signals);
        ::posix_spawnattr_setsigdefault(&attributes_, &signals);
        ::posix_spawnattr_setpgroup(&attributes_, 0);
        ::posix_spawnattr_setflags(
            &attributes_, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
        );
    }

    Beginning(const Beginning&) = delete;
    Beginning& operator=(const Beginning&) = delete;

    ~Beginning() {
        ::posix_spawn_file_actions_destroy(&files_);
        ::posix_spawnattr_destroy(&attributes_);
    }

    /// 0, or the number of the system's error.
    [[nodiscard]] int spawn(const std::filesystem::path& program, pid_t& process) const {
        std::string name = program.string();
        std::string locale = "LC_ALL=C.UTF-8";
        const std::array<char*, 2> arguments{name.data(), nullptr};
        const std::array<char*, 2> environment{locale.data(), nullptr};
        return ::posix_spawn(
            &process, name.c_str(), &files_, &attributes_, arguments.data(), environment.data()
        );
    }

private:
    posix_spawn_file_actions_t files_{};
    posix_spawnattr_t attributes_{};
};

std::string in_words(int status) {
    if (WIFEXITED(status)) return "exit " + std::to_string(WEXITSTATUS(status));
    const char* signal = ::sigabbrev_np(WTERMSIG(status));
    return signal == nullptr ? std::to_string(WTERMSIG(status)) : std::string{"SIG"} + signal;
}

} // namespace

Result<HostProcess> HostProcess::start(
    const std::filesystem::path& program, const std::filesystem::path& file, int library
) {
    const auto not_started = [&](int reason) {
        return fail(
            errors::plugin_process_not_started,
            {file.string(), program.string() + ": " + std::generic_category().message(reason)}
        );
    };
    std::array<int, 2> ends{-1, -1};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
        return not_started(errno);
    OwnedDescriptor ours{ends[0]};
    const OwnedDescriptor theirs{ends[1]};
    const auto channel = out_of_the_way(theirs.number());
    const auto copy = out_of_the_way(library);
    if (!channel.is_open() || !copy.is_open()) return not_started(errno);
    pid_t process = -1;
    const int reason = Beginning{channel.number(), copy.number()}.spawn(program, process);
    if (reason != 0) return not_started(reason);
    return HostProcess{process, FrameChannel{std::move(ours)}};
}

HostProcess::HostProcess(HostProcess&& other) noexcept
    : process_{std::exchange(other.process_, -1)}, channel_{std::move(other.channel_)} {}

HostProcess::~HostProcess() { end(); }

std::string HostProcess::end() {
    if (process_ < 0) return {};
    ::kill(-process_, SIGKILL);
    ::kill(process_, SIGKILL);
    int status = 0;
    while (::waitpid(process_, &status, 0) < 0 && errno == EINTR) {
    }
    process_ = -1;
    return in_words(status);
}

} // namespace gongdao
