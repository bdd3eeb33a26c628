#include "core/model/near_name.hpp"

#include <algorithm>
#include <vector>

namespace gongdao {

namespace {

/// Letters left out, added, exchanged or swapped with the next one.
std::size_t slips_between(std::string_view left, std::string_view right) {
    std::vector<std::vector<std::size_t>> cost(
        left.size() + 1, std::vector<std::size_t>(right.size() + 1)
    );
    for (std::size_t i = 0; i <= left.size(); ++i) {
        for (std::size_t j = 0; j <= right.size(); ++j) {
            if (i == 0 || j == 0) {
                cost[i][j] = i + j;
                continue;
            }
            const std::size_t differs = left[i - 1] == right[j - 1] ? 0 : 1;
            cost[i][j] =
                std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, cost[i - 1][j - 1] + differs});
            const bool swapped =
                i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
            if (swapped) cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
    }
    return cost.back().back();
}

} // namespace

std::string near_name(std::string_view name, const std::set<std::string>& known) {
    constexpr std::size_t longest = 64;
    if (name.size() > longest) return {};
    std::string nearest;
    // One slip in a short name, two in a longer one: more is another word.
    std::size_t fewest = name.size() < 3 ? 1 : name.size() < 6 ? 2 : 3;
    for (const auto& candidate : known) {
        const auto longer = std::max(candidate.size(), name.size());
        if (longer - std::min(candidate.size(), name.size()) >= fewest) continue;
        const auto slips = slips_between(name, candidate);
        if (slips >= fewest) continue;
        fewest = slips;
        nearest = candidate;
    }
    return nearest;
}

} // namespace gongdao
