#pragma once

#include "core/engine/rule_book.hpp"
#include "core/rules/field_places.hpp"
#include "core/rules/pool.hpp"
#include "core/rules/sandbox.hpp"
#include "core/values/document.hpp"
#include "core/values/time.hpp"

#include <boost/container/small_vector.hpp>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gongdao {

/// A fact that a function may read, under either name.
struct FactName {
    std::string title;
    std::string field;
};

/// The function of a rule file. Nothing survives from one decision to the next: what a call left in
/// the variables around the function is put back, and where that is not possible the file is run
/// afresh for every call. Thread-safe.
class RuleScript {
public:
    struct ReadFact {
        std::size_t place = 0;           ///< in `names`
        const Document* value = nullptr; ///< in the facts; null where they lack it
    };

    struct Answer {
        Document first;  ///< an object
        Document second; ///< a list, or null
        /// `second` where it is a plain list of reasons; `second` is null then.
        std::optional<std::vector<FiredRow>> reasons;
        boost::container::small_vector<ReadFact, 16> read; ///< by ascending place
        bool read_today =
            false; ///< the answer depends on the day in a way that the host cannot see
    };

    /// `function` is a key of the table that the file returns.
    RuleScript(
        std::string text,
        std::string file,
        std::string function,
        std::vector<FactName> names,
        Budget budget
    );
    ~RuleScript();

    [[nodiscard]] Result<Answer> call(const Document& facts, CivilDate on) const;

private:
    struct State;

    [[nodiscard]] Result<std::unique_ptr<State>> ready_state(CivilDate on) const;
    [[nodiscard]] std::optional<Error>
    ask(const Document& facts, CivilDate on, Answer& answer) const;
    [[nodiscard]] Result<void> prepare(State& state, CivilDate on) const;

    std::string text_;
    std::string file_;
    std::string function_;
    std::vector<FactName> names_;
    FieldPlaces places_;
    Budget budget_;
    mutable Pool<State> pool_;
};

} // namespace gongdao
