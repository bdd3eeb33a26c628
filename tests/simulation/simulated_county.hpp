#pragma once

#include "core/engine/events.hpp"
#include "tests/reliability/disk/trial_node.hpp"
#include "tests/simulation/process_text.hpp"

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace gongdao::simulation {

/// How the node of a trial behaves; anything but the defaults must be found out.
struct Habits {
    Durability durability = Durability::full;
};

/// What leaves the house: it fails now and then, the same way for the same key and attempt.
class UnsteadyEffects final : public Effects {
public:
    bool calm = false;                        ///< nothing fails any more
    std::set<std::string> delivered;          ///< keys
    std::map<std::string, std::string> lists; ///< key → SHA-256 of the pay list; never another one

    [[nodiscard]] bool offers(std::string_view) const override { return true; }

    [[nodiscard]] Result<Document>
    deliver(std::string_view effect, const Document& payload, const WorkContext& context) override;
};

/// A county with a random pack on a disk that forgets: lives of nodes one after another on one
/// store, and beside them what the journal alone says of every case. Finds out where the two
/// differ.
class SimulatedCounty {
public:
    SimulatedCounty(std::uint64_t seed, const ProcessText& text, Habits habits);
    ~SimulatedCounty();
    SimulatedCounty(const SimulatedCounty&) = delete;
    SimulatedCounty& operator=(const SimulatedCounty&) = delete;

    /// What was found first; empty while all is well.
    std::string fault;
    UnsteadyEffects effects;
    testing::FragileDisk disk;

    void note(const std::string& found) {
        if (fault.empty()) fault = found;
    }

    /// A failure on a disk that works is a fault.
    void note(const Result<void>& result);
    /// A node of the same store takes over, after a crash or in peace.
    void begin_life();

    /// Reads what was committed since, applies it and compares it with the node's own cases.
    void observe();
    /// The whole journal against tables, effects and what was read before. Costly.
    void verify_all();

    [[nodiscard]] Node& node() { return node_->node(); }

    [[nodiscard]] testing::TrialNode& life() { return *node_; }

    /// By what the journal says.
    [[nodiscard]] const std::map<StreamId, CaseState>& cases() const { return cases_; }

    [[nodiscard]] int decisions() const { return decisions_; }

    [[nodiscard]] int released() const { return static_cast<int>(released_.size()); }

    [[nodiscard]] const Definitions& definitions() const { return pack_->pack.definitions; }

    /// SHA-256 over all rows: the same for the same seed.
    [[nodiscard]] std::string digest();

private:
    void deploy(const ProcessText& text);
    void take_row(const JournalRow& row, std::set<StreamId>& touched);
    void take_batch(const JournalRow& row);
    void take_event(const Event& event);
    void compare(const StreamId& stream);

    testing::MountedDisk mounted_{disk};
    Habits habits_;
    std::unique_ptr<testing::TrialNode> node_;
    std::shared_ptr<const DeployedPack> pack_;
    int lives_ = 0;
    std::int64_t position_ = 0;
    std::map<StreamId, CaseState> cases_;
    std::set<CommandId> commands_;
    std::set<std::string> requested_;         ///< keys of effects
    std::set<StreamId> released_;             ///< batches
    std::map<std::string, StreamId> drivers_; ///< of each batch the case that computed it last
    int decisions_ = 0;                       ///< of rules
};

inline const Instant first_day{1'772'413'200'000}; // 2026-03-02T09:00+08:00

} // namespace gongdao::simulation
