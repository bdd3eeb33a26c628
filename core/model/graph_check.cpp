#include "core/model/graph_check.hpp"

#include "core/model/errors.hpp"
#include "core/model/graph_walk.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace gongdao {

namespace {

Place place_of(const Process& process, const std::string& id, int line) {
    Place place;
    place.file = process.file;
    place.line = line;
    place.element = id;
    return place;
}

class GraphCheck {
public:
    GraphCheck(const Process& process, Faults& faults) : process_{process}, faults_{faults} {}

    void check_all() {
        for (const auto& element : process_.elements) {
            if (is_scope(element.kind)) check_scope(element);
            if (is_gateway(element.kind)) check_gateway(element);
            check_links(element);
        }
        for (const auto& flow : process_.flows)
            check_flow(flow);
    }

    void check_reachable() {
        std::vector<bool> reached(process_.elements.size(), false);
        std::vector<int> open{0};
        while (!open.empty()) {
            const int here = open.back();
            open.pop_back();
            if (reached[static_cast<std::size_t>(here)]) continue;
            reached[static_cast<std::size_t>(here)] = true;
            for (const int next : successors(process_, here))
                open.push_back(next);
            for (const int child : process_.element(here).children) {
                if (begins_a_path(process_.element(child))) open.push_back(child);
            }
        }
        report_unreached(reached);
    }

private:
    void
    fault(const Element& element, const ErrorKind& kind, std::vector<std::string> arguments = {}) {
        faults_.push_back(
            fail(kind, std::move(arguments), place_of(process_, element.id, element.line))
        );
    }

    void fault(const Flow& flow, const ErrorKind& kind, std::vector<std::string> arguments = {}) {
        faults_.push_back(fail(kind, std::move(arguments), place_of(process_, flow.id, flow.line)));
    }

    static bool begins_a_path(const Element& element) {
        return element.kind == ElementKind::start_event ||
               element.kind == ElementKind::event_subprocess;
    }

    [[nodiscard]] std::vector<int> starts_of(const Element& scope) const {
        std::vector<int> out;
        for (const int child : scope.children) {
            if (process_.element(child).kind == ElementKind::start_event) out.push_back(child);
        }
        return out;
    }

    void check_scope(const Element& scope) {
        const auto starts = starts_of(scope);
        const auto untriggered = [&](int start) {
            return process_.element(start).trigger == Trigger::none;
        };
        const auto plain = std::count_if(starts.begin(), starts.end(), untriggered);
        if (scope.kind == ElementKind::event_subprocess) {
            if (starts.size() != 1 || plain != 0) fault(scope, errors::event_subprocess_start);
            if (!scope.incoming.empty() || !scope.outgoing.empty())
                fault(scope, errors::event_subprocess_flow);
            return;
        }
        if (starts.empty()) fault(scope, errors::start_missing);
        if (plain > 1) fault(scope, errors::start_repeated);
        if (scope.kind != ElementKind::subprocess) return;
        for (const int start : starts) {
            if (!untriggered(start)) fault(process_.element(start), errors::start_typed);
        }
    }

    void check_gateway(const Element& gateway) {
        if (gateway.outgoing.empty()) fault(gateway, errors::gateway_without_exit);
        if (gateway.kind == ElementKind::event_gateway) {
            check_event_gateway(gateway);
            return;
        }
        const bool chooses = gateway.kind == ElementKind::exclusive_gateway ||
                             gateway.kind == ElementKind::inclusive_gateway;
        if (!chooses || gateway.outgoing.size() < 2) return;
        for (const int index : gateway.outgoing) {
            const auto& flow = process_.flow(index);
            if (index == gateway.default_flow || !flow.condition.empty()) continue;
            fault(flow, errors::condition_missing, {gateway.id});
        }
    }

    void check_event_gateway(const Element& gateway) {
        if (gateway.outgoing.size() < 2) fault(gateway, errors::event_gateway_few);
        for (const int index : gateway.outgoing) {
            const auto& target = process_.element(process_.flow(index).target);
            const bool waits =
                target.kind == ElementKind::receive_task ||
                (target.kind == ElementKind::catch_event && target.trigger != Trigger::link);
            if (waits && target.incoming.size() == 1) continue;
            fault(gateway, errors::event_gateway_target, {target.id});
        }
    }

