#pragma once

#include "core/app/invocation.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace gongdao {

struct DemoOptions {
    std::filesystem::path counties;
    std::filesystem::path workflows;
    std::filesystem::path work;    ///< made anew
    std::vector<std::string> only; ///< names of counties; empty = all
    /// The act at this place (`fenghua/acts-disputes.jsonl:3402`), or the acts that contain this
    /// text, are left out, to show that figures are computed.
    std::string without_act;
};

/// Sets up each sample county, imports its registers, plays its acts on the virtual clock, prints
/// its boards and verifies its journal. With JSON only the boards go to stdout. 1 where an act was
/// refused or a journal does not hold.
[[nodiscard]] Result<int> run_demo(const DemoOptions& options, const Manner& manner);

} // namespace gongdao
