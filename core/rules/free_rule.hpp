#pragma once

#include "core/rules/rule_script.hpp"
#include "core/rules/rule_version.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gongdao {

/// One entry of a free rule's `tests`.
struct FreeTest {
    Document facts;
    std::optional<Document> expect;
    std::optional<std::string> rows;
    std::optional<CivilDate> on;
    bool fails = false;
};

/// Reports what is not a test.
[[nodiscard]] std::vector<FreeTest>
read_free_tests(const Document& tests, const Place& place, Faults& faults);

/// A rule that is a Lua function over declared facts.
class FreeRule final : public RuleVersion {
public:
    FreeRule(
        RuleInfo info,
        std::vector<std::string> reads,
        std::vector<FreeTest> tests,
        std::unique_ptr<const RuleScript> script
    );

    [[nodiscard]] Result<Decision> decide(const Document& facts, CivilDate on) const override;
    [[nodiscard]] std::vector<RuleTestResult> run_tests() const override;
    /// Nothing: code cannot be analysed.
    [[nodiscard]] std::vector<Finding> analyse() const override;
    [[nodiscard]] Result<Explanation> explain(const Document& facts, CivilDate on) const override;

private:
    [[nodiscard]] std::optional<Error>
    fill(Decision& decision, const Document& facts, CivilDate on) const;
    [[nodiscard]] Bilingual difference(const FreeTest& test) const;

    ReadFacts::Names reads_;
    std::vector<FreeTest> tests_;
    std::unique_ptr<const RuleScript> script_;
};

} // namespace gongdao
