#pragma once

#include "core/model/expressions.hpp"
#include "core/rules/rule_report.hpp"
#include "core/values/error.hpp"

#include <vector>

namespace gongdao {

/// Faults where an expression, a script or a letter names what is neither field nor variable, nor
/// given by a rule or script of the pack, nor a function. What functions, jobs and effects of
/// plugins give cannot be seen from here: it is known where it is a field or has a `result`.
void check_names(
    const std::vector<RuleInfo>& rules,
    const std::vector<ExpressionUse>& uses,
    const Pack& pack,
    const std::vector<FieldSchema>& imported,
    Faults& faults
);

} // namespace gongdao
