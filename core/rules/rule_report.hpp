#pragma once

#include "core/values/document.hpp"
#include "core/values/time.hpp"
#include "core/values/two_languages.hpp"

#include <optional>
#include <string>
#include <vector>

namespace gongdao {

/// One version of a rule, as listed.
struct RuleInfo {
    std::string id;
    std::string name;
    std::string version; ///< first 16 hex digits of the SHA-256 of the text
    std::string file;
    std::string jurisdiction;
    CivilDate from;
    std::optional<CivilDate> to; ///< last day in force
    bool is_grid = true;
    std::vector<std::string> reads; ///< the names of facts that it may look at
    std::vector<std::string> gives; ///< the names that its outcome may have
};

/// One test row of a rule file.
struct RuleTestResult {
    std::string rule;
    std::string version;
    std::string test; ///< as written, or `#3`
    bool passed = false;
    Bilingual detail; ///< what was expected and what came out, where it failed
};

struct RuleTestReport {
    std::vector<RuleTestResult> results;

    [[nodiscard]] std::size_t failed() const {
        std::size_t count = 0;
        for (const auto& result : results)
            count += result.passed ? 0U : 1U;
        return count;
    }
};

/// What the analysis of a grid found. A grid without gap, overlap or dead row has none of these
/// kinds.
struct Finding {
    enum class Kind {
        gap,                ///< facts to which no row applies
        covered_by_default, ///< the same, but the row 默认 answers; a note
        overlap,            ///< two rows of UNIQUE apply, or two of ANY that differ
        dead_row,           ///< a row that never decides
        undecided,          ///< the analysis reached its bound, or cannot tell
    };

    Kind kind = Kind::gap;
    std::string rule;
    std::string version;
    std::vector<std::string> rows;
    /// Facts (and day) that show it, checked by evaluating them. Without, for dead rows and
    /// undecided.
    std::optional<Document> witness;
    std::optional<CivilDate> on;
    /// True where the witness names derived inputs, which facts may be unable to produce.
    bool on_derived = false;
    Bilingual text; ///< one sentence

    /// False for what is only a note.
    [[nodiscard]] bool is_fault() const { return kind != Kind::covered_by_default; }
};

/// Why a rule decided as it did and not otherwise, in lines of Chinese.
struct Explanation {
    std::string rule;
    std::string version;
    std::vector<Bilingual> lines;
    bool is_decided = false; ///< false: the lines say why not
};

} // namespace gongdao
