#pragma once

#include "core/model/field_schema.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace gongdao {

/// What people read where nothing was filled in.
inline constexpr std::string_view blank = "未填";

/// A value with what the schema says about it; either may be missing, not both.
struct Found {
    std::string_view name;
    const Field* field = nullptr;
    const Document* value = nullptr;
};

/// Null, or an empty text, list or object.
[[nodiscard]] bool is_blank(const Document* value);

/// Nothing where the form does not fit the value.
using Shown = std::optional<std::string>;

/// As people read it: amounts ¥1,234.50, dates 2026年3月6日, choices by their titles, sealed values
/// `***`. `form` is empty, `plain`, `capitals` or `date` (docs/formats/letters.md).
[[nodiscard]] Shown shown(const Found& found, std::string_view form = {});
[[nodiscard]] Shown shown_date(std::string_view text, std::string_view form = {});

/// `2026年3月6日`
[[nodiscard]] std::string to_chinese(CivilDate date);

} // namespace gongdao
