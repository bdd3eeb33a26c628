#include "core/rules/lua_tokens.hpp"

#include "core/rules/errors.hpp"
#include "core/rules/sandbox.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>

namespace gongdao {

namespace {

constexpr int chain_max = 64;
constexpr std::size_t nesting_max = 100;

constexpr std::array<std::string_view, 22> keywords{
    "and",      "break",  "do",   "else", "elseif", "end",  "false", "for",
    "function", "goto",   "if",   "in",   "local",  "nil",  "not",   "or",
    "repeat",   "return", "then", "true", "until",  "while"};

bool is_name_start(char c) { return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_digit(char c) { return c >= '0' && c <= '9'; }

class Lexer {
public:
    explicit Lexer(std::string_view text) : text_{text} {}

    std::vector<LuaToken> tokens() {
        std::vector<LuaToken> found;
        while (skip_blanks())
            found.push_back(next());
        return found;
    }

private:
    [[nodiscard]] char peek(std::size_t ahead = 0) const {
        return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
    }

    void step() {
        if (peek() == '\n') ++line_;
        ++at_;
    }

    bool skip_blanks() {
        while (at_ < text_.size()) {
            if (peek() == '-' && peek(1) == '-') {
                skip_comment();
            } else if (std::isspace(static_cast<unsigned char>(peek())) != 0) {
                step();
            } else {
                return true;
            }
        }
        return false;
    }

    void skip_comment() {
        at_ += 2;
        if (long_bracket_level() >= 0) {
            skip_long_bracket();
            return;
        }
        while (at_ < text_.size() && !at_line_end())
            ++at_;
    }

    /// Lua ends lines at either character: what follows a lone CR is not part of the comment.
    [[nodiscard]] bool at_line_end() const { return peek() == '\n' || peek() == '\r'; }

    /// The number of `=` of a long bracket that opens here, or -1.
    [[nodiscard]] int long_bracket_level() const {
        if (peek() != '[') return -1;
        std::size_t ahead = 1;
        while (peek(ahead) == '=')
            ++ahead;
        return peek(ahead) == '[' ? static_cast<int>(ahead) - 1 : -1;
    }

    void skip_long_bracket() {
        const auto level = static_cast<std::size_t>(long_bracket_level());
        const std::string close = "]" + std::string(level, '=') + "]";
        const auto end = text_.find(close, at_ + level + 2);
        const auto stop = end == std::string_view::npos ? text_.size() : end + close.size();
        while (at_ < stop)
            step();
    }

    void skip_quoted() {
        const char quote = peek();
        step();
        while (at_ < text_.size() && peek() != quote && !at_line_end()) {
            if (peek() == '\\') {
                skip_escape();
            } else {
                step();
            }
        }
        if (peek() == quote) step();
    }

    /// An escaped line end may be of two characters, and `\z` skips blanks over lines.
    void skip_escape() {
        step();
        const char escaped = peek();
        if (at_ < text_.size()) step();
        const bool line_end = escaped == '\n' || escaped == '\r';
        if (line_end && at_line_end() && peek() != escaped) step();
        while (escaped == 'z' && std::isspace(static_cast<unsigned char>(peek())) != 0)
            step();
    }

    void skip_number() {
        const bool hex = peek() == '0' && (peek(1) == 'x' || peek(1) == 'X');
        while (at_ < text_.size()) {
            const char c = peek();
            const bool exponent = hex ? (c == 'p' || c == 'P') : (c == 'e' || c == 'E');
            if (exponent && (peek(1) == '+' || peek(1) == '-')) ++at_;
            if (!is_digit(c) && !is_name_start(c) && c != '.') break;
            ++at_;
        }
    }

    void skip_symbol() {
        constexpr std::array<std::string_view, 11> longer{
            "...", "..", "//", "==", "~=", "<=", ">=", "<<", ">>", "::", "->"};
        for (const auto symbol : longer) {
            if (text_.substr(at_).starts_with(symbol)) {
                at_ += symbol.size();
                return;
            }
        }
        ++at_;
    }

    LuaToken next() {
        const auto start = at_;
        LuaToken token{.kind = LuaToken::Kind::symbol, .text = {}, .line = line_};
        if (is_name_start(peek())) {
            while (is_name_start(peek()) || is_digit(peek()))
                ++at_;
            token.kind = LuaToken::Kind::name;
        } else if (is_digit(peek()) || (peek() == '.' && is_digit(peek(1)))) {
            skip_number();
            token.kind = LuaToken::Kind::number;
        } else if (peek() == '"' || peek() == '\'') {
            skip_quoted();
            token.kind = LuaToken::Kind::string;
        } else if (long_bracket_level() >= 0) {
            skip_long_bracket();
            token.kind = LuaToken::Kind::string;
        } else {
            skip_symbol();
        }
        token.text = text_.substr(start, at_ - start);
        if (token.kind == LuaToken::Kind::name && is_keyword(token.text)) {
            token.kind = LuaToken::Kind::keyword;
        }
        return token;
    }

    static bool is_keyword(std::string_view name) {
        return std::find(keywords.begin(), keywords.end(), name) != keywords.end();
    }

    std::string_view text_;
    std::size_t at_ = 0;
    int line_ = 1;
};

/// Follows how deep accesses are chained: `x.a.b[c]:d()`.
class ChainMeter {
public:
    /// The length of the chain that ends with `token`.
    int take(const LuaToken& token) {
        const bool after_value = value_;
        value_ = token.kind == LuaToken::Kind::name || token.kind == LuaToken::Kind::string;
        if (token.kind != LuaToken::Kind::symbol) {
            if (!access_) chain_ = 0;
            access_ = false;
            return chain_;
        }
        symbol(token.text, after_value);
        return chain_;
    }

    [[nodiscard]] std::size_t nesting() const { return outer_.size(); }

private:
    void symbol(std::string_view text, bool after_value) {
        access_ = false;
        if (text == "." || text == ":") {
            ++chain_;
            access_ = true;
        } else if (text == "(" || text == "[" || text == "{") {
            outer_.push_back(after_value ? chain_ + 1 : 0);
            chain_ = 0;
        } else if (text == ")" || text == "]" || text == "}") {
            if (!outer_.empty()) {
                chain_ += outer_.back();
                outer_.pop_back();
            }
            value_ = true;
        } else {
            chain_ = 0;
        }
    }

    std::vector<int> outer_;
    int chain_ = 0;
    bool value_ = false;
    bool access_ = false;
};

bool is_float_literal(std::string_view text) {
    const bool hex = text.starts_with("0x") || text.starts_with("0X");
    return text.find_first_of(hex ? ".pP" : ".eE") != std::string_view::npos;
}

} // namespace

std::vector<LuaToken> lua_tokens(std::string_view text) { return Lexer{text}.tokens(); }

Result<void> check_lua_text(std::string_view text) {
    if (text.size() > Sandbox::text_size_max) {
        return fail(
            errors::lua_too_long,
            {std::to_string(text.size()), std::to_string(Sandbox::text_size_max)}
        );
    }
    ChainMeter meter;
    for (const auto& token : lua_tokens(text)) {
        const int chain = meter.take(token);
        if (chain > chain_max || meter.nesting() > nesting_max) {
            const auto limit =
                chain > chain_max ? std::to_string(chain_max) : std::to_string(nesting_max);
            return fail(errors::lua_too_deep, {std::to_string(token.line), limit});
        }
    }
    return {};
}

Result<void> check_money_text(std::string_view text) {
    for (const auto& token : lua_tokens(text)) {
        const bool bad_symbol =
            token.kind == LuaToken::Kind::symbol && (token.text == "/" || token.text == "^");
        const bool bad_number =
            token.kind == LuaToken::Kind::number && is_float_literal(token.text);
        if (bad_symbol || bad_number) {
            return fail(
                errors::lua_not_for_money, {std::string(token.text), std::to_string(token.line)}
            );
        }
    }
    return {};
}

std::vector<std::string> free_names(std::string_view text) {
    const auto tokens = lua_tokens(text);
    std::set<std::string_view> locals;
    std::set<std::string> names;
    bool declaring = false;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const auto& token = tokens[i];
        const auto previous = i > 0 ? tokens[i - 1].text : std::string_view{};
        const auto following = i + 1 < tokens.size() ? tokens[i + 1].text : std::string_view{};
        if (token.kind != LuaToken::Kind::name) {
            const bool opens =
                token.text == "local" || token.text == "for" || token.text == "function";
            declaring = opens || (declaring && (token.text == "," || token.text == "("));
            continue;
        }
        declaring = declaring && tokens[i - 1].kind != LuaToken::Kind::name;
        if (declaring) {
            locals.insert(token.text);
            continue;
        }
        if (previous == "." || previous == ":" || previous == "goto" || previous == "::") continue;
        const bool is_key =
            following == "=" && (previous == "{" || previous == "," || previous == ";");
        if (!is_key && !locals.contains(token.text)) names.emplace(token.text);
    }
    return {names.begin(), names.end()};
}

std::vector<std::string> given_names(std::string_view text) {
    const auto tokens = lua_tokens(text);
    const auto text_at = [&](std::size_t place) {
        return place < tokens.size() ? tokens[place].text : std::string_view{};
    };
    std::set<std::string> names;
    for (std::size_t i = 1; i < tokens.size(); ++i) {
        const auto& token = tokens[i];
        const auto before = text_at(i - 1);
        const bool member = before == "{" || before == "," || before == ";" || before == ".";
        if (token.kind == LuaToken::Kind::name && member && text_at(i + 1) == "=")
            names.emplace(token.text);
        const bool bracketed = before == "[" && text_at(i + 1) == "]" && text_at(i + 2) == "=";
        if (token.kind == LuaToken::Kind::string && bracketed && token.text.size() > 2)
            names.emplace(token.text.substr(1, token.text.size() - 2));
    }
    return {names.begin(), names.end()};
}

} // namespace gongdao
