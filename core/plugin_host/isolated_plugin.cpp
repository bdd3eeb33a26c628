#include "core/plugin_host/isolated_plugin.hpp"

#include "core/plugin_host/errors.hpp"
#include "core/plugin_host/isolation_errors.hpp"
#include "core/plugin_host/limits.hpp"

#include <algorithm>

namespace gongdao {

namespace {

constexpr std::int64_t first_rest_ms = 1'000;
constexpr std::int64_t rest_ms_max = 60'000;
/// What a chatty plugin says beyond this in one call is dropped.
constexpr int log_lines_max = 1'000;

std::int64_t rest_after(int failures) {
    if (failures < 2) return 0;
    const auto doublings = std::min(failures - 2, 16);
    return std::min(first_rest_ms << doublings, rest_ms_max);
}

std::size_t bytes(std::int64_t limit) { return static_cast<std::size_t>(limit); }

} // namespace

IsolatedPlugin::IsolatedPlugin(
    const std::filesystem::path& file,
    SealedFile sealed,
    const AllowedPlugin& allowed,
    const PluginServices& services
)
    : file_{file}, sealed_{std::move(sealed)}, allowed_{allowed}, services_{services} {}

IsolatedPlugin::~IsolatedPlugin() { end_gently(); }

Result<std::unique_ptr<IsolatedPlugin>> IsolatedPlugin::start(
    const std::filesystem::path& file,
    SealedFile sealed,
    const AllowedPlugin& allowed,
    const PluginServices& services
) {
    std::unique_ptr<IsolatedPlugin> plugin{
        new IsolatedPlugin{file, std::move(sealed), allowed, services}};
    auto components = plugin->launch();
    if (!components) return components.error();
    plugin->components_ = std::move(*components);
    return plugin;
}

/// On failure no process is left.
Result<std::vector<ComponentInfo>> IsolatedPlugin::launch() {
    if (!countdown_.is_usable())
        return fail(errors::plugin_process_not_started, {file_.string(), "timerfd_create"});
    auto process = HostProcess::start(services_.isolation.program, file_, sealed_.descriptor());
    if (!process) return process.error();
    process_.emplace(std::move(*process));
    auto components = greet();
    if (!components) process_.reset();
    return components;
}

Result<std::vector<ComponentInfo>> IsolatedPlugin::greet() {
    const auto& limits = services_.isolation.limits;
    const auto not_started = [&](std::string why) {
        return fail(errors::plugin_process_not_started, {file_.string(), std::move(why)});
    };
    const auto found = services_.configurations.find(allowed_.id);
    const std::string config = found == services_.configurations.end() ? "{}" : found->second;
    countdown_.restart(limits.start_ms);
    const Patience patience{.countdown = &countdown_};
    auto& channel = process_->channel();
    const StartMessage start{.file = file_.string(), .allowed = allowed_, .limits = limits};
    std::string text;
    auto end = channel.send(text_of(NodeMessage{start}), patience);
    if (end == FrameEnd::whole) end = channel.send(config, patience);
    if (end == FrameEnd::whole)
        end = channel.receive(text, limits::plugin_header_bytes_max, patience);
    if (end == FrameEnd::too_late) return not_started(std::to_string(limits.start_ms) + " ms");
    if (end == FrameEnd::closed) return not_started(process_->end());
    const auto message = end == FrameEnd::whole ? read_process_message(text) : std::nullopt;
    if (message && std::holds_alternative<FailureMessage>(*message))
        return std::get<FailureMessage>(*message).error;
    if (!message || !std::holds_alternative<ReadyMessage>(*message)) return not_started("?");
    end = channel.receive(text, limits::plugin_description_bytes_max, patience);
    auto components = end == FrameEnd::whole ? read_components(text) : std::nullopt;
    if (!components) return not_started("?");
    for (auto& component : *components) {
        component.plugin_id = allowed_.id;
        component.plugin_version = allowed_.version;
        component.sha256 = allowed_.sha256;
    }
    return std::move(*components);
}

Result<Document> IsolatedPlugin::run(
    const ComponentInfo& component, const Document& input, const JobContext& context
) {
    const std::unique_lock<std::mutex> turn{turn_, std::try_to_lock};
    if (!turn.owns_lock()) return fail(errors::plugin_process_busy, {component.name});
    if (const auto ready = make_ready(component, context.now); !ready) return ready.error();
    auto result = ask(component, input, context);
    if (!process_ && !(context.cancelled != nullptr && context.cancelled->load()))
        failed(context.now);
    else
        failures_ = 0;
    // Whatever went wrong for good may have left the process spoilt: out of memory, for one.
    const bool is_fatal = !result && (result.error().kind == &errors::plugin_fatal ||
                                      result.error().kind == &errors::plugin_bad_result);
    if (is_fatal) end_gently();
    return result;
}

/// A process that ended or spoke between two calls is replaced; that is not the fault of this call.
Result<void> IsolatedPlugin::make_ready(const ComponentInfo& component, Instant now) {
    if (process_ && process_->channel().is_quiet()) return {};
    process_.reset();
    if (now < rests_until_) {
        return fail(errors::plugin_process_resting, {component.name, std::to_string(failures_)});
    }
    auto components = launch();
    if (components && *components == components_) return {};
    process_.reset();
    failed(now);
    return components ? fail(errors::plugin_process_answer_bad, {component.name})
                      : components.error();
}

std::int64_t IsolatedPlugin::deadline_of(const ComponentInfo& component) const {
    const auto& limits = services_.isolation.limits;
    if (component.timeout_ms == 0) return limits.call_ms;
    return std::min(component.timeout_ms, limits.call_ms_max);
}

Result<Document> IsolatedPlugin::ask(
    const ComponentInfo& component, const Document& input, const JobContext& context
) {
    const auto deadline_ms = deadline_of(component);
    countdown_.restart(deadline_ms);
    const Patience patience{.countdown = &countdown_, .cancelled = context.cancelled};
    const CallMessage call{
        .number = ++calls_,
        .component = component.name,
        .idempotency_key = context.idempotency_key,
        .attempt = context.attempt,
        .now = context.now,
        .deadline_ms = deadline_ms};
    auto& channel = process_->channel();
    auto end = channel.send(text_of(NodeMessage{call}), patience);
    if (end == FrameEnd::whole) end = channel.send(canonical_text(input), patience);
    if (end != FrameEnd::whole) return broken(end, component);
    return answer(component, patience);
}

Result<Document> IsolatedPlugin::answer(const ComponentInfo& component, const Patience& patience) {
    std::string text;
    int logged = 0;
    while (true) {
        const auto end =
            process_->channel().receive(text, limits::plugin_header_bytes_max, patience);
        if (end != FrameEnd::whole) return broken(end, component);
        const auto message = read_process_message(text);
        if (!message) return spoilt(component);
        if (const auto* log = std::get_if<LogMessage>(&*message)) {
            if (services_.log && ++logged <= log_lines_max)
                services_.log(log->level, allowed_.id, log->text);
            continue;
        }
        if (const auto* failure = std::get_if<FailureMessage>(&*message)) {
            if (failure->number == calls_) return failure->error;
        } else if (const auto* result = std::get_if<ResultMessage>(&*message)) {
            if (result->number == calls_) return result_of(component, patience);
        }
        return spoilt(component);
    }
}

Result<Document>
IsolatedPlugin::result_of(const ComponentInfo& component, const Patience& patience) {
    std::string text;
    const auto most = bytes(services_.isolation.limits.answer_bytes);
    const auto end = process_->channel().receive(text, most, patience);
    if (end != FrameEnd::whole) return broken(end, component);
    auto result = parse_document(text);
    if (!result || !result->is_object()) return spoilt(component);
    return std::move(*result);
}

Error IsolatedPlugin::broken(FrameEnd end, const ComponentInfo& component) {
    const auto how = process_->end();
    process_.reset();
    switch (end) {
    case FrameEnd::too_late: {
        const auto seconds = std::max<std::int64_t>(deadline_of(component) / 1'000, 1);
        return fail(errors::plugin_process_too_slow, {component.name, std::to_string(seconds)});
    }
    case FrameEnd::too_large: {
        const auto most = std::to_string(services_.isolation.limits.answer_bytes);
        return fail(errors::plugin_process_answer_too_large, {component.name, most});
    }
    case FrameEnd::cancelled:
        return fail(errors::plugin_cancelled, {component.name});
    default:
        return fail(errors::plugin_process_ended, {component.name, how});
    }
}

Error IsolatedPlugin::spoilt(const ComponentInfo& component) {
    process_.reset();
    return fail(errors::plugin_process_answer_bad, {component.name});
}

void IsolatedPlugin::failed(Instant now) {
    ++failures_;
    rests_until_ = Instant{now.milliseconds + rest_after(failures_)};
}

void IsolatedPlugin::end_gently() {
    if (!process_) return;
    countdown_.restart(services_.isolation.limits.end_ms);
    const Patience patience{.countdown = &countdown_};
    auto& channel = process_->channel();
    if (channel.send(text_of(NodeMessage{EndMessage{}}), patience) == FrameEnd::whole)
        static_cast<void>(channel.wait_for_end(patience));
    process_.reset();
}

} // namespace gongdao
