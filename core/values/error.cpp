#include "core/values/error.hpp"

#include "core/values/text_encoding.hpp"
#include "core/values/two_languages.hpp"

#include <fmt/format.h>

#include <utility>

namespace gongdao {

namespace {

/// Longer arguments are a script's or a file's whole text rather than a name in it.
constexpr std::size_t argument_bytes_max = 2000;

/// Input can stand in a sentence, and sentences go into journals, which are UTF-8 throughout.
std::string presentable(std::string_view text) {
    std::string out;
    while (!text.empty() && out.size() < argument_bytes_max) {
        const auto one = first_code_point(text);
        out += one ? text.substr(0, one->length) : std::string_view{"\uFFFD"};
        text.remove_prefix(one ? one->length : 1);
    }
    return out + (text.empty() ? "" : "…");
}

/// Stands between the two sentences of both_languages(); no text that people write has it.
constexpr char between_languages = '\x1f';

std::string
filled(std::string_view text, const std::vector<std::string>& arguments, Language language) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool placeholder = text[i] == '{' && i + 2 < text.size() && text[i + 2] == '}' &&
                                 text[i + 1] >= '0' && text[i + 1] <= '9';
        if (!placeholder) {
            out += text[i];
            continue;
        }
        const auto index = static_cast<std::size_t>(text[i + 1] - '0');
        out += index < arguments.size() ? presentable(in_language(arguments[index], language))
                                        : std::string{"?"};
        i += 2;
    }
    return out;
}

std::string named(const Place& place, Language language) {
    const bool chinese = language == Language::chinese;
    std::string out = presentable(place.file);
    if (place.line > 0) {
        out += fmt::format(
            fmt::runtime(chinese ? "{}第{}行" : "{}line {}"),
            out.empty() || chinese ? "" : ", ",
            place.line
        );
    }
    if (place.column > 0) {
        out += fmt::format(fmt::runtime(chinese ? "第{}列" : ", column {}"), place.column);
    }
    if (!place.element.empty()) {
        out += fmt::format(
            fmt::runtime(chinese ? "“{}”" : "{}\"{}\""),
            chinese       ? presentable(place.element)
            : out.empty() ? ""
                          : " ",
            presentable(place.element)
        );
    }
    return out;
}

} // namespace

Error fail(const ErrorKind& kind, std::vector<std::string> arguments, Place place) {
    return Error{.kind = &kind, .arguments = std::move(arguments), .place = std::move(place)};
}

std::string sentence(const Error& error, Language language) {
    const bool chinese = language == Language::chinese;
    const auto text =
        filled(chinese ? error.kind->chinese : error.kind->english, error.arguments, language);
    const auto where = named(error.place, language);
    if (where.empty()) return text;
    return where + (chinese ? "：" : ": ") + text;
}

std::string_view in_language(std::string_view text, Language language) {
    const auto split = text.find(between_languages);
    if (split == std::string_view::npos) return text;
    return language == Language::chinese ? text.substr(0, split) : text.substr(split + 1);
}

std::string both_languages(std::string_view chinese, std::string_view english) {
    return std::string{chinese} + between_languages + std::string{english};
}

std::string both_languages(const Wording& words) {
    return both_languages(words.chinese, words.english);
}

std::string both_languages(const Bilingual& words) {
    return both_languages(words.chinese, words.english);
}

std::string both_languages(const Error& error) { return both_languages(bilingual_sentence(error)); }

Bilingual listed_in_both(const std::vector<std::string>& words) {
    Bilingual list;
    for (const auto& word : words)
        list.add_listed({word, word});
    return list;
}

Bilingual bilingual_sentence(const Error& error) {
    return {sentence(error, Language::chinese), sentence(error, Language::english)};
}

void Bilingual::add_listed(const Bilingual& more) {
    chinese += (chinese.empty() ? "" : "、") + more.chinese;
    english += (english.empty() ? "" : ", ") + more.english;
}

void Bilingual::add(const Bilingual& more) {
    chinese += (chinese.empty() ? "" : "；") + more.chinese;
    english += (english.empty() ? "" : "; ") + more.english;
}

} // namespace gongdao
