#include "core/rules/money_check.hpp"

#include "core/rules/lua_tokens.hpp"

#include <algorithm>
#include <utility>

namespace gongdao {

namespace {

constexpr std::string_view money_type = "金额";
constexpr std::string_view fen_ending = "_fen";

bool is_part_of_name(char c) {
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool names_money(std::string_view name, const std::vector<std::string>& money_fields) {
    return name.ends_with(fen_ending) ||
           std::binary_search(money_fields.begin(), money_fields.end(), name);
}

bool has_word_for_money(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n|";
    while (!text.empty()) {
        const auto end = std::min(text.find_first_of(blanks), text.size());
        const auto word = text.substr(0, end);
        if (word == money_type || word == "金额?" || word == "金额？") return true;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return false;
}

/// Field ids are names in code and parts of grids in texts.
bool has_name_of_money(std::string_view text, const std::vector<std::string>& money_fields) {
    for (std::size_t at = 0; at < text.size();) {
        auto end = at;
        while (end < text.size() && is_part_of_name(text[end]))
            ++end;
        if (end > at && names_money(text.substr(at, end - at), money_fields)) return true;
        at = end + 1;
    }
    return false;
}

} // namespace

bool is_about_money(std::string_view text, const std::vector<std::string>& money_fields) {
    const auto tokens = lua_tokens(text);
    return std::any_of(tokens.begin(), tokens.end(), [&](const LuaToken& token) {
        if (token.kind == LuaToken::Kind::name) return names_money(token.text, money_fields);
        return token.kind == LuaToken::Kind::string &&
               (has_word_for_money(token.text) || has_name_of_money(token.text, money_fields));
    });
}

void check_money(
    const std::map<std::string, std::string>& files,
    const std::vector<ExpressionUse>& uses,
    std::vector<std::string> money_fields,
    Faults& faults
) {
    std::sort(money_fields.begin(), money_fields.end());
    const auto check = [&](std::string_view text, Place place) {
        if (!is_about_money(text, money_fields)) return;
        const auto exact = check_money_text(text);
        if (exact) return;
        auto fault = exact.error();
        fault.place = std::move(place);
        // A file that declares money has said so when it was read.
        const auto same = [&](const Error& known) {
            return known.kind == fault.kind && known.place.file == fault.place.file &&
                   known.place.line == 0;
        };
        if (std::none_of(faults.begin(), faults.end(), same)) faults.push_back(std::move(fault));
    };
    for (const auto& [path, text] : files)
        check(text, {.file = path, .line = 0, .column = 0, .element = {}});
    for (const auto& use : uses)
        check(use.text, {.file = use.file, .line = use.line, .column = 0, .element = use.element});
}

} // namespace gongdao
