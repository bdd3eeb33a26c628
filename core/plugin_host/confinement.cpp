#include "core/plugin_host/confinement.hpp"

#include <array>
#include <cerrno>
#include <cstddef>
#include <fstream>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <system_error>
#include <unistd.h>
#include <vector>

namespace gongdao {

namespace {

#if defined(__x86_64__)
constexpr std::uint32_t architecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t architecture = AUDIT_ARCH_AARCH64;
#else
#error "name the architecture of the system calls"
#endif

#if defined(__SANITIZE_ADDRESS__)
/// AddressSanitizer reserves terabytes of addresses; its own limit stands in main.cpp.
constexpr bool limits_addresses = false;
#else
constexpr bool limits_addresses = true;
#endif

#if defined(__SANITIZE_THREAD__)
/// ThreadSanitizer reserves terabytes too, all of them before the first call.
std::int64_t addresses_reserved() {
    std::int64_t pages = 0;
    std::ifstream{"/proc/self/statm"} >> pages;
    return pages * ::sysconf(_SC_PAGESIZE);
}
#else
std::int64_t addresses_reserved() { return 0; }
#endif

/// Starting, signalling and watching other processes.
constexpr std::array forbidden_calls {
#if defined(__x86_64__)
    SYS_fork, SYS_vfork,
#endif
        SYS_execve, SYS_execveat, SYS_kill, SYS_pidfd_send_signal, SYS_ptrace, SYS_process_vm_readv,
        SYS_process_vm_writev
};

/// Numbers of the 32-bit variant of x86-64 begin here; they would pass beside the list.
constexpr std::uint32_t other_numbering = 0x4000'0000;

constexpr std::uint32_t refused = SECCOMP_RET_ERRNO | EPERM;
/// The C library then starts its threads by clone, whose flags can be seen.
constexpr std::uint32_t not_there = SECCOMP_RET_ERRNO | ENOSYS;

sock_filter load(std::size_t offset) {
    return {BPF_LD | BPF_W | BPF_ABS, 0, 0, static_cast<std::uint32_t>(offset)};
}

sock_filter give(std::uint32_t verdict) { return {BPF_RET | BPF_K, 0, 0, verdict}; }

/// Skips the next step unless the comparison holds.
sock_filter only_if(unsigned comparison, std::uint32_t value) {
    return {static_cast<std::uint16_t>(BPF_JMP | BPF_K | comparison), 0, 1, value};
}

sock_filter unless(unsigned comparison, std::uint32_t value) {
    return {static_cast<std::uint16_t>(BPF_JMP | BPF_K | comparison), 1, 0, value};
}

std::vector<sock_filter> filter_of_calls() {
    std::vector<sock_filter> steps{
        load(offsetof(seccomp_data, arch)),
        unless(BPF_JEQ, architecture),
        give(SECCOMP_RET_KILL_PROCESS),
        load(offsetof(seccomp_data, nr)),
        only_if(BPF_JGE, other_numbering),
        give(refused),
        only_if(BPF_JEQ, SYS_clone3),
        give(not_there)};
    for (const auto number : forbidden_calls) {
        steps.push_back(only_if(BPF_JEQ, static_cast<std::uint32_t>(number)));
        steps.push_back(give(refused));
    }
    steps.push_back(unless(BPF_JEQ, SYS_clone));
    steps.push_back(give(SECCOMP_RET_ALLOW));
    steps.push_back(load(offsetof(seccomp_data, args)));
    steps.push_back(only_if(BPF_JSET, CLONE_THREAD));
    steps.push_back(give(SECCOMP_RET_ALLOW));
    steps.push_back(give(refused));
    return steps;
}

bool filter_calls() {
    auto steps = filter_of_calls();
    const sock_fprog program{static_cast<unsigned short>(steps.size()), steps.data()};
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return false;
    return ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

bool set_limit(__rlimit_resource resource, std::int64_t most) {
    const auto value = static_cast<rlim_t>(most);
    const rlimit both{value, value};
    return ::setrlimit(resource, &both) == 0;
}

} // namespace

std::optional<std::string> confine(const IsolationLimits& limits) {
    const bool limited =
        set_limit(RLIMIT_CORE, 0) && set_limit(RLIMIT_NOFILE, limits.open_files) &&
        set_limit(RLIMIT_FSIZE, limits.file_bytes) &&
        (!limits_addresses || set_limit(RLIMIT_AS, addresses_reserved() + limits.memory_bytes)) &&
        ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 && filter_calls();
    if (limited) return std::nullopt;
    return std::generic_category().message(errno);
}

void allow_computing_for(std::int64_t milliseconds) {
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    const auto so_far = used.ru_utime.tv_sec + used.ru_stime.tv_sec;
    rlimit limit{};
    ::getrlimit(RLIMIT_CPU, &limit);
    // Whole seconds only: both parts may be cut, and so may the rest.
    limit.rlim_cur = static_cast<rlim_t>(so_far + milliseconds / 1'000 + 3);
    ::setrlimit(RLIMIT_CPU, &limit);
}

} // namespace gongdao
