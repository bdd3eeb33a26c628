#include "tests/simulation/simulation.hpp"

#include <algorithm>

namespace gongdao::simulation {

namespace {

/// Tries smaller plans and keeps those that fail too.
class Shrinker {
public:
    Shrinker(Plan plan, int trials_max) : plan_{std::move(plan)}, left_{trials_max} {}

    Plan run() {
        cut_the_rest();
        for (bool better = true; better && left_ > 0;) {
            const auto before = std::pair{plan_.steps.size(), count_blocks(plan_.process)};
            drop_steps();
            drop_blocks();
            better = before != std::pair{plan_.steps.size(), count_blocks(plan_.process)};
        }
        return std::move(plan_);
    }

private:
    bool keeps_failing(Plan smaller) {
        if (left_-- <= 0 || simulate(smaller).fault.empty()) return false;
        plan_ = std::move(smaller);
        return true;
    }

    void cut_the_rest() {
        const auto steps = simulate(plan_).steps;
        auto smaller = plan_;
        smaller.steps.resize(std::min(steps, smaller.steps.size()));
        (void)keeps_failing(std::move(smaller));
    }

    /// Pieces of half the steps, then of a quarter …
    void drop_steps() {
        for (auto piece = std::max<std::size_t>(plan_.steps.size() / 2, 1); piece > 0; piece /= 2) {
            for (std::size_t from = 0; from < plan_.steps.size() && left_ > 0;) {
                auto smaller = plan_;
                const auto first = smaller.steps.begin() + static_cast<std::ptrdiff_t>(from);
                const auto count = std::min(piece, smaller.steps.size() - from);
                smaller.steps.erase(first, first + static_cast<std::ptrdiff_t>(count));
                if (!keeps_failing(std::move(smaller))) from += piece;
            }
        }
    }

    void drop_blocks() {
        for (int way = 0; left_ > 0;) {
            auto smaller = plan_;
            if (!make_smaller(smaller.process, way)) return;
            if (!keeps_failing(std::move(smaller))) ++way;
        }
    }

    Plan plan_;
    int left_;
};

} // namespace

Plan shrunk(Plan plan, int trials_max) { return Shrinker{std::move(plan), trials_max}.run(); }

std::string report_of(const Plan& plan, const Trial& outcome) {
    std::string text = "seed " + std::to_string(plan.seed) + " step " +
                       std::to_string(outcome.steps) + ": " + outcome.fault + "\n" +
                       text_of(plan.process).bpmn;
    for (const auto& line : outcome.told)
        text += line + "\n";
    return text;
}

} // namespace gongdao::simulation
