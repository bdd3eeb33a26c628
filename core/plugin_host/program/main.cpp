#include "core/plugin_host/host_process.hpp"
#include "core/plugin_host/plugin_process.hpp"

#include <exception>
#include <sys/socket.h>
#include <sys/stat.h>

#if defined(__SANITIZE_ADDRESS__)
/// A fault ends the process as it would without the sanitizer; its limit of memory stands for the
/// one of addresses. The search for leaks would have to start another process.
extern "C" __attribute__((visibility("default"))) const char* __asan_default_options() {
    return "detect_leaks=0:handle_segv=0:handle_sigbus=0:handle_abort=0:hard_rss_limit_mb=512:"
           "allocator_may_return_null=1:symbolize=0";
}
#elif defined(__SANITIZE_THREAD__)
/// Nobody sees what it writes: a race ends the process, and so the call that met it.
extern "C" __attribute__((visibility("default"))) const char* __tsan_default_options() {
    return "halt_on_error=1:handle_segv=0:handle_sigbus=0:handle_abort=0:"
           "allocator_may_return_null=1:symbolize=0";
}
#endif

namespace {

bool is_socket(int number) {
    struct stat state {};

    return ::fstat(number, &state) == 0 && S_ISSOCK(state.st_mode);
}

} // namespace

int main() {
    using gongdao::HostProcess;
    if (!is_socket(HostProcess::channel_number)) return 2; // started by hand
    try {
        return gongdao::serve_plugin(
            gongdao::OwnedDescriptor{HostProcess::channel_number}, HostProcess::library_number
        );
    } catch (const std::exception&) {
        return 3; // out of memory, mostly; the node sees a process that ended
    }
}
