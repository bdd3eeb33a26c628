#pragma once

#include "core/plugin_host/allow_list.hpp"
#include "core/plugin_host/component.hpp"
#include "core/plugin_host/isolation.hpp"
#include "core/plugin_host/plugin_services.hpp"
#include "core/values/document.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// What the node and the separate process of a plugin say to one another: each a JSON object in a
/// frame, followed by a frame with its body where one is named. Written by one side, read by the
/// other; a reader gives nothing where a text is not exactly such a message.
namespace gongdao {

/// The node's first message. Body: the plugin's configuration.
struct StartMessage {
    std::string file; ///< the name for messages
    AllowedPlugin allowed;
    IsolationLimits limits;
};

/// The node asks. Body: the input.
struct CallMessage {
    std::int64_t number = 0;
    std::string component;
    std::string idempotency_key;
    int attempt = 1;
    Instant now;
    std::int64_t deadline_ms = 0;
};

/// The node wants the process to end its plugin and itself.
struct EndMessage {};

using NodeMessage = std::variant<StartMessage, CallMessage, EndMessage>;

/// The plugin works. Body: its components.
struct ReadyMessage {};

/// Something for the node's log.
struct LogMessage {
    PluginLogLevel level = PluginLogLevel::info;
    std::string text;
};

/// A call went well. Body: the result.
struct ResultMessage {
    std::int64_t number = 0;
};

/// The start (number 0) or a call failed.
struct FailureMessage {
    std::int64_t number = 0;
    Error error; ///< of one of the kinds that a plugin's process may give
};

using ProcessMessage = std::variant<ReadyMessage, LogMessage, ResultMessage, FailureMessage>;

[[nodiscard]] std::string text_of(const NodeMessage& message);
[[nodiscard]] std::string text_of(const ProcessMessage& message);
[[nodiscard]] std::optional<NodeMessage> read_node_message(std::string_view text);
[[nodiscard]] std::optional<ProcessMessage> read_process_message(std::string_view text);

/// The body of `ReadyMessage`.
[[nodiscard]] std::string text_of(const std::vector<ComponentInfo>& components);
[[nodiscard]] std::optional<std::vector<ComponentInfo>> read_components(std::string_view text);

} // namespace gongdao
