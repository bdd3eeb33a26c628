#pragma once

#include "tests/cases/observed.hpp"

#include <boost/describe/enum_to_string.hpp>
#include <boost/json/object.hpp>

#include <algorithm>

/// What steps say must be so (docs/formats/cases.md).
namespace gongdao::cases {

class Expectations {
public:
    explicit Expectations(const Observed& now) : now_{now} {}

    /// False where the step is no expectation. Throws Red where what it tells is not so.
    bool check(const Step& step) const {
        const auto& verb = step.verb;
        if (verb == "tasks" || verb == "dues" || verb == "assigned") {
            compare(verb, tasks(verb), step.words);
        } else if (verb == "timers") {
            compare(verb, timers(), step.words);
        } else if (verb == "waits") {
            compare(verb, waits(), step.words);
        } else if (verb == "work") {
            compare(verb, work(), step.words);
        } else if (verb == "incidents") {
            compare(verb, incidents(), step.words);
        } else if (verb == "flows") {
            compare(verb, flow_counts(step.words), step.words);
        } else if (verb == "running") {
            compare(verb, running(), step.words);
        } else if (verb == "number") {
            compare(verb, {now_.state.number}, step.words);
        } else if (verb == "status") {
            compare(verb, {boost::describe::enum_to_string(now_.state.status, "")}, step.words);
        } else if (verb == "facts") {
            contains(now_.state.facts, step.values);
        } else if (verb == "scope") {
            contains(instance_named(step.words.at(0)).variables, step.values);
        } else if (verb == "warning") {
            if (!now_.state.warning) throw Red("there is no warning");
            compare(
                verb,
                {std::to_string(now_.state.warning->proposed) + ">" +
                 std::to_string(now_.state.warning->confirmed.value_or(-1))},
                step.words
            );
        } else if (verb == "sent") {
            sent(step);
        } else if (verb == "saw") {
            saw(step);
        } else if (verb == "never") {
            never(step);
        } else {
            return false;
        }
        return true;
    }

private:
    static void compare(
        const std::string& what, std::vector<std::string> found, std::vector<std::string> told
    ) {
        std::sort(found.begin(), found.end());
        std::sort(told.begin(), told.end());
        if (found == told) return;
        throw Red(what + ": found [" + joined(found, " ") + "], not [" + joined(told, " ") + "]");
    }

    static std::string minute_text(Instant instant) { return to_text(instant).substr(0, 16); }

    std::vector<std::string> timers() const {
        std::vector<std::string> out;
        for (const auto& [key, timer] : now_.state.timers)
            out.push_back(
                timer.element + "=" + minute_text(timer.due_at) + (timer.provisional ? "?" : "")
            );
        return out;
    }

    std::vector<std::string> tasks(const std::string& what) const {
        std::vector<std::string> out;
        for (const auto& [key, task] : now_.state.tasks) {
            if (what == "tasks") out.push_back(task.element);
            if (what == "dues" && task.due_at)
                out.push_back(
                    task.element + "=" + minute_text(*task.due_at) + (task.provisional ? "?" : "")
                );
            if (what == "assigned" && !task.assignee.empty())
                out.push_back(task.element + "=" + task.assignee.text());
        }
        return out;
    }

    std::vector<std::string> waits() const {
        std::vector<std::string> out;
        for (const auto& [key, wait] : now_.state.subscriptions)
            out.push_back(
                std::string{boost::describe::enum_to_string(wait.kind, "")} + ":" +
                (wait.kind == SubscriptionKind::conditional ? wait.element : wait.name) +
                (wait.correlation.empty() ? "" : ":" + wait.correlation)
            );
        return out;
    }

    std::vector<std::string> work() const {
        std::vector<std::string> out;
        for (const auto& [key, item] : now_.state.work)
            out.push_back(
                item.name + (item.attempts == 0 ? "" : "@" + minute_text(item.not_before))
            );
        return out;
    }

    std::vector<std::string> incidents() const {
        std::vector<std::string> out;
        for (const auto& [key, incident] : now_.state.incidents)
            out.push_back(
                now_.labels.at(incident.instance == 0 ? key : incident.instance) + ":" +
                incident.code
            );
        return out;
    }

    std::vector<std::string> flow_counts(const std::vector<std::string>& asked) const {
        std::vector<std::string> out;
        for (const auto& pair : asked) {
            const auto flow = pair.substr(0, pair.find('='));
            const auto found = now_.state.flow_counts.find(flow);
            const auto count = found == now_.state.flow_counts.end() ? 0 : found->second;
            out.push_back(flow + "=" + std::to_string(count));
        }
        return out;
    }

    std::vector<std::string> running() const {
        std::vector<std::string> out;
        for (const auto& [key, instance] : now_.state.instances) {
            if (instance.parent != 0) out.push_back(instance.element);
        }
        return out;
    }

    static void contains(const Document& found, const Document& told) {
        for (const auto& [name, value] : told.as_object()) {
            const auto* is = find(found, std::string_view{name});
            const bool same = is == nullptr ? value.is_null() : *is == value;
            if (!same) throw Red(std::string{name} + " differs in " + canonical_text(found));
        }
    }

    const ElementInstance& instance_named(const std::string& element) const {
        for (const auto& [key, instance] : now_.state.instances) {
            if (instance.element == element) return instance;
        }
        throw Red("nothing runs at " + element);
    }

    static bool is_like(const std::string& seen, const std::string& told) {
        return seen == told ||
               (told.find(' ') == std::string::npos && seen.starts_with(told + " "));
    }

    void saw(const Step& step) const {
        auto here = now_.seen.begin();
        for (const auto& told : split(step.rest, ';')) {
            here = std::find_if(here, now_.seen.end(), [&](const auto& seen) {
                return is_like(seen, told);
            });
            if (here == now_.seen.end())
                throw Red("not in order: " + told + " in " + joined(now_.seen, "; "));
            ++here;
        }
    }

    void never(const Step& step) const {
        for (const auto& told : split(step.rest, ';')) {
            for (const auto& seen : now_.seen) {
                if (is_like(seen, told)) throw Red("did happen: " + told);
            }
        }
    }

    /// The last message or signal handed out: its payload holds these members.
    void sent(const Step& step) const {
        for (const auto& [key, item] : now_.state.work) {
            if (item.name == step.words.at(0)) return contains(item.payload, step.values);
        }
        throw Red("nothing was handed out as " + step.words.at(0));
    }

    const Observed& now_;
};

} // namespace gongdao::cases
