#include "tests/simulation/case_check.hpp"

#include <algorithm>

namespace gongdao::simulation {

namespace {

using Complaint = std::optional<std::string>;

template <class Wait>
bool has_wait_of(const std::map<Key, Wait>& waits, Key instance) {
    return std::any_of(waits.begin(), waits.end(), [&](const auto& wait) {
        return wait.second.instance == instance;
    });
}

template <class Wait>
std::size_t own_waits(const std::map<Key, Wait>& waits, Key instance, const std::string& element) {
    return static_cast<std::size_t>(std::count_if(
        waits.begin(),
        waits.end(),
        [&](const auto& wait) {
            return wait.second.instance == instance &&
                   (element.empty() || wait.second.element == element);
        }
    ));
}

class Check {
public:
    Check(const CaseState& state, const Definitions& definitions)
        : state_{state}, definitions_{definitions} {}

    Complaint of_open() const {
        int roots = 0;
        for (const auto& [key, instance] : state_.instances) {
            roots += instance.parent == 0 ? 1 : 0;
            if (auto complaint = of_instance(key, instance))
                return "instance " + std::to_string(key) + " of " + instance.element + " " +
                       *complaint;
        }
        if (roots != 1) return "the case has " + std::to_string(roots) + " roots";
        for (const auto& [key, task] : state_.tasks)
            if (!exists(key)) return "task " + task.element + " hangs in the air";
        if (auto complaint = hanging(state_.timers, "timer")) return complaint;
        if (auto complaint = hanging(state_.subscriptions, "subscription")) return complaint;
        if (auto complaint = hanging(state_.work, "work")) return complaint;
        if (auto complaint = hanging(state_.incidents, "incident")) return complaint;
        for (const auto& [key, incident] : state_.incidents)
            if (incident.code == "engine.deadlock") return "deadlock: " + incident.sentence;
        return std::nullopt;
    }

    Complaint of_ended() const {
        const bool clean = state_.instances.empty() && state_.tasks.empty() &&
                           state_.timers.empty() && state_.subscriptions.empty() &&
                           state_.incidents.empty();
        if (!clean) return "the case has ended, but left something behind";
        for (const auto& [key, work] : state_.work)
            if (work.instance != 0) return "work waits for a case that has ended";
        return std::nullopt;
    }

private:
    [[nodiscard]] bool exists(Key key) const { return state_.instances.contains(key); }

    template <class Wait>
    Complaint hanging(const std::map<Key, Wait>& waits, const std::string& what) const {
        for (const auto& [key, wait] : waits)
            if (wait.instance != 0 && !exists(wait.instance))
                return what + " " + std::to_string(key) + " hangs in the air";
        return std::nullopt;
    }

    [[nodiscard]] bool is_leaf(Key key) const {
        return std::none_of(
            state_.instances.begin(),
            state_.instances.end(),
            [&](const auto& other) { return other.second.parent == key; }
        );
    }

    Complaint of_instance(Key key, const ElementInstance& instance) const {
        if (instance.parent != 0 && !exists(instance.parent)) return "has no parent";
        const auto process = definitions_.processes.find(instance.process);
        if (process == definitions_.processes.end()) return "belongs to no process";
        const auto index = process->second->find_element(instance.element);
        if (index < 0) return "is of no element";
        if (instance.phase == Phase::terminating) return "was never done terminating";
        if (has_wait_of(state_.incidents, key)) return std::nullopt;
        if (instance.phase != Phase::activated) return "stopped half-way without an incident";
        if (!is_leaf(key)) return std::nullopt;
        if (instance.repetition) return "repeats nothing any more";
        return of_leaf(key, process->second->element(index));
    }

    Complaint of_leaf(Key key, const Element& element) const {
        const auto waits = [&](const std::string& own) {
            return own_waits(state_.timers, key, own) + own_waits(state_.subscriptions, key, own);
        };
        switch (element.kind) {
        case ElementKind::user_task:
            if (!state_.tasks.contains(key)) return "has no task";
            return std::nullopt;
        case ElementKind::service_task:
        case ElementKind::send_task:
            if (!has_wait_of(state_.work, key)) return "waits for no work";
            return std::nullopt;
        case ElementKind::receive_task:
        case ElementKind::catch_event:
            if (waits(element.id) != 1) return "does not wait for its event just once";
            return std::nullopt;
        case ElementKind::event_gateway:
            if (waits({}) != element.outgoing.size()) return "does not wait for all of its events";
            return std::nullopt;
        default:
            return "stands still";
        }
    }

    const CaseState& state_;
    const Definitions& definitions_;
};

} // namespace

std::optional<std::string> fault_of(const CaseState& state, const Definitions& definitions) {
    const Check check{state, definitions};
    switch (state.status) {
    case CaseStatus::open:
        return check.of_open();
    case CaseStatus::completed:
    case CaseStatus::voided:
        return check.of_ended();
    case CaseStatus::none:
        break;
    }
    return "a case was never opened";
}

} // namespace gongdao::simulation
