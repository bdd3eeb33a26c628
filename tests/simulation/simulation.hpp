#pragma once

#include "tests/simulation/random_process.hpp"
#include "tests/simulation/simulated_county.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace gongdao::simulation {

/// Everything that happens in one trial. Each step is the seed of what is done in it, so that steps
/// can be left out without changing what the others mean.
struct Plan {
    std::uint64_t seed = 0;
    Block process;
    std::vector<std::uint64_t> steps;
    Habits habits;
};

[[nodiscard]] Plan random_plan(std::uint64_t seed);

/// How a trial went.
struct Trial {
    std::string fault;     ///< empty: nothing was found
    std::size_t steps = 0; ///< done, or the step of the fault; those of the plan count from 1
    int accepted = 0;
    int refused = 0;
    int lives = 0;     ///< of nodes
    int ended = 0;     ///< cases
    int decisions = 0; ///< of rules
    int released = 0;  ///< batches
    std::string digest;
    std::vector<std::string> told; ///< every command and what became of it
};

/// Carries the plan out, then lets every case come to its end in peace, and looks for faults after
/// each step: replay, tables, acknowledged commands, and cases that nothing can bring on.
[[nodiscard]] Trial simulate(const Plan& plan);

/// A plan that still fails, with fewer steps and a smaller process. Tries at most so many others.
[[nodiscard]] Plan shrunk(Plan plan, int trials_max);

/// Seed, step and fault, the process and the commands.
[[nodiscard]] std::string report_of(const Plan& plan, const Trial& outcome);

} // namespace gongdao::simulation
