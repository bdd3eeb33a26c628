#include "core/app/scenario.hpp"

namespace gongdao {

namespace {

bool take(std::string_view& text, std::string_view token) {
    if (!text.starts_with(token)) return false;
    text.remove_prefix(token.size());
    return true;
}

std::string trimmed(std::string_view text) {
    while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ')
        text.remove_prefix(1);
    while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ')
        text.remove_suffix(1);
    return std::string{text};
}

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    while (!text.empty()) {
        const auto end = std::min(text.find_first_of(" \t"), text.size());
        if (end > 0) words.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return words;
}

/// The first `：` or `:` that is not part of a time (09:00) or of JSON.
std::size_t head_end(std::string_view text, std::size_t& length) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text.substr(i).starts_with("：")) {
            length = std::string_view{"："}.size();
            return i;
        }
        if (text[i] == '=' || text[i] == '{' || text[i] == '[') return std::string_view::npos;
    }
    return std::string_view::npos;
}

/// Up to the next `，` or `,` outside of brackets and quotes.
std::string_view next_pair(std::string_view& text) {
    int depth = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char letter = text[i];
        if (letter == '"') quoted = !quoted;
        if (quoted) continue;
        if (letter == '[' || letter == '{') ++depth;
        if (letter == ']' || letter == '}') --depth;
        auto rest = text.substr(i);
        if (depth == 0 && (take(rest, "，") || take(rest, ","))) {
            const auto pair = text.substr(0, i);
            text = rest;
            return pair;
        }
    }
    return std::exchange(text, {});
}

} // namespace

ScenarioLine read_scenario_line(std::string_view text, int number) {
    ScenarioLine line{.number = number, .text = trimmed(text)};
    std::size_t colon = 0;
    const auto end = head_end(line.text, colon);
    line.words = words_of(std::string_view{line.text}.substr(0, end));
    if (end == std::string_view::npos) return line;
    auto rest = std::string_view{line.text}.substr(end + colon);
    while (!rest.empty()) {
        const auto pair = next_pair(rest);
        const auto equals = pair.find('=');
        if (equals == std::string_view::npos) {
            if (!trimmed(pair).empty()) line.pairs.emplace_back(trimmed(pair), "");
        } else {
            line.pairs.emplace_back(
                trimmed(pair.substr(0, equals)), trimmed(pair.substr(equals + 1))
            );
        }
    }
    return line;
}

} // namespace gongdao
