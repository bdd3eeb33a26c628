#pragma once

#include "core/app/case_screen.hpp"
#include "core/model/field_schema.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace gongdao {

/// A field that may be filled in, and how it stands.
struct ListedField {
    const Field* field = nullptr;
    bool required = false;
    std::string needed_when; ///< a Lua expression; empty where it is always or never required
    std::string needed_text; ///< the same as people read it
    std::string help;
    const Document* value = nullptr; ///< what it holds now; null where nothing
};

/// A table: id, label, type, what it holds, what may be filled in; required ones have a mark.
[[nodiscard]] std::string fields_text(const std::vector<ListedField>& fields, Language language);
/// `[{"id","title","type","required","choices",…}]`
[[nodiscard]] Document fields_document(const std::vector<ListedField>& fields);

/// `核实结论 为 误报` for `verdict == 'false_alarm'`: fields and choices by their titles.
[[nodiscard]] std::string
expression_in_words(const FieldSchema& schema, std::string_view lua, Language language);

/// What an open task asks for (its form), so that it can be filled in at the command line.
[[nodiscard]] std::string form_text(const CaseScreen& screen, Key task);
[[nodiscard]] Document form_document(const CaseScreen& screen, Key task);

} // namespace gongdao
