#include "core/model/bpmn_builder.hpp"
#include "core/model/errors.hpp"
#include "core/model/timer_text.hpp"

#include <boost/property_tree/ptree.hpp>

#include <algorithm>
#include <array>
#include <optional>

namespace gongdao {

namespace {

struct Definition {
    std::string tag;
    const LineTree* node = nullptr;
};

constexpr std::array<std::pair<std::string_view, Trigger>, 8> triggers{{
    {"messageEventDefinition", Trigger::message},
    {"timerEventDefinition", Trigger::timer},
    {"signalEventDefinition", Trigger::signal},
    {"conditionalEventDefinition", Trigger::conditional},
    {"errorEventDefinition", Trigger::error},
    {"escalationEventDefinition", Trigger::escalation},
    {"linkEventDefinition", Trigger::link},
    {"terminateEventDefinition", Trigger::terminate},
}};

std::optional<Trigger> trigger_of(std::string_view tag) {
    const auto* const found = std::find_if(triggers.begin(), triggers.end(), [&](const auto& pair) {
        return pair.first == tag;
    });
    if (found == triggers.end()) return std::nullopt;
    return found->second;
}

bool is_definition(std::string_view tag) {
    constexpr std::string_view ending = "EventDefinition";
    return tag.size() > ending.size() && tag.substr(tag.size() - ending.size()) == ending;
}

std::vector<Definition> definitions_of(const Source& source) {
    std::vector<Definition> out;
    for (const auto& [key, child] : source.node) {
        if (is_definition(key)) out.push_back({.tag = key, .node = &child});
        if (key != "eventDefinitionRef") continue;
        const auto id = local_name(trimmed(child.data().text));
        const auto found = source.file.event_definitions.find(id);
        if (found == source.file.event_definitions.end()) {
            source.file.fault(
                errors::unresolved_reference, {key, id}, child.data().line, source.id()
            );
        } else {
            out.push_back({.tag = found->second.first, .node = found->second.second});
        }
    }
    return out;
}

bool allowed(const Element& element, Trigger trigger, bool event_subprocess) {
    const auto among = [&](std::initializer_list<Trigger> list) {
        return std::find(list.begin(), list.end(), trigger) != list.end();
    };
    switch (element.kind) {
    case ElementKind::start_event:
        if (among({Trigger::error, Trigger::escalation, Trigger::conditional}))
            return event_subprocess;
        return among({Trigger::message, Trigger::timer, Trigger::signal});
    case ElementKind::catch_event:
        return among(
            {Trigger::message, Trigger::timer, Trigger::signal, Trigger::conditional, Trigger::link}
        );
    case ElementKind::throw_event:
        return among({Trigger::message, Trigger::signal, Trigger::escalation, Trigger::link});
    case ElementKind::boundary_event:
        return among(
            {Trigger::message,
             Trigger::timer,
             Trigger::signal,
             Trigger::conditional,
             Trigger::error,
             Trigger::escalation}
        );
    case ElementKind::end_event:
        return among(
            {Trigger::message,
             Trigger::signal,
             Trigger::error,
             Trigger::escalation,
             Trigger::terminate}
        );
    default:
        return false;
    }
}

/// The name behind `signalRef` and its like; empty where the event has no reference.
std::string referred(
    const Source& source,
    const LineTree& node,
    const std::string& attribute,
    const std::map<std::string, std::string>& names
) {
    const auto id = local_name(attribute_of(node, attribute));
    if (id.empty()) return {};
    const auto found = names.find(id);
    if (found != names.end()) return found->second;
    source.file.fault(errors::unresolved_reference, {attribute, id}, node.data().line, source.id());
    return id;
}

std::optional<TimerRule> read_timer(const Source& source, const LineTree& node) {
    constexpr std::array<std::pair<const char*, TimerRule::Kind>, 3> forms{{
        {"timeDate", TimerRule::Kind::date},
        {"timeDuration", TimerRule::Kind::duration},
        {"timeCycle", TimerRule::Kind::cycle},
    }};
    std::optional<TimerRule> timer;
    for (const auto& [key, kind] : forms) {
        const auto* form = find_child(node, key);
        if (form == nullptr) continue;
        if (timer) source.file.fault(errors::timer_missing, {}, form->data().line, source.id());
        timer = TimerRule{
            .kind = kind, .text = std::string{trimmed(form->data().text)}, .from_field = {}};
        timer->from_field = attribute_of(node, "gongdao:from");
        if (kind == TimerRule::Kind::cycle && is_cron(timer->text))
            timer->kind = TimerRule::Kind::cron;
        if (const auto bad = check_timer(*timer))
            source.file.fault(*bad, form->data().line, source.id());
    }
    if (!timer) source.file.fault(errors::timer_missing, {}, node.data().line, source.id());
    return timer;
}

void read_condition(const Source& source, const LineTree& node, Element& element) {
    const auto* condition = find_child(node, "condition");
    if (condition == nullptr) {
        source.fault(errors::empty_expression, {"condition"});
        return;
    }
    element.condition = expression_in(source, "condition", *condition);
}

const char* naming_attribute(Trigger trigger) {
    switch (trigger) {
    case Trigger::signal:
        return "signalRef";
    case Trigger::error:
        return "errorRef";
    case Trigger::escalation:
        return "escalationRef";
    case Trigger::link:
        return "name";
    default:
        return "messageRef / gongdao:message";
    }
}

void need_name(const Source& source, const Element& element) {
    const bool catches_all =
        element.kind == ElementKind::boundary_event || element.kind == ElementKind::start_event;
    const bool may_lack = catches_all && (element.trigger == Trigger::error ||
                                          element.trigger == Trigger::escalation);
    if (element.event_name.empty() && !may_lack)
        source.fault(errors::event_name_missing, {source.tag, naming_attribute(element.trigger)});
}

void read_definition(const Source& source, const LineTree& node, Element& element) {
    switch (element.trigger) {
    case Trigger::message:
        element.event_name = referred(source, node, "messageRef", source.file.messages);
        if (element.event_name.empty()) element.event_name = source.text("gongdao:message");
        element.correlation = expression_of(source.text("gongdao:correlation"));
        break;
    case Trigger::signal:
        element.event_name = referred(source, node, "signalRef", source.file.signals);
        break;
    case Trigger::error:
        element.event_name = referred(source, node, "errorRef", source.file.errors);
        break;
    case Trigger::escalation:
        element.event_name = referred(source, node, "escalationRef", source.file.escalations);
        break;
    case Trigger::link:
        element.event_name = attribute_of(node, "name");
        break;
    case Trigger::timer:
        element.timer = read_timer(source, node);
        return;
    case Trigger::conditional:
        read_condition(source, node, element);
        return;
    default:
        return;
    }
    need_name(source, element);
}

/// Only a message has a name and a correlation of its own.
void refuse_message_attributes(const Source& source, Trigger trigger) {
    if (trigger == Trigger::message) return;
    for (const auto* const attribute : {"gongdao:message", "gongdao:correlation"}) {
        if (!source.text(attribute).empty())
            source.fault(errors::unknown_attribute, {source.tag, attribute});
    }
}

/// A form is for what people hand in: where they open a case, send a message or a signal.
void read_form(const Source& source, Element& element, bool opens) {
    element.form = source.text("gongdao:form");
    const bool entered =
        opens || element.trigger == Trigger::message || element.trigger == Trigger::signal;
    if (!element.form.empty() && !entered)
        source.fault(errors::unknown_attribute, {source.tag, "gongdao:form"});
}

} // namespace

void read_event(ProcessBuilder& builder, const Source& source, Element& element) {
    element.interrupting = source.yes(
        element.kind == ElementKind::boundary_event ? "cancelActivity" : "isInterrupting", true
    );
    if (element.kind == ElementKind::boundary_event && source.text("attachedToRef").empty()) {
        source.fault(errors::missing_attribute, {source.tag, "attachedToRef"});
    }
    const auto definitions = definitions_of(source);
    if (definitions.size() > 1) {
        source.fault(errors::no_multiple_events);
        return;
    }
    if (definitions.empty()) {
        const bool needs =
            element.kind == ElementKind::catch_event || element.kind == ElementKind::boundary_event;
        if (needs) source.fault(errors::event_name_missing, {source.tag, "eventDefinition"});
        refuse_message_attributes(source, Trigger::none);
        read_form(
            source,
            element,
            element.kind == ElementKind::start_event &&
                builder.element(element.scope).kind == ElementKind::process
        );
        return;
    }
    const auto& definition = definitions.front();
    if (definition.tag == "compensateEventDefinition") return source.fault(errors::no_compensation);
    if (definition.tag == "cancelEventDefinition") return source.fault(errors::no_transaction);
    const auto trigger = trigger_of(definition.tag);
    const bool inside_event_subprocess =
        builder.element(element.scope).kind == ElementKind::event_subprocess;
    if (!trigger || !allowed(element, *trigger, inside_event_subprocess)) {
        if (element.kind == ElementKind::start_event && trigger == Trigger::conditional)
            return source.fault(errors::condition_without_case);
        source.fault(errors::event_not_allowed, {source.tag, definition.tag});
        return;
    }
    check_attributes(
        {.file = source.file, .tag = definition.tag, .node = *definition.node, .owner = source.id()}
    );
    element.trigger = *trigger;
    refuse_message_attributes(source, *trigger);
    read_form(source, element, false);
    if (element.trigger == Trigger::error) element.interrupting = true;
    read_definition(source, *definition.node, element);
    const bool asks_facts = element.timer && (!element.timer->from_field.empty() ||
                                              element.timer->text.starts_with('='));
    if (asks_facts && builder.element(element.scope).kind == ElementKind::process &&
        element.kind == ElementKind::start_event)
        source.fault(errors::start_asks_facts);
}

} // namespace gongdao
