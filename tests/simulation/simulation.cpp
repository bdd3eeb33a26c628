#include "tests/simulation/simulation.hpp"

#include "core/runtime/errors.hpp"
#include "tests/simulation/random_acts.hpp"

#include <boost/json/object.hpp>

#include <algorithm>

namespace gongdao::simulation {

using namespace testing;

namespace {

constexpr int due_per_group = 200;
constexpr int rounds_of_peace_max = 250;
constexpr std::int64_t minute_ms = 60'000;
constexpr std::int64_t day_ms = 24 * 60 * minute_ms;

class Simulation {
public:
    explicit Simulation(const Plan& plan)
        : plan_{plan}, text_{text_of(plan.process)}, county_{plan.seed, text_, plan.habits} {}

    Trial run() {
        for (const auto seed : plan_.steps) {
            if (!county_.fault.empty()) break;
            ++outcome_.steps;
            step(seed);
        }
        if (county_.fault.empty()) live_in_peace();
        outcome_.fault = county_.fault;
        if (outcome_.fault.empty()) outcome_.digest = county_.digest();
        outcome_.decisions = county_.decisions();
        outcome_.released = county_.released();
        for (const auto& [stream, state] : county_.cases())
            outcome_.ended += state.status == CaseStatus::open ? 0 : 1;
        return std::move(outcome_);
    }

private:
    struct Given {
        Command command;
        std::optional<Reply> reply;
    };

    void tell(const std::string& what) {
        outcome_.told.push_back(std::to_string(outcome_.steps) + "  " + what);
    }

    // -- steps --

    void step(std::uint64_t seed) {
        std::mt19937_64 random{seed};
        const auto luck = random() % 40;
        if (luck == 0) {
            tell("another node takes over");
            take_over();
        } else if (luck < 3) {
            county_.note(county_.life().copy_log());
        } else if (luck < 6) {
            arm(random);
        } else if (luck < 8) {
            county_.note(county_.node().write_rows());
        } else {
            work(random);
        }
        if (county_.disk.is_running()) return;
        tell("the power fails, or the program is killed");
        take_over();
    }

    void arm(std::mt19937_64& random) {
        const auto changes = 1 + static_cast<int>(random() % 60);
        const auto end = random() % 5;
        if (end == 4)
            county_.disk.kill_program_after(changes);
        else
            county_.disk.cut_power_after(changes, static_cast<Survival>(end));
    }

    void take_over() {
        ++outcome_.lives;
        county_.begin_life();
        if (county_.fault.empty()) look_back();
        if (county_.disk.is_running()) return;
        take_over();
    }

    /// All that was acknowledged is there and gets the same reply again; tables are as the journal
    /// says.
    void look_back() {
        auto& node = county_.node();
        county_.note(node.begin_group());
        for (const auto& given : given_) {
            if (!given.reply || !county_.fault.empty()) continue;
            const auto& id = given.command.id.text();
            const auto again = node.execute(given.command, now_);
            if (!county_.disk.is_running()) break;
            if (!again)
                county_.note("lost " + id + ": " + in_english(again.error()));
            else if (!again->repeated)
                county_.note("lost " + id + ": it was carried out anew");
            else if (again->stream != given.reply->stream || again->seq != given.reply->seq)
                county_.note("changed " + id + ": another reply");
        }
        node.abandon_group();
        if (county_.disk.is_running()) county_.verify_all();
    }

    static std::string in_english(const Error& error) { return sentence(error, Language::english); }

    // -- groups --

    void work(std::mt19937_64& random) {
        const auto pass = random() % 10;
        if (pass < 4) now_.milliseconds += static_cast<std::int64_t>(random() % 600) * minute_ms;
        if (pass == 4) now_.milliseconds += static_cast<std::int64_t>(random() % 20) * day_ms;
        auto group = std::move(unanswered_);
        for (auto left = 1 + random() % 4; left > 0; --left) {
            const bool repeats = !given_.empty() && random() % 20 == 0;
            group.push_back(
                repeats ? random() % given_.size() : keep(any_act(random, county_.cases(), text_))
            );
        }
        give(group, random() % 2 == 0);
    }

    std::size_t keep(Command command) {
        command.id = CommandId{"c" + std::to_string(given_.size())};
        given_.push_back({.command = std::move(command), .reply = {}});
        return given_.size() - 1;
    }

