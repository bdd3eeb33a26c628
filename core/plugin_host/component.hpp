#pragma once

#include "core/values/time.hpp"

#include <atomic>
#include <cstdint>
#include <string>

namespace gongdao {

enum class ComponentKind { function = 1, validator, service_task, effect, importer, document };

/// Functions and validators are asked inside decisions; everything else runs as a job.
[[nodiscard]] constexpr bool answers_in_decisions(ComponentKind kind) {
    return kind == ComponentKind::function || kind == ComponentKind::validator;
}

/// One thing a loaded plugin can do.
struct ComponentInfo {
    std::string name; ///< `dispute.limitation`
    ComponentKind kind = ComponentKind::function;
    bool pure = false;
    unsigned version = 0;
    std::string about; ///< one sentence; may be empty
    std::string input_schema;
    std::string output_schema;
    std::string plugin_id;
    std::string plugin_version;
    std::string sha256;          ///< of the file; recorded with every answer
    std::int64_t timeout_ms = 0; ///< of one run in a separate process; 0 = as the host sets it

    friend bool operator==(const ComponentInfo&, const ComponentInfo&) = default;
};

/// What a job learns about its run.
struct JobContext {
    std::string idempotency_key; ///< the same in every attempt
    int attempt = 1;
    Instant now;
    const std::atomic<bool>* cancelled = nullptr; ///< borrowed for the run; may be null
};

} // namespace gongdao
