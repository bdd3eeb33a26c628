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
    std::int64_t many = 1'000'000; ///< the large end of what must not grow
};

[[nodiscard]] std::vector<Figure> command_figures(const Plan& plan);   ///< W1–W6
[[nodiscard]] std::vector<Figure> slow_disk_figures(const Plan& plan); ///< W4
[[nodiscard]] std::vector<Figure> growth_figures(const Plan& plan);    ///< G1–G5
[[nodiscard]] std::vector<Figure> restart_figures(const Plan& plan);   ///< G6
[[nodiscard]] std::vector<Figure> batch_figures(const Plan& plan);     ///< B1, B3
[[nodiscard]] std::vector<Figure> review_figures(const Plan& plan);    ///< B4
[[nodiscard]] std::vector<Figure> rule_figures(const Plan& plan);      ///< L1
[[nodiscard]] std::vector<Figure> process_figures(const Plan& plan);   ///< Q1, Q2

/// Megabytes of this process when it computes the batch of a county that `batch_figures` has left.
[[nodiscard]] double peak_of_batch(const std::filesystem::path& folder);

} // namespace gongdao::bench
