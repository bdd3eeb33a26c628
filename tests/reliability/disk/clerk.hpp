#pragma once

#include "core/runtime/node.hpp"
#include "tests/reliability/disk/trial_node.hpp"

#include <optional>
#include <random>
#include <string>
#include <vector>

namespace gongdao::testing {

/// When a command counts as answered. `before_commit` is a mistake made on purpose.
enum class Acknowledging { after_commit, before_commit };

/// Gives commands in groups, remembers what was answered, gives again under its id what was not,
/// and knows what must be in the store.
class Clerk {
public:
    explicit Clerk(std::uint64_t seed) : random_{seed} {}

    /// One group, as the node's server would make it: commands, then due work, then the commit.
    /// Fails where the store does.
    [[nodiscard]] Result<void>
    work(Node& node, Instant now, Acknowledging acknowledging = Acknowledging::after_commit);
    /// What is not as it must be: each acknowledged command is there and gets the same reply again,
    /// no command is there twice, journal and tables agree, nothing left the house for an act that
    /// is not recorded. What was lost begins with `lost `.
    [[nodiscard]] std::vector<std::string>
    look_for_faults(Node& node, const NotedEffects& effects, Instant now);

    [[nodiscard]] int acknowledged() const;

    [[nodiscard]] bool has_unanswered() const { return !unanswered_.empty(); }

private:
    struct Given {
        Command command;
        std::optional<Reply> reply;
    };

    [[nodiscard]] std::size_t new_command();
    [[nodiscard]] std::vector<std::size_t> next_group();
    void take(const std::vector<std::size_t>& group, const std::vector<Reply>& replies);
    void compare_replies(Node& node, Instant now, std::vector<std::string>& faults) const;
    void look_at_journal(Node& node, const NotedEffects& effects, std::vector<std::string>& faults)
        const;

    std::mt19937_64 random_;
    std::vector<Given> given_;
    std::vector<std::size_t> unanswered_;
    std::vector<std::string> open_cases_; ///< streams, answered and not yet closed
    std::vector<std::string> refused_;
};

} // namespace gongdao::testing
