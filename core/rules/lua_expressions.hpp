#pragma once

#include "core/engine/rule_book.hpp"
#include "core/rules/sandbox.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace gongdao {

/// Expressions and scripts in Lua over field ids (docs/formats/rules.md). Compiled texts are kept
/// per state, states are pooled; a state that tripped is thrown away.
class LuaExpressions final : public ExpressionBook {
public:
    explicit LuaExpressions(Budget budget = {});
    ~LuaExpressions() override;
    LuaExpressions(LuaExpressions&&) noexcept;
    LuaExpressions& operator=(LuaExpressions&&) noexcept;

    [[nodiscard]] Result<void> check_expression(std::string_view text) const override;
    [[nodiscard]] Result<void> check_script(std::string_view text) const override;
    [[nodiscard]] Result<Document>
    evaluate(std::string_view text, const Document& values, Instant now) const override;
    [[nodiscard]] Result<Document>
    run(std::string_view script, const Document& values, Instant now) const override;

    /// What expressions and scripts know without anybody's giving it: functions and `today`.
    [[nodiscard]] static std::vector<std::string> library();
    /// The fields that `text` may read: its free names without those of the library; sorted.
    [[nodiscard]] static std::vector<std::string> fields_of(std::string_view text);

private:
    class Evaluator;
    struct Shared;

    enum class Form { expression, script };

    [[nodiscard]] Result<Document>
    answer(Form form, std::string_view text, const Document& values, Instant now) const;

    std::unique_ptr<Shared> shared_;
};

} // namespace gongdao
