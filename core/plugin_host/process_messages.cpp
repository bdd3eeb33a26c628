#include "core/plugin_host/process_messages.hpp"

#include "core/plugin_host/errors.hpp"
#include "core/plugin_host/isolation_errors.hpp"
#include "core/plugin_host/limits.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <array>

namespace gongdao {

namespace {

/// What may have gone wrong over there, and how many arguments its sentence has.
struct KnownKind {
    const ErrorKind* kind;
    std::size_t arguments;
};

constexpr std::array known_kinds{
    KnownKind{&errors::plugin_unreadable, 2},
    KnownKind{&errors::plugin_not_allowed, 2},
    KnownKind{&errors::plugin_identity_differs, 3},
    KnownKind{&errors::plugin_exports_wrong, 2},
    KnownKind{&errors::plugin_not_loaded, 2},
    KnownKind{&errors::plugin_declined, 2},
    KnownKind{&errors::plugin_wrong_abi, 3},
    KnownKind{&errors::plugin_malformed, 2},
    KnownKind{&errors::plugin_extension_missing, 2},
    KnownKind{&errors::plugin_create_failed, 2},
    KnownKind{&errors::plugin_name_taken, 2},
    KnownKind{&errors::plugin_process_not_confined, 2},
    KnownKind{&errors::plugin_rejected, 3},
    KnownKind{&errors::plugin_retry, 3},
    KnownKind{&errors::plugin_fatal, 3},
    KnownKind{&errors::plugin_cancelled, 1},
    KnownKind{&errors::plugin_bad_result, 2},
    KnownKind{&errors::plugin_process_answer_too_large, 2}};

/// Reads members one by one and remembers whether each was there.
class Members {
public:
    explicit Members(const Document& document) : document_{document} {}

    std::int64_t integer(std::string_view key) {
        const auto found = find_integer(document_, key);
        whole_ = whole_ && found.has_value();
        return found.value_or(0);
    }

    std::string text(std::string_view key) {
        const auto found = find_text(document_, key);
        whole_ = whole_ && found.has_value();
        return std::string{found.value_or("")};
    }

    bool boolean(std::string_view key) {
        const auto found = find_boolean(document_, key);
        whole_ = whole_ && found.has_value();
        return found.value_or(false);
    }

    std::vector<std::string> texts(std::string_view key) {
        const auto* found = find(document_, key);
        std::vector<std::string> all;
        whole_ = whole_ && found != nullptr && found->is_array();
        if (!whole_) return all;
        for (const auto& one : found->get_array()) {
            whole_ = whole_ && one.is_string();
            if (one.is_string()) all.emplace_back(one.get_string());
        }
        return all;
    }

