#pragma once

#include "core/model/field_schema.hpp"
#include "core/values/result.hpp"

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace gongdao {

/// What a letter knows beside the facts of its case.
struct LetterDetails {
    CivilDate today;    ///< {today}
    std::string number; ///< {number}: of the case
    std::string serial; ///< {serial}: of the letter
    std::map<std::string, std::string>
        others; ///< any further placeholders, given as people read them
    /// {mediator:name}: what the person of an account is called; empty = nobody is known.
    std::function<std::string(const std::string&)> name_of;
    /// {>style}: name → HTML taken as it stands; null = none. Outlives the call.
    const std::map<std::string, std::string>* shared = nullptr;
};

/// Fills an HTML template (docs/formats/letters.md): amounts ¥1,234.50, dates 2026年3月6日, choices
/// by their titles, absent values 未填, sealed ones `***`; all escaped. Facts without a field in
/// the schema are shown as they are. Fails with the line of an unknown placeholder, form or shared
/// part, also in a part that is not shown, and where a section is not closed.
[[nodiscard]] Result<std::string> fill_letter(
    std::string_view template_html,
    const FieldSchema& schema,
    const Document& facts,
    const LetterDetails& details
);

} // namespace gongdao
