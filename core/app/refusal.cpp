#include "core/app/refusal.hpp"

#include "core/app/exit_code.hpp"
#include "core/values/two_languages.hpp"

#include <boost/json/object.hpp>

#include <algorithm>
#include <array>

namespace gongdao {

namespace {

/// What a node refused, as it said it: the sentences, then the code.
inline constexpr ErrorKind refused_findings{"node.findings", ErrorClass::findings, "{0}", "{0}"};
inline constexpr ErrorKind refused_usage{"node.usage", ErrorClass::usage, "{0}", "{0}"};
inline constexpr ErrorKind refused_conflict{"node.conflict", ErrorClass::conflict, "{0}", "{0}"};
inline constexpr ErrorKind refused_denied{"node.denied", ErrorClass::denied, "{0}", "{0}"};
inline constexpr ErrorKind refused_environment{
    "node.environment", ErrorClass::environment, "{0}", "{0}"};

constexpr std::array relayed{
    &refused_findings, &refused_usage, &refused_conflict, &refused_denied, &refused_environment};

bool is_relayed(const Error& error) {
    return std::find(relayed.begin(), relayed.end(), error.kind) != relayed.end();
}

DocumentObject place_document(const Place& place) {
    DocumentObject document;
    if (!place.file.empty()) document["file"] = place.file;
    if (place.line > 0) document["line"] = place.line;
    if (place.column > 0) document["column"] = place.column;
    if (!place.element.empty()) document["element"] = place.element;
    return document;
}

} // namespace

Document refusal_document(const Error& error) {
    const bool other_code = is_relayed(error) && error.arguments.size() > 1;
    DocumentObject document{
        {"error", sentence(error, Language::chinese)},
        {"error_en", sentence(error, Language::english)},
        {"code", other_code ? error.arguments[1] : std::string{error.kind->code}},
        {"exit", exit_code_of(error)}};
    auto place = place_document(error.place);
    if (!place.empty()) document["place"] = std::move(place);
    return document;
}

Error read_refusal(const Document& refusal) {
    const auto chinese = find_text(refusal, "error").value_or("");
    const auto english = find_text(refusal, "error_en").value_or(chinese);
    const auto error_class = class_of_exit(find_integer(refusal, "exit").value_or(0));
    const auto* kind = *std::find_if(relayed.begin(), relayed.end(), [&](const auto* known) {
        return known->error_class == error_class;
    });
    // The place is in the sentences already.
    return fail(
        *kind,
        {both_languages(chinese, english),
         std::string{find_text(refusal, "code").value_or(kind->code)}}
    );
}

} // namespace gongdao
