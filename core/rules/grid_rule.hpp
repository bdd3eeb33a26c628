#pragma once

#include "core/rules/grid.hpp"
#include "core/rules/grid_facts.hpp"
#include "core/rules/rule_script.hpp"
#include "core/rules/rule_version.hpp"

#include <boost/container/small_vector.hpp>

#include <memory>
#include <vector>

namespace gongdao {

/// A compiled grid that decides. Lua runs only for derived inputs.
class GridRule final : public RuleVersion {
public:
    /// `script` may be null where the grid derives nothing.
    GridRule(RuleInfo info, Grid grid, std::unique_ptr<const RuleScript> script);

    [[nodiscard]] Result<Decision> decide(const Document& facts, CivilDate on) const override;
    [[nodiscard]] std::vector<RuleTestResult> run_tests() const override;
    [[nodiscard]] std::vector<Finding> analyse() const override;
    [[nodiscard]] Result<Explanation> explain(const Document& facts, CivilDate on) const override;

    [[nodiscard]] const Grid& grid() const { return grid_; }

    [[nodiscard]] const FieldPlaces& places() const { return places_; }

    /// Decides over inputs of which some may be preset.
    [[nodiscard]] Result<Decision> decide(GridFacts& facts, CivilDate on) const;

private:
    using Rows = boost::container::small_vector<const GridRow*, 8>;

    [[nodiscard]] Result<void> match_rows(GridFacts& facts, Rows& matching) const;
    [[nodiscard]] std::optional<CivilDate>
    reconsider_on(const GridFacts& facts, CivilDate on) const;
    [[nodiscard]] RuleTestResult run_test(const GridTest& test) const;
    [[nodiscard]] Bilingual explained_row(const GridRow& row, GridFacts& facts) const;

    Grid grid_;
    std::unique_ptr<const RuleScript> script_;
    FieldPlaces places_;
    ReadFacts::Names fields_; ///< of the columns
    bool has_ages_ = false;
};

} // namespace gongdao
