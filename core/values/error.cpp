#include "core/values/error.hpp"

#include "core/values/text_encoding.hpp"

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

std::string filled(std::string_view text, const std::vector<std::string>& arguments) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool placeholder = text[i] == '{' && i + 2 < text.size() && text[i + 2] == '}' &&
                                 text[i + 1] >= '0' && text[i + 1] <= '9';
        if (!placeholder) {
            out += text[i];
            continue;
        }
        const auto index = static_cast<std::size_t>(text[i + 1] - '0');
        out += index < arguments.size() ? presentable(arguments[index]) : std::string{"?"};
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
    const auto text = filled(chinese ? error.kind->chinese : error.kind->english, error.arguments);
    const auto where = named(error.place, language);
    if (where.empty()) return text;
    return where + (chinese ? "：" : ": ") + text;
}

} // namespace gongdao
