#pragma once

#include "core/rules/grid_text.hpp"
#include "core/rules/sandbox.hpp"
#include "core/values/document.hpp"
#include "core/values/time.hpp"

#include <optional>
#include <string>
#include <vector>

namespace gongdao {

/// The table that a rule file returns, read once when the file is loaded.
struct RuleFile {
    std::string path;
    std::string text;
    std::string id;
    std::string name;
    std::string kind;
    std::string hit;
    std::string jurisdiction;
    CivilDate from;
    std::optional<CivilDate> to;
    bool money = false;
    TextBlock inputs;
    TextBlock derived;
    TextBlock parameters;
    TextBlock rows;
    TextBlock tests;
    Document free_tests; ///< list
    std::vector<std::string> reads;
    bool has_derive = false;
    bool has_evaluate = false;

    [[nodiscard]] bool is_free() const { return kind == "free"; }
};

/// Runs the file in a sandbox and takes its table apart. Nothing where there were faults.
[[nodiscard]] std::optional<RuleFile> read_rule_file(
    const std::string& path, const std::string& text, const Budget& budget, Faults& faults
);

} // namespace gongdao
