#include "tests/reliability/disk/clerk.hpp"
#include "tests/reliability/disk/founded_county.hpp"

#include <doctest/doctest.h>

#include <memory>

using namespace gongdao;
using namespace gongdao::testing;

namespace {

/// How the node of a trial behaves; anything but the defaults must be found out.
struct Habits {
    Durability durability = Durability::full;
    Acknowledging acknowledging = Acknowledging::after_commit;
};

/// One county whose power fails again and again.
class PowerTrial {
public:
    PowerTrial(std::uint64_t seed, Habits habits)
        : random_{seed}, habits_{habits}, disk_{seed, founded_county().image}, clerk_{seed} {}

    std::vector<std::string> faults;

    /// Works until, at some call that changes the disk, the power fails or the program is killed.
    void live_until_the_end() {
        const auto end = random_() % 5;
        const auto changes = 1 + static_cast<int>(random_() % changes_max);
        if (end == 4) disk_.kill_program_after(changes);
        if (end < 4) disk_.cut_power_after(changes, static_cast<Survival>(end));
        if (begin_life()) look_for_faults();
        while (disk_.is_running() && faults.empty())
            act();
        node_.reset();
        disk_.start_program();
    }

    /// Power holds: everything is answered, and nothing is left to find.
    void live_in_peace() {
        if (!begin_life()) return;
        look_for_faults();
        for (int rounds = 0; rounds < 3 || clerk_.has_unanswered(); ++rounds) {
            if (!faults.empty()) return;
            work();
        }
        look_for_faults();
        note(node_->store().quick_check());
        node_.reset();
    }

    [[nodiscard]] int acknowledged() const { return clerk_.acknowledged(); }

private:
    static constexpr std::uint64_t changes_max = 300;

    void note(const Result<void>& result) {
        if (result || !disk_.is_running()) return;
        faults.push_back("on a sound disk: " + sentence(result.error(), Language::english));
    }

    bool begin_life() {
        node_ = std::make_unique<TrialNode>(founded_county().around, effects_, habits_.durability);
        const auto started = node_->start();
        note(started);
        if (started && random_() % 2 == 0) node_->node().defer_rows();
        return started.has_value();
    }

    void look_for_faults() {
        for (auto& fault : clerk_.look_for_faults(node_->node(), effects_, now_))
            faults.push_back(std::move(fault));
    }

    void work() {
        now_.milliseconds += 60'000;
        note(clerk_.work(node_->node(), now_, habits_.acknowledging));
    }

    void act() {
        const auto choice = random_() % 20;
        if (choice == 0) {
            node_.reset();
            (void)begin_life();
        } else if (choice < 3) {
            note(node_->copy_log());
        } else if (choice < 4) {
            note(node_->copy_log_beside_reader([this] { work(); }));
        } else if (choice < 6) {
            note(node_->node().write_rows());
        } else {
            work();
        }
    }

    std::mt19937_64 random_;
    Habits habits_;
    FragileDisk disk_;
    MountedDisk mounted_{disk_};
    NotedEffects effects_;
    Clerk clerk_;
    Instant now_ = trial_start;
    std::unique_ptr<TrialNode> node_;
};

constexpr int cuts_per_county = 20;

struct Cuts {
    int cuts = 0;
    int acknowledged = 0;
    std::vector<std::string> faults;
    std::uint64_t seed = 0; ///< of the first county with faults, or the last
};

Cuts cut_power(int cuts, Habits habits) {
    Cuts outcome{.seed = seed_of_run()};
    for (auto seed = outcome.seed; outcome.cuts < cuts; ++seed) {
        PowerTrial trial{seed, habits};
        for (int i = 0; i < cuts_per_county && trial.faults.empty(); ++i, ++outcome.cuts)
            trial.live_until_the_end();
        if (trial.faults.empty()) trial.live_in_peace();
        outcome.acknowledged += trial.acknowledged();
        if (outcome.faults.empty()) outcome.seed = seed;
        outcome.faults.insert(outcome.faults.end(), trial.faults.begin(), trial.faults.end());
    }
    return outcome;
}

/// Whether a node with such habits is found out within some counties.
bool is_found_to_lose(Habits habits) {
    for (std::uint64_t i = 0; i < 20; ++i) {
        PowerTrial trial{seed_of_run() + i, habits};
        for (int life = 0; life < cuts_per_county && trial.faults.empty(); ++life)
            trial.live_until_the_end();
        for (const auto& fault : trial.faults)
            if (fault.starts_with("lost ")) return true;
    }
    return false;
}

} // namespace

TEST_CASE("power cuts lose nothing acknowledged, repeat nothing and leave nothing half done") {
    const int cuts = chosen(50, 1'000, 10'000);

    const auto outcome = cut_power(cuts, {});

    CAPTURE(outcome.seed);
    for (const auto& fault : outcome.faults)
        FAIL_CHECK(fault);
    CHECK(outcome.cuts >= cuts);
    CHECK(outcome.acknowledged > 2 * cuts);
    MESSAGE(outcome.cuts << " power cuts, " << outcome.acknowledged << " acknowledged commands");
}

TEST_CASE("the power cuts find out a store that does not sync") {
    CHECK(is_found_to_lose({.durability = Durability::off}));
}

TEST_CASE("the power cuts find out an acknowledgement before the commit") {
    CHECK(is_found_to_lose({.acknowledging = Acknowledging::before_commit}));
}
