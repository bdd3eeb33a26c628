#include "core/plugin_host/plugin_process.hpp"

#include "core/plugin_host/call.hpp"
#include "core/plugin_host/confinement.hpp"
#include "core/plugin_host/errors.hpp"
#include "core/plugin_host/frame_channel.hpp"
#include "core/plugin_host/isolation_errors.hpp"
#include "core/plugin_host/limits.hpp"
#include "core/plugin_host/plugin_host.hpp"
#include "core/plugin_host/process_messages.hpp"
#include "core/plugin_host/sealed_file.hpp"

#include <mutex>
#include <poll.h>
#include <sys/socket.h>
#include <thread>

namespace gongdao {

namespace {

constexpr Patience for_ever{};
constexpr int spoken_badly = 2;

/// Ends the process when the node's side of the channel closes. Threads of the node come and go, so
/// the signal for a dead parent would come too early.
void end_with_the_node(int channel) {
    std::thread{[channel] {
        pollfd watched{.fd = channel, .events = POLLRDHUP, .revents = 0};
        while (::poll(&watched, 1, -1) <= 0) {
        }
        ::_exit(0);
    }}.detach();
}

class PluginProcess {
public:
    PluginProcess(OwnedDescriptor channel, int library)
        : channel_{std::move(channel)}, library_{library} {}

    int serve() {
        std::string header;
        std::string configuration;
        if (!receive(header, configuration, limits::plugin_file_bytes_max)) return spoken_badly;
        const auto message = read_node_message(header);
        if (!message || !std::holds_alternative<StartMessage>(*message)) return spoken_badly;
        const auto& start = std::get<StartMessage>(*message);
        answer_bytes_ = start.limits.answer_bytes;
        PluginHost host{services(start, std::move(configuration))};
        if (const auto started = load(host, start); !started) {
            send(FailureMessage{.number = 0, .error = started.error()});
            return 1;
        }
        send(ReadyMessage{}, text_of(host.components()));
        return answer_calls(host);
    }

private:
    PluginServices services(const StartMessage& start, std::string configuration) {
        return {
            .log = [this](
                       PluginLogLevel level, std::string_view, std::string_view text
                   ) { log(level, text); },
            .configurations = {{start.allowed.id, std::move(configuration)}},
            .extensions = {},
            .isolation = {},
            .in_separate_process = true};
    }

    Result<void> load(PluginHost& host, const StartMessage& start) {
        end_with_the_node(channel_.number());
        if (const auto reason = confine(start.limits))
            return fail(errors::plugin_process_not_confined, {start.file, *reason});
        auto sealed = SealedFile::received(library_);
        if (!sealed) return sealed.error();
        if (sealed->sha256() != start.allowed.sha256)
            return fail(errors::plugin_not_allowed, {start.file, sealed->sha256()});
        allow_computing_for(start.limits.start_ms);
        return host.load_sealed(start.file, *sealed, start.allowed);
    }

    int answer_calls(const PluginHost& host) {
        std::string header;
        while (true) {
            if (channel_.receive(header, limits::plugin_header_bytes_max, for_ever) !=
                FrameEnd::whole)
                return spoken_badly;
            const auto message = read_node_message(header);
            if (message && std::holds_alternative<EndMessage>(*message)) return 0;
            if (!message || !std::holds_alternative<CallMessage>(*message)) return spoken_badly;
            if (!answer(host, std::get<CallMessage>(*message))) return spoken_badly;
        }
    }

    /// False where the node was not understood.
    bool answer(const PluginHost& host, const CallMessage& call) {
        std::string body;
        const auto got = channel_.receive(body, limits::plugin_file_bytes_max, for_ever);
        if (got != FrameEnd::whole) return false;
        const auto input = parse_document(body);
        if (!input) return false;
        allow_computing_for(call.deadline_ms);
        listen_to_logs(true);
        auto result = host.run_job(
            call.component,
            *input,
            {.idempotency_key = call.idempotency_key, .attempt = call.attempt, .now = call.now}
        );
        listen_to_logs(false);
        if (!result) {
            send(FailureMessage{.number = call.number, .error = result.error()});
            return true;
        }
        const auto text = canonical_text(*result);
        if (text.size() > static_cast<std::size_t>(answer_bytes_)) {
            const auto most = std::to_string(answer_bytes_);
            send(FailureMessage{
                .number = call.number,
                .error = fail(errors::plugin_process_answer_too_large, {call.component, most})});
        } else {
            send(ResultMessage{.number = call.number}, text);
        }
        return true;
    }

    bool receive(std::string& header, std::string& body, std::size_t body_bytes_max) {
        return channel_.receive(header, limits::plugin_header_bytes_max, for_ever) ==
                   FrameEnd::whole &&
               channel_.receive(body, body_bytes_max, for_ever) == FrameEnd::whole;
    }

    /// Where the node no longer listens, the other thread ends the process.
    void send(const ProcessMessage& message) {
        const std::lock_guard<std::mutex> alone{sending_};
        static_cast<void>(channel_.send(text_of(message), for_ever));
    }

    void send(const ProcessMessage& message, const std::string& body) {
        const std::lock_guard<std::mutex> alone{sending_};
        static_cast<void>(channel_.send(text_of(message), for_ever));
        static_cast<void>(channel_.send(body, for_ever));
    }

    void listen_to_logs(bool whether) {
        const std::lock_guard<std::mutex> alone{sending_};
        listens_ = whether;
    }

    /// Any thread of the plugin. Between calls the node does not read, so nothing is sent.
    void log(PluginLogLevel level, std::string_view text) {
        const std::lock_guard<std::mutex> alone{sending_};
        if (!listens_) return;
        const auto message =
            text_of(ProcessMessage{LogMessage{.level = level, .text = readable(text)}});
        static_cast<void>(channel_.send(message, for_ever));
    }

    FrameChannel channel_;
    int library_;
    std::int64_t answer_bytes_ = 0;
    std::mutex sending_;
    bool listens_ = false;
};

} // namespace

int serve_plugin(OwnedDescriptor channel, int library) {
    return PluginProcess{std::move(channel), library}.serve();
}

} // namespace gongdao
