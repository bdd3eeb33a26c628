#pragma once

#include "core/values/document.hpp"
#include "core/values/time.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gongdao {

/// A row of a grid that decided, or one line of reasons from a free rule.
struct FiredRow {
    std::string row;
    std::string reason; ///< Chinese, with the values filled in
    std::string clause; ///< the article it rests on; may be empty

    friend bool operator==(const FiredRow&, const FiredRow&) = default;
};

/// What a rule gave, whole, so that it can be recorded and never has to be computed again (I5).
struct Decision {
    std::string rule;
    std::string version; ///< hash of the rule's text
    Document inputs;     ///< object: just the facts the rule read
    Document outcome;    ///< object: output name → value
    std::vector<FiredRow> fired;
    /// The next day on which the same facts may give another answer, where the rule can tell.
    std::optional<CivilDate> reconsider_on;
};

/// The rules in force. Pure: equal questions get equal answers. Implementations are thread-safe.
class RuleBook {
public:
    virtual ~RuleBook() = default;

    /// Decides by the version of `rule` in force on `on` (the legally relevant date). Fails where
    /// the rule is unknown, has no version for that date, lacks an input or exceeds its budget.
    [[nodiscard]] virtual Result<Decision>
    decide(std::string_view rule, const Document& facts, CivilDate on) const = 0;
};

/// Lua expressions and short scripts over field ids. Pure and budgeted; thread-safe.
class ExpressionBook {
public:
    virtual ~ExpressionBook() = default;

    /// Fails with the place of the fault in `text`.
    [[nodiscard]] virtual Result<void> check_expression(std::string_view text) const = 0;
    [[nodiscard]] virtual Result<void> check_script(std::string_view text) const = 0;

    /// The value of `text` over the fields in `values` (an object); an absent field is nil.
    [[nodiscard]] virtual Result<Document>
    evaluate(std::string_view text, const Document& values, Instant now) const = 0;

    /// Runs statements; answers the object of values that the script returned.
    [[nodiscard]] virtual Result<Document>
    run(std::string_view script, const Document& values, Instant now) const = 0;
};

/// Pure functions of plugins, called inside `decide`. Thread-safe.
class FunctionBook {
public:
    virtual ~FunctionBook() = default;

    [[nodiscard]] virtual Result<Document>
    call(std::string_view function, const Document& input, Instant now) const = 0;
};

} // namespace gongdao
