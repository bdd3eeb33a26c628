#include "core/model/errors.hpp"
#include "core/model/pack_check.hpp"

#include <utility>

namespace gongdao {

std::set<std::string> variables_of(const Element& element) {
    std::set<std::string> names;
    for (const auto& variable : element.variables)
        names.insert(variable.name);
    for (const auto& mapping : element.outputs)
        names.insert(mapping.target);
    names.insert(element.work.result);
    if (element.multi_instance) {
        names.insert(element.multi_instance->item);
        names.insert(element.multi_instance->output);
    }
    names.erase(std::string{});
    return names;
}

std::set<std::string> variables_of(const Process& process) {
    std::set<std::string> names;
    for (const auto& element : process.elements) {
        names.merge(variables_of(element));
        for (const auto& mapping : element.inputs)
            names.insert(mapping.target);
    }
    names.erase(std::string{});
    return names;
}

namespace {

bool receives(const Element& element) {
    return element.trigger == Trigger::message &&
           (element.kind == ElementKind::start_event || element.kind == ElementKind::catch_event ||
            element.kind == ElementKind::boundary_event ||
            element.kind == ElementKind::receive_task);
}

bool sends(const Element& element) {
    const bool event =
        element.kind == ElementKind::throw_event || element.kind == ElementKind::end_event;
    return (event && element.trigger == Trigger::message) ||
           element.work.kind == Work::Kind::message;
}

/// An event that begins a process belongs to no case yet; that of an event subprocess does.
bool begins_process(const Element& element) {
    return element.kind == ElementKind::start_event && element.scope == 0;
}

template <class Belongs>
std::set<std::string> messages_of(const Pack& pack, const Belongs& belongs) {
    std::set<std::string> names;
    for (const auto& [id, process] : pack.definitions.processes) {
        for (const auto& element : process->elements) {
            if (receives(element) && belongs(element)) names.insert(element.event_name);
        }
    }
    return names;
}

class ProcessNames {
public:
    ProcessNames(NameCheck& check, const Process& process, const std::set<std::string>& received)
        : check_{check},
          process_{process},
          received_{received},
          variables_{variables_of(process)} {}

    void check_all() {
        for (const auto& variable : process_.elements.front().variables) {
            const bool hides = check_.pack().fields.find(variable.name) != nullptr;
            if (hides)
                check_.fault(
                    place_of(process_.elements.front()), errors::variable_hides_field, variable.name
                );
        }
        for (const auto& element : process_.elements) {
            check_element(element);
            check_opening(element);
        }
    }

private:
    [[nodiscard]] Place place_of(const Element& element) const {
        Place place;
        place.file = process_.file;
        place.line = element.line;
        place.element = element.id;
        return place;
    }

    void need_value(const std::string& name, const Place& place) {
        if (variables_.count(name) == 0) check_.need_case_field(name, place);
    }

    void check_element(const Element& element) {
        const auto place = place_of(element);
        if (element.assignment) check_assignment(*element.assignment, place);
        if (element.timer) need_value(element.timer->from_field, place);
        if (element.multi_instance) need_value(element.multi_instance->collection, place);
        check_work(element.work, place);
        check_form(element.form, place);
        check_call(element.called_process, place);
        const bool unheard = sends(element) && received_.count(element.event_name) == 0;
        // A message with a correlation key may be meant for a case of another pack, which cannot be
        // seen from here; one without must be heard in this pack.
        if (unheard && element.correlation.empty() && check_.pack().imports.empty())
            check_.fault(place, errors::dangling_message, element.event_name);
    }

    void check_assignment(const Assignment& assignment, const Place& place) {
        for (const auto& role : assignment.roles)
            check_.need_role(role, place);
        if (assignment.roles.empty() && assignment.assignee.empty())
            check_.fault(place, errors::nobody_may_do, {});
        check_form(assignment.form, place);
        need_value(assignment.due_from, place);
    }

    /// A case that throws what opens its like would open cases without end.
    void check_opening(const Element& element) {
        const bool throws = element.kind == ElementKind::throw_event ||
                            element.kind == ElementKind::end_event ||
                            element.work.kind == Work::Kind::message;
        // With a key it may be meant for a case that waits.
        if (!throws || element.event_name.empty() || !element.correlation.empty()) return;
        const auto trigger =
            element.work.kind == Work::Kind::message ? Trigger::message : element.trigger;
        for (const auto child : process_.element(0).children) {
            const auto& start = process_.element(child);
            if (start.kind == ElementKind::start_event && start.trigger == trigger &&
                start.event_name == element.event_name)
                check_.fault(place_of(element), errors::opens_itself, element.event_name);
        }
    }

    void check_form(const std::string& form, const Place& place) {
        if (!form.empty() && check_.pack().forms.count(form) == 0)
            check_.fault(place, errors::dangling_form, form);
    }

    void check_work(const Work& work, const Place& place) {
        if (work.kind == Work::Kind::rule) check_.need_rule(work.name, place);
        if (work.kind == Work::Kind::function) check_.need_function(work.name, place);
        const bool of_plugin = work.kind == Work::Kind::job && work.script.empty();
        if (of_plugin) check_.need_job(work.name, place);
        if (work.kind == Work::Kind::effect) check_.need_effect(work.name, place);
        const bool asks = work.kind == Work::Kind::query;
        if (asks && check_.pack().queries.count(work.name) == 0)
            check_.fault(place, errors::dangling_query, work.name);
        const bool warns = !work.warning.empty();
        if (warns && check_.pack().warnings.count(work.warning) == 0) {
            check_.fault(place, errors::dangling_warning, work.warning);
        }
    }

    void check_call(const std::string& called, const Place& place) {
        if (called.empty()) return;
        const auto slash = called.find('/');
        if (slash != std::string::npos) {
            check_.need_import(called.substr(0, slash), place);
        } else if (check_.pack().definitions.processes.count(called) == 0) {
            check_.fault(place, errors::dangling_called_process, called);
        }
    }

    NameCheck& check_;
    const Process& process_;
    const std::set<std::string>& received_;
    std::set<std::string> variables_;
};

} // namespace

std::set<std::string> messages_heard(const Pack& pack) {
    return messages_of(pack, [](const Element&) { return true; });
}

std::set<std::string> messages_awaited(const Pack& pack) {
    return messages_of(pack, [](const Element& element) { return !begins_process(element); });
}

void check_processes(NameCheck& check) {
    const auto heard = messages_heard(check.pack());
    for (const auto& [id, process] : check.pack().definitions.processes)
        ProcessNames{check, *process, heard}.check_all();
}

} // namespace gongdao
