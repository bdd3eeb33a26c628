#pragma once

#include "core/values/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace gongdao {

/// One part of a letter template (docs/formats/letters.md).
struct LetterPart {
    enum class Kind {
        text,    ///< HTML as it stands
        value,   ///< {field} or {field:form}
        section, ///< {#field}…{/field}: for each item, or once if there is something
        absence, ///< {^field}…{/field}: only if there is nothing
        shared,  ///< {>style}: HTML that several letters share
    };

    Kind kind = Kind::text;
    std::string text; ///< the HTML, or the name of the field, `group.field` too
    std::string form;
    int line = 0;
    std::vector<LetterPart> parts;
};

/// Braces that hold no placeholder stay as they are; comments, `<style>` and `<script>` are not
/// looked into. Fails with `letter_section_open` or `letter_section_close` and the line.
[[nodiscard]] Result<std::vector<LetterPart>> parse_letter(std::string_view html);

} // namespace gongdao
