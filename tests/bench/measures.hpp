#pragma once

#include "tests/bench/figure.hpp"

#include <filesystem>
#include <vector>

namespace gongdao::bench {

/// How much is measured, and where.
struct Plan {
    std::filesystem::path source; ///< of the repository
    std::filesystem::path disk;   ///< an empty folder on a disk
    std::filesystem::path memory; ///< an empty folder on tmpfs
    bool smoke = false;           ///< short, on tmpfs alone, no verdicts
    std::int64_t cases = 100'000;
};

[[nodiscard]] std::vector<Figure> command_figures(const Plan& plan); ///< W1–W6
[[nodiscard]] std::vector<Figure> growth_figures(const Plan& plan);  ///< G
[[nodiscard]] std::vector<Figure> rule_figures(const Plan& plan);    ///< L1
[[nodiscard]] std::vector<Figure> process_figures(const Plan& plan); ///< Q1, Q2

} // namespace gongdao::bench
