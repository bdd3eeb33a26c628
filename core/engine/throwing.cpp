#include "core/engine/errors.hpp"
#include "core/engine/interpreter.hpp"

#include <boost/json/object.hpp>

namespace gongdao {

namespace {

struct Catcher {
    Key host = 0;
    int element = -1;
};

bool matches(const Element& event, Trigger trigger, const std::string& code) {
    return event.trigger == trigger && (event.event_name.empty() || event.event_name == code);
}

/// An exact code is preferred to a catch-all.
int find_match(
    const Process& process,
    const std::vector<int>& candidates,
    Trigger trigger,
    const std::string& code
) {
    int catch_all = -1;
    for (const auto index : candidates) {
        const auto& event = process.element(index);
        if (!matches(event, trigger, code)) continue;
        if (!event.event_name.empty()) return index;
        catch_all = catch_all < 0 ? index : catch_all;
    }
    return catch_all;
}

std::vector<int> event_subprocess_starts(const Process& process, const Element& scope) {
    std::vector<int> starts;
    for (const auto child : scope.children) {
        if (process.element(child).kind != ElementKind::event_subprocess) continue;
        for (const auto start : process.element(child).children) {
            if (process.element(start).kind == ElementKind::start_event) starts.push_back(start);
        }
    }
    return starts;
}

/// The innermost catcher: event subprocesses of a scope go before boundary events upon it.
std::optional<Catcher>
find_catcher(const Interpreter& run, Key from, Trigger trigger, const std::string& code) {
    for (auto key = from; key != 0 && run.exists(key); key = run.state.instances.at(key).parent) {
        const auto& process = run.process_of(key);
        const auto& element = run.element_of(key);
        const auto& instance = run.state.instances.at(key);
        // A body is no scope of its own: each of its instances is.
        const bool catches = is_scope(element.kind) && !instance.repetition;
        if (key != from && catches && !instance.interrupted) {
            const auto start =
                find_match(process, event_subprocess_starts(process, element), trigger, code);
            if (start >= 0) return Catcher{.host = key, .element = start};
        }
        if (instance.loop_counter > 0) continue; // boundary events hang on the body
        const auto boundary = find_match(process, element.boundary, trigger, code);
        if (boundary >= 0) return Catcher{.host = key, .element = boundary};
    }
    return std::nullopt;
}

} // namespace

bool Interpreter::throw_error(Key from, const std::string& code, const Document& payload) {
    const auto catcher = find_catcher(*this, from, Trigger::error, code);
    ErrorThrown thrown{.kind = "error", .code = code};
    if (catcher) thrown.caught_by = process_of(catcher->host).element(catcher->element).id;
    emit(std::move(thrown));
    if (!catcher) return false;
    trigger(catcher->host, catcher->element, payload);
    return true;
}

bool Interpreter::throw_escalation(Key from, const std::string& code) {
    const auto catcher = find_catcher(*this, from, Trigger::escalation, code);
    ErrorThrown thrown{.kind = "escalation", .code = code};
    if (catcher) thrown.caught_by = process_of(catcher->host).element(catcher->element).id;
    emit(std::move(thrown));
    if (catcher) trigger(catcher->host, catcher->element, DocumentObject{});
    return catcher.has_value();
}

void Interpreter::broadcast(const std::string& name, const Document& payload) {
    // Only those who wait now are reached; delivery comes before the thrower goes on.
    for (const auto& [key, subscription] : state.subscriptions) {
        if (subscription.kind != SubscriptionKind::signal || subscription.name != name) continue;
        const auto* process = find_process(subscription.process);
        queue_trigger(subscription.instance, process->find_element(subscription.element), payload);
    }
    emit(WorkRequested{
        .key = next_key(),
        .work = PendingWork{
            .kind = WorkKind::command,
            .name = "broadcast_signal",
            .idempotency_key = state.stream.text() + "#" + std::to_string(next_key()),
            .payload = DocumentObject{{"name", name}, {"payload", payload}},
            .attempts_max = 1,
            .not_before = context.now}});
}

Result<void> Interpreter::send_message(Key from, const Element& element) {
    const auto correlation = correlation_of(element, from);
    if (!correlation) return correlation.error();
    const auto& locals = instance(from).variables;
    const auto& name = element.event_name.empty() ? element.work.name : element.event_name;
    emit(WorkRequested{
        .key = next_key(),
        .work = PendingWork{
            .kind = WorkKind::command,
            .name = "publish_message",
            .idempotency_key = state.stream.text() + "#" + std::to_string(next_key()),
            .payload =
                DocumentObject{
                    {"name", name},
                    {"correlation", *correlation},
                    {"payload", locals.is_object() ? locals : Document(DocumentObject{})}},
            .attempts_max = 1,
            .not_before = context.now}});
    return {};
}

} // namespace gongdao