    void check_links(const Element& element) {
        const bool throws = element.kind == ElementKind::throw_event;
        const bool catches = element.kind == ElementKind::catch_event;
        if (element.trigger != Trigger::link || element.scope < 0 || !(throws || catches)) return;
        int throwing = 0;
        int catching = 0;
        for (const int child : process_.element(element.scope).children) {
            const auto& other = process_.element(child);
            if (other.trigger != Trigger::link || other.event_name != element.event_name) continue;
            throwing += other.kind == ElementKind::throw_event ? 1 : 0;
            catching += other.kind == ElementKind::catch_event ? 1 : 0;
        }
        if (throwing == 0 || catching == 0)
            fault(element, errors::link_without_partner, {element.event_name});
        if (catches && catching > 1) fault(element, errors::link_repeated, {element.event_name});
    }

    void check_flow(const Flow& flow) {
        if (flow.source < 0 || flow.target < 0) return;
        const auto& source = process_.element(flow.source);
        const auto& target = process_.element(flow.target);
        const bool into_start =
            target.kind == ElementKind::start_event || target.kind == ElementKind::boundary_event;
        const bool into_link =
            target.kind == ElementKind::catch_event && target.trigger == Trigger::link;
        if (into_start || into_link) fault(flow, errors::flow_into_start, {target.id});
        const bool out_of_link =
            source.kind == ElementKind::throw_event && source.trigger == Trigger::link;
        if (source.kind == ElementKind::end_event || out_of_link)
            fault(flow, errors::flow_out_of_end, {source.id});
        if (flow.condition.empty()) return;
        const bool may_choose = is_activity(source.kind) ||
                                source.kind == ElementKind::exclusive_gateway ||
                                source.kind == ElementKind::inclusive_gateway;
        if (!may_choose) fault(flow, errors::condition_not_allowed, {source.id});
    }

    /// The content of an unreached subprocess and its boundary events are not reported once more.
    void report_unreached(const std::vector<bool>& reached) {
        const auto is_reached = [&](int index) {
            return index < 0 || reached[static_cast<std::size_t>(index)];
        };
        for (std::size_t i = 0; i < process_.elements.size(); ++i) {
            const auto& element = process_.elements[i];
            if (reached[i] || !is_reached(element.scope) || !is_reached(element.attached_to))
                continue;
            if (lacks_its_beginning(element)) continue;
            fault(element, errors::unreachable);
        }
    }

    /// Reported already: no start around it, or a link that nothing throws.
    [[nodiscard]] bool lacks_its_beginning(const Element& element) const {
        const bool link_end =
            element.kind == ElementKind::catch_event && element.trigger == Trigger::link;
        if (link_end && predecessors(process_, process_.find_element(element.id)).empty())
            return true;
        return element.scope >= 0 && starts_of(process_.element(element.scope)).empty();
    }

    const Process& process_;
    Faults& faults_;
};

void note_endless(const Process& process, Faults& notes) {
    std::vector<int> ends;
    for (int i = 1; i < static_cast<int>(process.elements.size()); ++i) {
        if (successors(process, i).empty()) ends.push_back(i);
    }
    const auto ending = walk_back(process, ends, -1);
    for (std::size_t i = 1; i < process.elements.size(); ++i) {
        if (ending[i]) continue;
        const auto& element = process.elements[i];
        notes.push_back(fail(errors::endless, {}, place_of(process, element.id, element.line)));
    }
}

} // namespace

void check_graph(const Process& process, Reachability reachability, Faults& faults) {
    GraphCheck check{process, faults};
    check.check_all();
    if (reachability == Reachability::complete) check.check_reachable();
}

Faults notes_of(const Definitions& definitions) {
    Faults notes;
    for (const auto& [id, process] : definitions.processes)
        note_endless(*process, notes);
    return notes;
}

} // namespace gongdao