    /// One group, as the node's server would make it.
    void give(const std::vector<std::size_t>& group, bool does_due_work) {
        auto& node = county_.node();
        unanswered_ = group;
        const auto begun = node.begin_group();
        county_.note(begun);
        if (!begun) return;
        std::vector<std::pair<std::size_t, Reply>> replies;
        for (const auto number : group) {
            const auto reply = node.execute(given_[number].command, now_);
            if (!county_.disk.is_running()) break;
            tell_reply(given_[number].command, reply);
            if (reply)
                replies.emplace_back(number, *reply);
            else
                judge(given_[number].command, reply.error());
        }
        if (does_due_work && county_.disk.is_running()) {
            const auto done = node.do_due_work(now_, due_per_group);
            if (!done) county_.note(Result<void>{done.error()});
            if (done) tell(std::to_string(*done) + " due at " + to_text(now_));
        }
        const auto committed = node.commit_group();
        county_.note(committed);
        if (!committed) return;
        unanswered_.clear();
        for (auto& [number, reply] : replies)
            take(given_[number], std::move(reply));
        county_.observe();
    }

    void take(Given& given, Reply reply) {
        if (given.reply && !reply.repeated)
            county_.note("the command " + given.command.id.text() + " was carried out again");
        if (!given.reply) given.reply = std::move(reply);
        ++outcome_.accepted;
    }

    void tell_reply(const Command& command, const Result<Reply>& reply) {
        auto line = command.id.text() + " " + command.actor.text() + " " + command.kind + " " +
                    command.target + " " + canonical_text(command.members);
        if (!reply)
            line += " refused: " + in_english(reply.error());
        else
            line += reply->repeated ? " repeated" : " -> " + reply->stream.text();
        tell(line);
    }

    /// Acts may come too late or from the wrong person; nothing else may go wrong with them.
    void judge(const Command& command, const Error& error) {
        ++outcome_.refused;
        const auto kind = error.kind->error_class;
        if (kind != ErrorClass::conflict && kind != ErrorClass::denied)
            county_.note("refused " + command.id.text() + ": " + in_english(error));
    }

    // -- the end --

    void live_in_peace() {
        county_.disk.kill_program_after(0);
        county_.effects.calm = true;
        tell("peace");
        for (int round = 0; round < rounds_of_peace_max; ++round) {
            auto group = std::move(unanswered_);
            const auto fresh = helping_acts();
            if (fresh.empty() && group.empty()) break;
            group.insert(group.end(), fresh.begin(), fresh.end());
            give(group, false);
            now_.milliseconds += day_ms;
            settle();
            if (!county_.fault.empty()) return;
        }
        for (const auto& [stream, state] : county_.cases()) {
            if (state.status != CaseStatus::open) continue;
            auto fault = stream.text() + " cannot end";
            for (const auto& [key, incident] : state.incidents)
                fault += "; " + incident.code + " " + incident.sentence;
            county_.note(fault);
        }
        if (county_.fault.empty()) take_over();
    }

    std::vector<std::size_t> helping_acts() {
        std::vector<std::size_t> acts;
        for (const auto& [stream, state] : county_.cases()) {
            if (state.status != CaseStatus::open) continue;
            for (auto& act : acts_that_help(state, county_.definitions()))
                acts.push_back(keep(std::move(act)));
            if (acts.empty()) acts.push_back(keep(note_upon(state)));
        }
        return acts;
    }

    /// Where only time helps; it also shows a case that the node has banned.
    static Command note_upon(const CaseState& state) {
        return {
            .actor = ActorId{"wang"},
            .kind = "add_note",
            .target = state.stream.text(),
            .members = DocumentObject{{"text", "等候"}}};
    }

    void settle() {
        for (int rounds = 0; rounds < 100 && county_.fault.empty(); ++rounds) {
            auto& node = county_.node();
            county_.note(node.begin_group());
            const auto done = node.do_due_work(now_, due_per_group);
            if (!done) county_.note(Result<void>{done.error()});
            county_.note(node.commit_group());
            county_.observe();
            if (done && *done == 0) return look_for_missed();
        }
        county_.note("due work does not come to an end");
    }

    void look_for_missed() {
        for (const auto& [stream, state] : county_.cases()) {
            for (const auto& [key, timer] : state.timers)
                if (timer.due_at <= now_) county_.note(stream.text() + " missed " + timer.element);
            for (const auto& [key, due] : state.work)
                if (due.not_before <= now_) county_.note(stream.text() + " missed " + due.name);
        }
    }

    const Plan& plan_;
    ProcessText text_;
    SimulatedCounty county_;
    Trial outcome_;
    Instant now_ = first_day;
    std::vector<Given> given_;
    std::vector<std::size_t> unanswered_;
};

} // namespace

Plan random_plan(std::uint64_t seed) {
    Plan plan{.seed = seed, .process = random_process(seed), .steps = {}, .habits = {}};
    std::mt19937_64 random{seed ^ 0x5DEECE66DU};
    for (auto left = 10 + random() % 40; left > 0; --left)
        plan.steps.push_back(random());
    return plan;
}

Trial simulate(const Plan& plan) { return Simulation{plan}.run(); }

} // namespace gongdao::simulation
