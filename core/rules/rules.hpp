#pragma once

#include "core/engine/rule_book.hpp"
#include "core/rules/rule_report.hpp"
#include "core/rules/sandbox.hpp"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace gongdao {

class RuleVersion;

/// All versions of a set of rules, read from files (docs/formats/rules.md). Immutable and
/// thread-safe.
class Rules final : public RuleBook {
public:
    /// `files`: path → text. Reports the faults of every file; a file with faults is left out.
    [[nodiscard]] static Rules load(
        const std::map<std::string, std::string>& files, Faults& faults, const Budget& budget = {}
    );

    Rules();
    ~Rules() override;
    Rules(Rules&&) noexcept;
    Rules& operator=(Rules&&) noexcept;

    [[nodiscard]] Result<Decision>
    decide(std::string_view rule, const Document& facts, CivilDate on) const override;

    /// Sorted.
    [[nodiscard]] std::vector<std::string> ids() const;
    /// All versions of all rules, by id and date.
    [[nodiscard]] std::vector<RuleInfo> list() const;

    /// Runs the tests of all versions of a rule, or of all rules where `rule` is empty.
    [[nodiscard]] RuleTestReport run_tests(std::string_view rule = {}) const;
    /// Gaps, overlaps and dead rows of all versions of a grid, or of all grids where `rule` is
    /// empty.
    [[nodiscard]] std::vector<Finding> analyse(std::string_view rule = {}) const;
    /// Why a rule decides as it does: per row each condition with the actual value.
    [[nodiscard]] Result<Explanation>
    explain(std::string_view rule, const Document& facts, CivilDate on) const;

private:
    struct Versions;

    [[nodiscard]] Result<const RuleVersion*> in_force(std::string_view rule, CivilDate on) const;

    std::unique_ptr<Versions> versions_;
};

} // namespace gongdao