    /// Everything asked for was there, and nothing else.
    [[nodiscard]] bool are(std::size_t count) const {
        return whole_ && document_.is_object() && document_.get_object().size() == count;
    }

private:
    const Document& document_;
    bool whole_ = true;
};

DocumentArray array_of(const std::vector<std::string>& texts) {
    return DocumentArray(texts.begin(), texts.end());
}

std::string canonical(DocumentObject object) { return canonical_text(Document(std::move(object))); }

std::string written(const StartMessage& start) {
    return canonical(
        {{"is", "start"},
         {"file", start.file},
         {"sha256", start.allowed.sha256},
         {"id", start.allowed.id},
         {"version", start.allowed.version},
         {"extensions", array_of(start.allowed.extensions)},
         {"start_ms", start.limits.start_ms},
         {"memory_bytes", start.limits.memory_bytes},
         {"file_bytes", start.limits.file_bytes},
         {"answer_bytes", start.limits.answer_bytes},
         {"open_files", start.limits.open_files}}
    );
}

std::string written(const CallMessage& call) {
    return canonical(
        {{"is", "call"},
         {"number", call.number},
         {"component", call.component},
         {"idempotency_key", call.idempotency_key},
         {"attempt", call.attempt},
         {"now_ms", call.now.milliseconds},
         {"deadline_ms", call.deadline_ms}}
    );
}

std::string written(const EndMessage&) { return canonical({{"is", "end"}}); }

std::string written(const ReadyMessage&) { return canonical({{"is", "ready"}}); }

std::string written(const LogMessage& log) {
    return canonical(
        {{"is", "log"}, {"level", static_cast<std::int64_t>(log.level)}, {"text", log.text}}
    );
}

std::string written(const ResultMessage& result) {
    return canonical({{"is", "result"}, {"number", result.number}});
}

std::string written(const FailureMessage& failure) {
    return canonical(
        {{"is", "failure"},
         {"number", failure.number},
         {"code", failure.error.kind->code},
         {"arguments", array_of(failure.error.arguments)}}
    );
}

std::optional<NodeMessage> read_start(Members members) {
    StartMessage start;
    start.file = members.text("file");
    start.allowed = {
        .sha256 = members.text("sha256"),
        .id = members.text("id"),
        .version = members.text("version"),
        .mode = AllowedPlugin::Mode::isolated,
        .extensions = members.texts("extensions")};
    start.limits.start_ms = members.integer("start_ms");
    start.limits.memory_bytes = members.integer("memory_bytes");
    start.limits.file_bytes = members.integer("file_bytes");
    start.limits.answer_bytes = members.integer("answer_bytes");
    start.limits.open_files = members.integer("open_files");
    if (!members.are(11)) return std::nullopt;
    return start;
}

std::optional<NodeMessage> read_call(Members members) {
    CallMessage call;
    call.number = members.integer("number");
    call.component = members.text("component");
    call.idempotency_key = members.text("idempotency_key");
    call.attempt = static_cast<int>(members.integer("attempt"));
    call.now = Instant{members.integer("now_ms")};
    call.deadline_ms = members.integer("deadline_ms");
    if (!members.are(7)) return std::nullopt;
    return call;
}

std::optional<ProcessMessage> read_log(Members members) {
    const auto level = members.integer("level");
    LogMessage log{.text = members.text("text")};
    const bool known = level >= static_cast<std::int64_t>(PluginLogLevel::debug) &&
                       level <= static_cast<std::int64_t>(PluginLogLevel::error);
    if (!members.are(3) || !known) return std::nullopt;
    log.level = static_cast<PluginLogLevel>(level);
    return log;
}

std::optional<ProcessMessage> read_failure(Members members) {
    FailureMessage failure{.number = members.integer("number")};
    const auto code = members.text("code");
    failure.error.arguments = members.texts("arguments");
    if (!members.are(4)) return std::nullopt;
    const auto* known =
        std::find_if(known_kinds.begin(), known_kinds.end(), [&](const KnownKind& one) {
            return one.kind->code == code && one.arguments == failure.error.arguments.size();
        });
    if (known == known_kinds.end()) return std::nullopt;
    failure.error.kind = known->kind;
    return failure;
}

DocumentObject to_object(const ComponentInfo& component) {
    return {
        {"name", component.name},
        {"kind", static_cast<std::int64_t>(component.kind)},
        {"pure", component.pure},
        {"version", component.version},
        {"about", component.about},
        {"input", component.input_schema},
        {"output", component.output_schema},
        {"timeout_ms", component.timeout_ms}};
}

std::optional<ComponentInfo> read_component(const Document& document) {
    Members members{document};
    ComponentInfo component{.name = members.text("name")};
    const auto kind = members.integer("kind");
    component.pure = members.boolean("pure");
    const auto version = members.integer("version");
    component.about = members.text("about");
    component.input_schema = members.text("input");
    component.output_schema = members.text("output");
    component.timeout_ms = members.integer("timeout_ms");
    const bool known = kind >= static_cast<std::int64_t>(ComponentKind::function) &&
                       kind <= static_cast<std::int64_t>(ComponentKind::document);
    const bool sound = version >= 0 && version <= UINT32_MAX && component.timeout_ms >= 0;
    if (!members.are(8) || !known || !sound) return std::nullopt;
    component.kind = static_cast<ComponentKind>(kind);
    component.version = static_cast<unsigned>(version);
    return component;
}

} // namespace

std::string text_of(const NodeMessage& message) {
    return std::visit([](const auto& one) { return written(one); }, message);
}

std::string text_of(const ProcessMessage& message) {
    return std::visit([](const auto& one) { return written(one); }, message);
}

std::optional<NodeMessage> read_node_message(std::string_view text) {
    const auto document = parse_document(text);
    if (!document) return std::nullopt;
    Members members{*document};
    const auto is = members.text("is");
    if (is == "start") return read_start(members);
    if (is == "call") return read_call(members);
    if (is == "end" && members.are(1)) return EndMessage{};
    return std::nullopt;
}

std::optional<ProcessMessage> read_process_message(std::string_view text) {
    const auto document = parse_document(text);
    if (!document) return std::nullopt;
    Members members{*document};
    const auto is = members.text("is");
    if (is == "log") return read_log(members);
    if (is == "failure") return read_failure(members);
    if (is == "ready" && members.are(1)) return ReadyMessage{};
    const ResultMessage result{.number = members.integer("number")};
    if (is == "result" && members.are(2)) return result;
    return std::nullopt;
}

std::string text_of(const std::vector<ComponentInfo>& components) {
    DocumentArray all;
    for (const auto& component : components)
        all.push_back(to_object(component));
    return canonical_text(Document(std::move(all)));
}

std::optional<std::vector<ComponentInfo>> read_components(std::string_view text) {
    const auto document = parse_document(text);
    if (!document || !document->is_array()) return std::nullopt;
    if (document->get_array().size() > limits::plugin_components_max) return std::nullopt;
    std::vector<ComponentInfo> all;
    for (const auto& one : document->get_array()) {
        auto component = read_component(one);
        if (!component) return std::nullopt;
        all.push_back(std::move(*component));
    }
    return all;
}

} // namespace gongdao
