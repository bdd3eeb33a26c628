#pragma once

#include "core/model/field_schema.hpp"

namespace gongdao {

/// Warnings for texts that are kept readable, but hold the number of an identity card or a mobile
/// phone: each names the field, with its path as place, and never the number. `values` may be what
/// was entered or what is stored.
[[nodiscard]] Faults
unsealed_numbers(const FieldSchema& schema, const Document& values, CivilDate today);

/// The same of one text that people write freely, such as a note; `title` is what they call it.
[[nodiscard]] Faults
unsealed_numbers(std::string_view text, const std::string& title, CivilDate today);

} // namespace gongdao
