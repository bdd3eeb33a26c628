#pragma once

#include "core/rules/pool.hpp"
#include "core/rules/sandbox.hpp"
#include "core/values/document.hpp"
#include "core/values/time.hpp"

#include <memory>
#include <string>
#include <vector>

namespace gongdao {

/// A fact that a function may read, under either name.
struct FactName {
    std::string title;
    std::string field;
};

/// The functions of a rule file. Every call runs the file afresh, so that nothing survives from one
/// decision to the next. Thread-safe.
class RuleScript {
public:
    struct Answer {
        Document first;         ///< an object
        Document second;        ///< a list, or null
        std::vector<bool> read; ///< by place in `names`
        bool read_today =
            false; ///< the answer depends on the day in a way that the host cannot see
    };

    RuleScript(std::string text, std::string file, std::vector<FactName> names, Budget budget);
    ~RuleScript();

    [[nodiscard]] Result<Answer>
    call(const char* function, const Document& facts, CivilDate on) const;

private:
    struct State;

    [[nodiscard]] Result<std::unique_ptr<State>> ready_state() const;

    std::string text_;
    std::string file_;
    std::vector<FactName> names_;
    Budget budget_;
    mutable Pool<State> pool_;
};

} // namespace gongdao
