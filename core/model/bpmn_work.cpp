#include "core/model/bpmn_builder.hpp"
#include "core/model/errors.hpp"
#include "core/model/names.hpp"
#include "core/model/script_job.hpp"
#include "core/model/timer_text.hpp"

#include <boost/property_tree/ptree.hpp>

#include <array>

namespace gongdao {

namespace {

constexpr int priority_limit = 1'000'000;
constexpr int retries_limit = 100;

struct WorkForm {
    const char* attribute;
    Work::Kind kind;
};

constexpr std::array<WorkForm, 6> work_forms{{
    {"gongdao:function", Work::Kind::function},
    {"gongdao:job", Work::Kind::job},
    {"gongdao:effect", Work::Kind::effect},
    {"gongdao:rule", Work::Kind::rule},
    {"gongdao:query", Work::Kind::query},
    {"gongdao:message", Work::Kind::message},
}};

/// Our spelling, else Camunda's.
std::string either(const Source& source, const char* ours, const char* theirs) {
    auto text = source.text(ours);
    return text.empty() ? source.text(theirs) : text;
}

/// A literal of Camunda as a Lua expression.
std::string quoted(const std::string& text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + "\"";
}

int integer(
    const Source& source, const char* name, std::string_view text, std::array<int, 2> limits
) {
    int number = 0;
    if (read_number(text, number) && number >= limits[0] && number <= limits[1]) return number;
    source.fault(
        errors::bad_integer,
        {name, std::string{text}, std::to_string(limits[0]), std::to_string(limits[1])}
    );
    return limits[0];
}

/// The kinds of work that a task of this kind needs one of, for the sentence.
std::string wanted_work(ElementKind kind) {
    if (kind == ElementKind::rule_task) return "gongdao:rule";
    if (kind == ElementKind::send_task) return "messageRef / gongdao:message / gongdao:effect";
    return "gongdao:function / job / effect / rule / query";
}

void set_work(const Source& source, Work& work, Work::Kind kind, std::string name) {
    if (name.empty()) return;
    if (work.kind != Work::Kind::none && work.name != name) {
        source.fault(errors::several_works, {source.tag, work.name + "、" + name});
    }
    work.kind = kind;
    work.name = std::move(name);
}

void read_external(const Source& source, Work& work) {
    const auto type = source.text("camunda:type");
    if (type.empty()) return;
    if (type != "external") {
        source.fault(errors::no_camunda_type, {type});
    } else {
        set_work(source, work, Work::Kind::job, source.text("camunda:topic"));
    }
}

void read_script(const Source& source, Work& work) {
    const auto format = source.text("scriptFormat");
    const bool lua = format.empty() || format.find("lua") != std::string::npos ||
                     format.find("Lua") != std::string::npos;
    if (!lua) source.fault(errors::wrong_language, {format});
    const auto as_job = source.text("gongdao:job");
    if (!as_job.empty() && as_job != "true" && as_job != "false")
        source.fault(errors::bad_switch, {"gongdao:job", as_job});
    const bool is_job = as_job == "true";
    work.kind = is_job ? Work::Kind::job : Work::Kind::script;
    if (is_job) work.name = script_job;
    const auto* script = find_child(source.node, "script");
    if (script != nullptr) work.script = script->data().text;
    const auto first = work.script.find_first_not_of("\r\n");
    const auto last = work.script.find_last_not_of("\r\n");
    if (trimmed(work.script).empty()) {
        source.fault(errors::empty_expression, {"script"});
        return;
    }
    work.script = work.script.substr(first, last - first + 1);
}

std::string message_of(const Source& source) {
    const auto id = local_name(source.text("messageRef"));
    if (id.empty()) return source.text("gongdao:message");
    const auto found = source.file.messages.find(id);
    if (found != source.file.messages.end()) return found->second;
    source.fault(errors::unresolved_reference, {"messageRef", id});
    return id;
}

} // namespace

void read_assignment(const Source& source, Element& element) {
    Assignment assignment;
    assignment.roles = words_of(either(source, "gongdao:role", "camunda:candidateGroups"));
    assignment.assignee = expression_of(source.text("gongdao:assignee"));
    const auto literal = source.text("camunda:assignee");
    if (assignment.assignee.empty() && !literal.empty()) assignment.assignee = quoted(literal);
    assignment.form = either(source, "gongdao:form", "camunda:formKey");
    assignment.due = either(source, "gongdao:due", "camunda:dueDate");
    if (!assignment.due.empty()) {
        if (const auto bad = check_period(assignment.due)) {
            source.file.fault(*bad, source.line(), source.id());
        }
    }
    assignment.due_from = source.text("gongdao:dueFrom");
    const auto priority = either(source, "gongdao:priority", "camunda:priority");
    if (!priority.empty()) {
        assignment.priority =
            integer(source, "priority", priority, {-priority_limit, priority_limit});
    }
    assignment.separate_from = words_of(source.text("gongdao:separateFrom"));
    element.assignment = std::move(assignment);
    element.work.warning = source.text("gongdao:warning");
}

void read_work(const Source& source, Element& element) {
    auto& work = element.work;
    if (element.kind == ElementKind::script_task) {
        read_script(source, work);
    } else if (element.kind == ElementKind::receive_task) {
        element.trigger = Trigger::message;
        element.event_name = message_of(source);
        element.correlation = expression_of(source.text("gongdao:correlation"));
        element.form = source.text("gongdao:form");
        if (element.event_name.empty())
            source.fault(errors::event_name_missing, {source.tag, "messageRef / gongdao:message"});
        return;
    } else {
        for (const auto& form : work_forms)
            set_work(source, work, form.kind, source.text(form.attribute));
        set_work(source, work, Work::Kind::rule, source.text("camunda:decisionRef"));
        read_external(source, work);
    }
    if (element.kind == ElementKind::send_task) {
        set_work(source, work, Work::Kind::message, message_of(source));
        if (work.kind == Work::Kind::message) element.event_name = work.name;
        element.correlation = expression_of(source.text("gongdao:correlation"));
    }
    if (work.kind == Work::Kind::none)
        source.fault(errors::no_work, {source.tag, wanted_work(element.kind)});
    work.result = either(source, "gongdao:result", "camunda:resultVariable");
    if (!work.result.empty() && !is_field_id(work.result))
        source.fault(errors::bad_variable, {work.result});
    work.warning = source.text("gongdao:warning");
    const auto retries = source.text("gongdao:retries");
    if (!retries.empty()) work.retries = integer(source, "retries", retries, {0, retries_limit});
}

} // namespace gongdao
