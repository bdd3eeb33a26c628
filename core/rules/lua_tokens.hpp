#pragma once

#include "core/values/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace gongdao {

/// A lexical element of Lua 5.4. Only as exact as lints need: malformed text is left to the
/// compiler.
struct LuaToken {
    enum class Kind { name, keyword, number, string, symbol };

    Kind kind = Kind::symbol;
    std::string_view text;
    int line = 1;
};

[[nodiscard]] std::vector<LuaToken> lua_tokens(std::string_view text);

/// Refuses what endangers the interpreter before it sees the text: size, chains of accesses,
/// nesting.
[[nodiscard]] Result<void> check_lua_text(std::string_view text);

/// Refuses `/`, `^` and decimal literals.
[[nodiscard]] Result<void> check_money_text(std::string_view text);

/// The names that an expression or a script reads without being locals, keywords or fields of
/// another value; sorted, each once. Library names are among them.
[[nodiscard]] std::vector<std::string> free_names(std::string_view text);

/// The names that a script gives to members of its tables, what it returns among them; sorted, each
/// once. Names made up at run time (`t[name] = …`) are not among them.
[[nodiscard]] std::vector<std::string> given_names(std::string_view text);

} // namespace gongdao
