#pragma once

#include "core/model/pack.hpp"

#include <string>
#include <vector>

namespace gongdao {

/// A Lua text of a definition with the place it stands in, for whoever can compile Lua.
struct ExpressionUse {
    std::string text;       ///< without a leading `=`
    bool is_script = false; ///< statements, else one expression
    std::string element;    ///< id of the element or flow
    std::string file;
    int line = 0;
    /// Names known in this place beside fields and variables: `number` in a correlation …
    std::vector<std::string> also;
};

/// Every expression and script, in the order of elements and flows.
[[nodiscard]] std::vector<ExpressionUse> expressions_of(const Definitions& definitions);

/// Those of the processes, then those of the forms.
[[nodiscard]] std::vector<ExpressionUse> expressions_of(const Pack& pack);

} // namespace gongdao
