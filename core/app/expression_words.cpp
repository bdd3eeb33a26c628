#include "core/app/field_list.hpp"
#include "core/app/wording.hpp"

#include <array>
#include <cctype>
#include <utility>

namespace gongdao {

namespace {

constexpr std::array<std::pair<std::string_view, Wording>, 7> operators{
    {{"==", {"为", "is"}},
     {"~=", {"不为", "is not"}},
     {"and", {"且", "and"}},
     {"or", {"或", "or"}},
     {"not", {"非", "not"}},
     {"nil", {"未填", "empty"}},
     {"true", {"是", "是"}}}};

std::string operator_words(const std::string& token, Language language) {
    for (const auto& [lua, words] : operators) {
        if (lua == token) return std::string{words.in(language)};
    }
    return token;
}

bool is_name(char c) { return c == '_' || std::isalnum(static_cast<unsigned char>(c)) != 0; }

bool is_quote(char c) { return c == '\'' || c == '"'; }

/// The next token: a name or number, a text with its quotes, a space, or a run of other signs.
std::string next_token(std::string_view text) {
    std::size_t end = 1;
    if (is_quote(text.front())) {
        while (end < text.size() && text[end] != text.front())
            ++end;
        end = end < text.size() ? end + 1 : end;
    } else if (is_name(text.front())) {
        while (end < text.size() && is_name(text[end]))
            ++end;
    } else if (text.front() == '=' || text.front() == '~') {
        while (end < text.size() && text[end] == '=')
            ++end;
    }
    return std::string{text.substr(0, end)};
}

} // namespace

std::string
expression_in_words(const FieldSchema& schema, std::string_view lua, Language language) {
    std::string out;
    const Field* last = nullptr;
    while (!lua.empty()) {
        const auto token = next_token(lua);
        lua.remove_prefix(token.size());
        if (const auto* field = schema.find(token)) {
            last = field;
            out += field->title;
        } else if (is_quote(token.front())) {
            const auto text = token.substr(1, token.size() - 2);
            const bool titled = last != nullptr && last->choice_titles.contains(text);
            out += titled ? last->choice_titles.at(text) : text;
        } else {
            out += operator_words(token, language);
        }
    }
    return out;
}

} // namespace gongdao
