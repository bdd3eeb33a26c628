#pragma once

#include "core/values/document.hpp"
#include "core/values/time.hpp"

#include <boost/container/small_vector.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gongdao {

/// A row of a grid that decided, or one line of reasons from a free rule.
struct FiredRow {
    std::string row;
    std::string reason; ///< Chinese, with the values filled in
    std::string clause; ///< the article it rests on; may be empty

    friend bool operator==(const FiredRow&, const FiredRow&) = default;
};

/// The facts that a rule read. Most decisions are looked at for their outcome alone, so the
/// document that is recorded is made when it is asked for.
class ReadFacts {
public:
    using Names = std::shared_ptr<const std::vector<std::string>>;

    ReadFacts() = default;
    /// All members of an object.
    explicit ReadFacts(const Document& facts);

    explicit ReadFacts(Names names) : names_{std::move(names)} {}

    /// Each name at most once; null for a fact that was asked for in vain.
    void add(std::size_t name, const Document* value) {
        auto& fact = read_.emplace_back();
        fact.name = static_cast<std::uint32_t>(name);
        if (value == nullptr || value->is_null()) return;
        if (value->is_int64()) {
            fact.kind = Kind::integer;
            fact.number = value->get_int64();
        } else if (value->is_bool()) {
            fact.kind = Kind::truth;
            fact.number = value->get_bool() ? 1 : 0;
        } else {
            fact.kind = Kind::other;
            fact.number = static_cast<std::int64_t>(others_.size());
            others_.push_back(*value);
        }
    }

    /// An object.
    [[nodiscard]] Document document() const;

private:
    enum class Kind : std::uint8_t { null, integer, truth, other };

    /// Most facts are numbers and truths, which cost nothing to keep.
    struct Fact {
        std::uint32_t name = 0;
        Kind kind = Kind::null;
        std::int64_t number = 0; ///< a place in `others_` for what is neither
    };

    [[nodiscard]] Document value_of(const Fact& fact) const;

    Names names_;
    boost::container::small_vector<Fact, 16> read_;
    std::vector<Document> others_;
};

/// What a rule gave, whole, so that it can be recorded and never has to be computed again (I5).
struct Decision {
    std::string rule;
    std::string version; ///< hash of the rule's text
    ReadFacts inputs;    ///< just the facts the rule read
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
