#pragma once

#include "tests/plugins/loading.hpp"

#include <unistd.h>

namespace gongdao::testing {

inline constexpr const char* as_wicked = "test.wicked 1.0.0 isolated";

/// Short limits, so that what never ends costs little time.
inline PluginServices services(std::string configuration = "{}") {
    return {
        .log = {},
        .configurations = {{"test.wicked", std::move(configuration)}},
        .extensions = {},
        .isolation = {
            .program = GONGDAO_PLUGIN_HOST_PROGRAM,
            .limits = {
                .start_ms = 5'000,
                .call_ms = 8'000,
                .call_ms_max = 300,
                .memory_bytes = 128 << 20,
                .answer_bytes = 1 << 20}}};
}

inline bool has_children() {
    std::ifstream in{"/proc/self/task/" + std::to_string(::getpid()) + "/children"};
    std::string first;
    return static_cast<bool>(in >> first);
}

/// What a plugin does, and the kind of error that comes of it.
struct Ill {
    std::string how;
    std::string code;
};

} // namespace gongdao::testing
