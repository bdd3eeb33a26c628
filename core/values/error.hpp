#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace gongdao {

enum class Language { chinese, english };

/// What a caller can do about a failure; decides the exit code of the command line.
enum class ErrorClass {
    findings,    ///< the input was read and has faults (exit 1)
    usage,       ///< the request itself is malformed (exit 2)
    conflict,    ///< too late, a duplicate, or another act came first (exit 3)
    denied,      ///< the actor may not do this (exit 4)
    environment, ///< disk, file, library or configuration (exit 5)
};

namespace detail {

constexpr unsigned placeholders(std::string_view text) {
    unsigned seen = 0;
    for (std::size_t i = 0; i + 2 < text.size(); ++i) {
        if (text[i] == '{' && text[i + 1] >= '0' && text[i + 1] <= '9' && text[i + 2] == '}') {
            seen |= 1U << static_cast<unsigned>(text[i + 1] - '0');
        }
    }
    return seen;
}

} // namespace detail

/// One kind of failure: a stable ASCII code and one sentence per language that names the place and
/// the cure. `{0}`, `{1}` … stand for the arguments. Declared as `inline constexpr` in the layer's
/// own `errors.hpp`; a kind that lacks a language, or whose sentences use different arguments, does
/// not compile.
struct ErrorKind {
    std::string_view code;
    ErrorClass error_class;
    std::string_view chinese;
    std::string_view english;

    consteval ErrorKind(
        std::string_view code_,
        ErrorClass class_,
        std::string_view chinese_,
        std::string_view english_
    )
        : code{code_}, error_class{class_}, chinese{chinese_}, english{english_} {
        if (code.empty() || chinese.empty() || english.empty()) {
            throw "an error kind needs a code and both languages";
        }
        if (detail::placeholders(chinese) != detail::placeholders(english)) {
            throw "the Chinese and the English sentence use different arguments";
        }
    }
};

/// Where a fault lies: a file with line and column, an element or field id, or a row; all optional.
struct Place {
    std::string file;
    int line = 0;
    int column = 0;
    std::string element;

    friend bool operator==(const Place&, const Place&) = default;
};

/// Why a request could not be carried out. `kind` points to a constant with static lifetime.
struct Error {
    const ErrorKind* kind = nullptr;
    std::vector<std::string> arguments;
    Place place;

    friend bool operator==(const Error&, const Error&) = default;
};

/// All faults of one input, in the order of their places.
using Faults = std::vector<Error>;

/// Spells a failed return: `return fail(errors::no_such_case, {number});`
[[nodiscard]] Error
fail(const ErrorKind& kind, std::vector<std::string> arguments = {}, Place place = {});

/// One whole sentence, the place in front; UTF-8 whatever the arguments are, long ones are cut.
[[nodiscard]] std::string sentence(const Error& error, Language language);

} // namespace gongdao
