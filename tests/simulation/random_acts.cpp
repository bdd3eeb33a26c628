#include "tests/simulation/random_acts.hpp"

#include "core/ports/journal.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <array>
#include <set>

namespace gongdao::simulation {

namespace {

/// The one who holds every role.
constexpr const char* everybody = "wang";
constexpr std::array periods{"2026-01", "2026-02"};
constexpr std::array founding_members{"m1", "m2", "m3"};
constexpr std::array people{"li", "wang", "wang", "wang", "boss", "guest"};

class Maker {
public:
    Maker(std::mt19937_64& random, const ProcessText& text) : random_{random}, text_{text} {}

    Command opening() {
        auto made = act("open_case", one_in(3) ? "li" : everybody, {{"facts", values()}});
        if (one_in(4)) made.members.as_object()["process"] = "monthly";
        made.pack = "random";
        return made;
    }

    /// On the register that batches are computed from.
    Command on_member() {
        const auto luck = below(8);
        if (luck < 2) {
            return act(
                luck == 0 ? "retire_entry" : "reinstate_entry",
                person(),
                {{"register", "member"}, {"key", founding_member()}, {"reason", "人员变动"}}
            );
        }
        DocumentObject given{{"code", one_in(4) ? "m4" : founding_member()}, {"name", "成员"}};
        if (one_in(2)) given["share"] = between(0, 4);
        if (one_in(8)) given["share"] = one_in(2) ? Document(101) : Document(nullptr);
        if (one_in(3)) given["account"] = one_in(2) ? Document(nullptr) : Document("622299");
        return act("set_entry", person(), {{"register", "member"}, {"values", std::move(given)}});
    }

    Command upon(const CaseState& state) {
        const auto luck = below(100);
        auto made = luck < 45   ? on_task(state)
                    : luck < 70 ? with_event(state)
                    : luck < 78 ? act("correct_facts", person(), corrected())
                    : luck < 88 ? resolving(state)
                    : luck < 90 ? act("void_case", person(), {{"reason", "误登"}})
                                : act("add_note", person(), {{"text", "已联系"}});
        if (made.target.empty()) made.target = state.stream.text();
        return made;
    }

private:
    std::uint64_t below(std::uint64_t bound) { return random_() % bound; }

    bool one_in(std::uint64_t bound) { return below(bound) == 0; }

    std::string person() { return people[below(people.size())]; }

    std::string founding_member() { return founding_members[below(founding_members.size())]; }

    std::int64_t between(std::int64_t least, std::uint64_t count) {
        return least + static_cast<std::int64_t>(below(count));
    }

    static Command act(std::string kind, const std::string& who, DocumentObject members) {
        return {.actor = ActorId{who}, .kind = std::move(kind), .members = std::move(members)};
    }

    DocumentObject values() {
        DocumentObject given;
        if (one_in(2)) given["n"] = between(-1, 8);
        if (one_in(3)) given["m"] = between(0, 4);
        if (one_in(3)) given["k"] = between(-1, 5);
        if (one_in(4)) given["alarm"] = one_in(2);
        if (one_in(6)) given["who"] = person();
        if (one_in(3)) given["period"] = periods[below(periods.size())];
        if (one_in(8)) given["n"] = nullptr;
        if (one_in(4)) {
            // A list is frozen when it is entered: who does not fit could not be put right any
            // more.
            DocumentArray all;
            for (auto left = below(4); left > 0; --left)
                all.emplace_back(everybody);
            given["people"] = std::move(all);
        }
        return given;
    }

    DocumentObject corrected() { return {{"values", values()}, {"reason", "更正"}}; }

    template <class Kept>
    const std::pair<const Key, Kept>& any_of(const std::map<Key, Kept>& all) {
        return *std::next(all.begin(), static_cast<std::ptrdiff_t>(below(all.size())));
    }

    Command on_task(const CaseState& state) {
        if (state.tasks.empty()) return act("add_note", person(), {{"text", "催"}});
        const auto& [key, task] = any_of(state.tasks);
        const auto who = task.assignee.empty() || one_in(6) ? person() : task.assignee.text();
        DocumentObject members{{"task", one_in(20) ? key + 1 : key}};
        const auto luck = below(20);
        if (luck == 0) return act("urge_task", who, {{"task", key}, {"text", "请尽快"}});
        if (luck < 3) return act("claim_task", who, std::move(members));
        if (luck == 3) return act("release_task", who, std::move(members));
        if (luck == 4) {
            members["to"] = person();
            members["reason"] = "轮岗";
            return act("transfer_task", who, std::move(members));
        }
        members["values"] = values();
        return act("complete_task", who, std::move(members));
    }

    Command with_event(const CaseState& state) {
        if (state.subscriptions.empty() || one_in(5)) return to_all();
        const auto& subscription = any_of(state.subscriptions).second;
        DocumentObject members{{"name", subscription.name}};
        if (one_in(3)) members["payload"] = values();
        if (subscription.kind == SubscriptionKind::signal)
            return act("deliver_signal", everybody, std::move(members));
        if (subscription.kind == SubscriptionKind::conditional)
            return act("correct_facts", everybody, corrected());
        members["correlation"] = subscription.correlation;
        return act(
            one_in(2) ? "deliver_message" : "publish_message", everybody, std::move(members)
        );
    }

