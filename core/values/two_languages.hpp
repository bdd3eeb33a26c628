#pragma once

#include "core/values/error.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace gongdao {

/// The same words in both languages.
struct Wording {
    std::string_view chinese;
    std::string_view english;

    [[nodiscard]] constexpr std::string_view in(Language language) const {
        return language == Language::chinese ? chinese : english;
    }
};

/// The same, put together as the program runs.
struct Bilingual {
    std::string chinese;
    std::string english;

    [[nodiscard]] const std::string& in(Language language) const {
        return language == Language::chinese ? chinese : english;
    }

    [[nodiscard]] bool empty() const { return chinese.empty() && english.empty(); }

    /// Appends another part of the sentence, behind a semicolon.
    void add(const Bilingual& more);
    /// Appends another member of a list.
    void add_listed(const Bilingual& more);
};

/// An argument of an error that is a sentence itself. `sentence()` takes the one of its language;
/// whatever else reads the argument finds the Chinese one first.
[[nodiscard]] std::string both_languages(std::string_view chinese, std::string_view english);
/// The same, of what another error says.
[[nodiscard]] std::string both_languages(const Error& error);
[[nodiscard]] std::string both_languages(const Wording& words);
[[nodiscard]] std::string both_languages(const Bilingual& words);
/// The same list, as each language writes one.
[[nodiscard]] Bilingual listed_in_both(const std::vector<std::string>& words);
/// The part of such an argument that is in this language; any other text as it is.
[[nodiscard]] std::string_view in_language(std::string_view text, Language language);
/// What another error says.
[[nodiscard]] Bilingual bilingual_sentence(const Error& error);

} // namespace gongdao
