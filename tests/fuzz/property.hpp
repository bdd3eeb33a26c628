#pragma once

#include "core/values/error.hpp"
#include "core/values/text_encoding.hpp"

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

/// Every target is one function of this name; libFuzzer calls it with what it invents, the replay
/// with the files of the corpus.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace gongdao::fuzz {

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

/// Ends the program where a property does not hold: that is a finding.
inline void must_hold(bool holds, std::string_view property, std::string_view detail = "") {
    if (holds) return;
    std::fprintf(
        stderr,
        "does not hold: %.*s\n%.*s\n",
        static_cast<int>(property.size()),
        property.data(),
        static_cast<int>(detail.size()),
        detail.data()
    );
    std::abort();
}

/// The sentence of an error in both languages, which must be fit for journals and people.
inline std::string checked_sentence(const Error& error) {
    auto chinese = sentence(error, Language::chinese);
    const auto english = sentence(error, Language::english);
    must_hold(!chinese.empty() && !english.empty(), "an error has a sentence");
    must_hold(is_valid_utf8(chinese) && is_valid_utf8(english), "sentences are UTF-8", chinese);
    return chinese;
}

inline std::string checked_sentences(const Faults& faults) {
    std::string all;
    for (const auto& fault : faults)
        all += checked_sentence(fault) + "\n";
    return all;
}

} // namespace gongdao::fuzz
