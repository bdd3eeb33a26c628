#pragma once

#include "core/engine/rule_book.hpp"
#include "core/rules/rule_report.hpp"

#include <utility>

namespace gongdao {

/// One dated version of a rule, ready to decide. Immutable and thread-safe.
class RuleVersion {
public:
    explicit RuleVersion(RuleInfo info) : info_{std::move(info)} {}

    virtual ~RuleVersion() = default;
    RuleVersion(const RuleVersion&) = delete;
    RuleVersion& operator=(const RuleVersion&) = delete;

    [[nodiscard]] const RuleInfo& info() const { return info_; }

    [[nodiscard]] virtual Result<Decision> decide(const Document& facts, CivilDate on) const = 0;
    [[nodiscard]] virtual std::vector<RuleTestResult> run_tests() const = 0;
    [[nodiscard]] virtual std::vector<Finding> analyse() const = 0;
    [[nodiscard]] virtual Result<Explanation>
    explain(const Document& facts, CivilDate on) const = 0;

private:
    RuleInfo info_;
};

} // namespace gongdao
