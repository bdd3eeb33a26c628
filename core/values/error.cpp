#include "core/values/error.hpp"

#include <fmt/format.h>

#include <utility>

namespace gongdao {

namespace {

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
        out += index < arguments.size() ? arguments[index] : std::string{"?"};
        i += 2;
    }
    return out;
}

std::string named(const Place& place, Language language) {
    const bool chinese = language == Language::chinese;
    std::string out = place.file;
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
            chinese       ? place.element
            : out.empty() ? ""
                          : " ",
            place.element
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
