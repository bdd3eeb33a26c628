#include "core/engine/open_case.hpp"

#include "core/engine/errors.hpp"
#include "core/engine/form_conditions.hpp"
#include "core/engine/guards.hpp"

#include <boost/json/object.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace gongdao {

namespace {

void replace_all(std::string& text, std::string_view token, std::string_view by) {
    for (auto at = text.find(token); at != std::string::npos;
         at = text.find(token, at + by.size())) {
        text.replace(at, token.size(), by);
    }
}

/// `{org}-{year}-TJ-{serial5}` with all but the serial filled in.
std::string numbering(const Interpreter& run) {
    auto text = run.context.pack.number.pattern;
    replace_all(text, "{org}", run.state.org.text());
    replace_all(text, "{year}", std::to_string(date_of(run.context.occurred_at).year()));
    return text;
}

/// Empty and `need` set where the serial is not known yet.
std::string number_of(Interpreter& run) {
    if (run.context.pack.number.pattern.empty()) return run.state.stream.text();
    auto pattern = numbering(run);
    const Ask ask{
        .query = "serial",
        .answer = Query::Answer::serial,
        .pack = run.context.pack.id.text(),
        .serial = pattern};
    const auto answer = run.context.answers.find(ask.text());
    if (answer == run.context.answers.end()) {
        run.need = ask;
        return {};
    }
    const auto serial = answer->second.is_int64() ? answer->second.get_int64() : 0;
    replace_all(pattern, "{serial5}", fmt::format("{:05}", serial));
    replace_all(pattern, "{serial}", std::to_string(serial));
    return pattern;
}

std::string title_of(const Pack& pack, const Document& facts) {
    auto title = pack.title_template;
    for (const auto& field : pack.fields.fields()) {
        const auto value = find_text(facts, field.id);
        replace_all(title, "{" + field.id + "}", value.value_or(""));
    }
    return title.empty() ? pack.title : title;
}

/// A timer has no name of its own: its start event goes by its id.
int start_event(const Process& process, const std::string& message) {
    for (const auto child : process.element(0).children) {
        const auto& element = process.element(child);
        if (element.kind != ElementKind::start_event) continue;
        const bool plain = element.trigger == Trigger::none;
        const auto& name = element.event_name.empty() ? element.id : element.event_name;
        if (message.empty() ? plain : !plain && name == message) return child;
    }
    return -1;
}

} // namespace

Result<void> open_case(Interpreter& run, const OpenCase& command) {
    if (run.state.status != CaseStatus::none) return fail(errors::case_already_open);
    run.state.owner = command.owner.empty() ? run.context.actor.organisation : command.owner;
    auto allowed = guards::may(run.context, run.state, "open");
    if (!allowed && !command.message.empty())
        allowed = guards::may(run.context, run.state, "message");
    if (!allowed) return allowed;
    const auto& reference =
        command.process.empty() ? run.context.pack.main_process : command.process;
    const auto* process = run.find_process(reference);
    const auto start = process == nullptr ? -1 : start_event(*process, command.message);
    if (start < 0) return fail(errors::no_such_process, {reference});
    const auto facts = guards::accept_fields(run.context, command.facts);
    if (!facts) return facts.error();
    auto fits = guards::meets_entry_form(run, process->element(start), *facts);
    if (!fits) return fits;
    auto complete = guards::has_required(run.context, *facts);
    if (!complete) return complete;
    const auto number = number_of(run);
    if (run.need) return {};
    run.emit(CaseOpened{
        .pack = run.context.pack.id,
        .pack_version = run.context.pack.version,
        .process = reference,
        .number = number,
        .reference = command.reference,
        .title = title_of(run.context.pack, *facts),
        .owner = run.state.owner,
        .opened_by = run.context.actor.id,
        .opened_at = run.context.occurred_at,
        .facts = *facts});
    const auto root = run.next_key();
    run.emit(ElementActivating{
        .key = root, .element = process->element(0).id, .process = reference, .triggered = true});
    run.perform(root, LifeStep::enter);
    run.queue_activation(root, start, true);
    return {};
}

void retitle(Interpreter& run) {
    const bool facts_changed =
        std::any_of(run.events.begin(), run.events.end(), [](const Event& event) {
            const auto* set = std::get_if<VariablesSet>(&event);
            return set != nullptr && set->scope == 0;
        });
    if (!facts_changed) return;
    auto title = title_of(run.context.pack, run.state.facts);
    if (title != run.state.title) run.emit(CaseRetitled{.title = std::move(title)});
}

} // namespace gongdao
