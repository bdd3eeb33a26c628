#pragma once

#include "core/ports/services.hpp"
#include "core/rules/lua_expressions.hpp"

namespace gongdao {

/// A hundred times what a script may use inside a decision: about 0.2 s.
[[nodiscard]] Budget long_script_budget();

/// Carries out the scripts of processes that run as jobs, and leaves all other jobs to `others`,
/// which must outlive it.
class ScriptJobs final : public Jobs {
public:
    explicit ScriptJobs(Jobs& others, Budget budget = long_script_budget());

    [[nodiscard]] bool offers(std::string_view job) const override;
    [[nodiscard]] Result<Document>
    run(std::string_view job, const Document& input, const WorkContext& context) override;

private:
    Jobs& others_;
    LuaExpressions scripts_;
};

} // namespace gongdao