    /// To whoever waits, in any case, now or later.
    Command to_all() {
        const auto& names = one_in(2) && !text_.signals.empty() ? text_.signals : text_.messages;
        if (names.empty()) return act("add_note", person(), {{"text", "无人等候"}});
        const auto name =
            *std::next(names.begin(), static_cast<std::ptrdiff_t>(below(names.size())));
        const bool is_signal = &names == &text_.signals;
        return act(is_signal ? "broadcast_signal" : "publish_message", person(), {{"name", name}});
    }

    Command resolving(const CaseState& state) {
        if (state.incidents.empty()) return act("correct_facts", person(), corrected());
        return act("resolve_incident", everybody, {{"incident", any_of(state.incidents).first}});
    }

    std::mt19937_64& random_;
    const ProcessText& text_;
};

Command
helping(const CaseState& state, std::string kind, const std::string& who, DocumentObject members) {
    return {
        .actor = ActorId{who},
        .kind = std::move(kind),
        .target = state.stream.text(),
        .members = std::move(members)};
}

/// Whether it waits on behalf of its own element, which cannot go on without.
bool is_needed(
    const CaseState& state, const Subscription& subscription, const Definitions& definitions
) {
    const auto& process = *definitions.processes.at(subscription.process);
    const auto kind = process.element(process.find_element(subscription.element)).kind;
    return state.instances.contains(subscription.instance) &&
           (kind == ElementKind::catch_event || kind == ElementKind::receive_task);
}

const Element&
element_of(const CaseState& state, const Incident& incident, const Definitions& definitions) {
    const auto& stopped = state.instances.at(incident.instance);
    const auto& process = *definitions.processes.at(stopped.process);
    return process.element(process.find_element(stopped.element));
}

/// A period that most likely no other incident was given.
std::string fresh_period(const CaseState& state, Key incident) {
    const auto luck = sha256(state.stream.text() + "/" + std::to_string(incident));
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < 4; ++i)
        number = number * 256 + static_cast<unsigned char>(luck[i]);
    const auto month = std::to_string(number / 290 % 12 + 1);
    return std::to_string(1'900 + number % 290) + (month.size() == 1 ? "-0" : "-") + month;
}

/// A month that was released is never computed again, so another one is, in the next round. What
/// was meanwhile computed or released by another case is lost for this one.
Command helping_batch(const CaseState& state, Key incident, const std::string& job) {
    if (job == "batch.release")
        return helping(state, "void_case", everybody, {{"reason", "已由另案办理"}});
    const auto period = fresh_period(state, incident);
    if (find_text(state.facts, "period").value_or("") == period)
        return helping(state, "resolve_incident", everybody, {{"incident", incident}});
    const DocumentObject changed{{"period", period}};
    return helping(state, "correct_facts", everybody, {{"values", changed}, {"reason", "换期"}});
}

} // namespace

Command any_act(
    std::mt19937_64& random, const std::map<StreamId, CaseState>& cases, const ProcessText& text
) {
    std::vector<const CaseState*> open;
    for (const auto& [stream, state] : cases)
        if (state.status == CaseStatus::open) open.push_back(&state);
    Maker maker{random, text};
    if (open.empty() || (open.size() < 3 && random() % 6 == 0)) return maker.opening();
    if (random() % 10 == 0) return maker.on_member();
    return maker.upon(*open[random() % open.size()]);
}

std::vector<Command> acts_that_help(const CaseState& state, const Definitions& definitions) {
    std::vector<Command> acts;
    const auto n = std::max<std::int64_t>(find_integer(state.facts, "n").value_or(0), 9);
    const DocumentObject good{{"n", n}, {"m", 1}, {"k", 1}, {"who", everybody}};
    if (!state.incidents.empty() || find_integer(state.facts, "n").value_or(0) < 9) {
        acts.push_back(
            helping(state, "correct_facts", everybody, {{"values", good}, {"reason", "以便办结"}})
        );
    }
    bool batch_helped = false;
    for (const auto& [key, incident] : state.incidents) {
        const auto& job = element_of(state, incident, definitions).work.name;
        if (!job.starts_with("batch.")) {
            acts.push_back(helping(state, "resolve_incident", everybody, {{"incident", key}}));
        } else if (!batch_helped) { // the others of the case need another month
            acts.push_back(helping_batch(state, key, job));
            batch_helped = true;
        }
    }
    for (const auto& [key, task] : state.tasks) {
        const auto who = task.assignee.empty() ? std::string{everybody} : task.assignee.text();
        acts.push_back(helping(state, "complete_task", who, {{"task", key}}));
    }
    for (const auto& [key, subscription] : state.subscriptions) {
        if (!is_needed(state, subscription, definitions)) continue;
        DocumentObject members{{"name", subscription.name}};
        if (subscription.kind == SubscriptionKind::signal) {
            acts.push_back(helping(state, "deliver_signal", everybody, std::move(members)));
        } else if (subscription.kind == SubscriptionKind::message) {
            members["correlation"] = subscription.correlation;
            acts.push_back(helping(state, "deliver_message", everybody, std::move(members)));
        } else {
            acts.push_back(helping(
                state,
                "correct_facts",
                everybody,
                {{"values", DocumentObject{{"alarm", true}, {"n", n + 1}, {"k", 1}}},
                 {"reason", "以便办结"}}
            ));
        }
    }
    return acts;
}

} // namespace gongdao::simulation
