#pragma once

#include "core/values/document.hpp"
#include "core/values/time.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gongdao {

enum class FieldType { text, integer, money, date, instant, boolean, choice, object, list };

/// Class of personal data, from `x-personal`; such values are sealed before they reach a case.
enum class Personal { none, identity, account, phone, health, name };

/// One field, compiled from JSON Schema 2020-12. `title` is the Chinese label that grids use.
struct Field {
    std::string id;
    std::string title;
    FieldType type = FieldType::text;
    Personal personal = Personal::none;
    std::string unit;                                 ///< `x-unit`: 分, 日, 人 …
    std::vector<std::string> choices;                 ///< of `enum`, in order
    std::map<std::string, std::string> choice_titles; ///< `x-titles`
    std::optional<std::int64_t> minimum;
    std::optional<std::int64_t> maximum;
    std::optional<std::int64_t> length_maximum;
    std::vector<std::string> people; ///< `x-user`: names a person who holds one of these roles
    std::string check; ///< `x-check`: identity | credit_code | mobile | bank_card | not_future
    std::vector<Field> fields; ///< of an object, or of a list's items
    bool list_of_objects = false;
    bool internal = false; ///< `x-internal`: for the process itself, not for people's eyes
    std::vector<std::string> required; ///< of an object or of list items
};

/// The fields of a pack or of a register entry. Immutable.
class FieldSchema {
public:
    FieldSchema() = default;
    explicit FieldSchema(std::vector<Field> fields, std::vector<std::string> required = {});

    [[nodiscard]] const std::vector<Field>& fields() const { return fields_; }

    [[nodiscard]] const std::vector<std::string>& required() const { return required_; }

    /// By id, or null.
    [[nodiscard]] const Field* find(std::string_view id) const;
    /// By Chinese label, or null.
    [[nodiscard]] const Field* find_title(std::string_view title) const;

    /// Checks `values` and brings them into the stored form: amounts as 分 (given as integer 分 or
    /// as a text in yuan), dates as YYYY-MM-DD, sealed objects untouched. Reports *all* faults,
    /// each with the field's id. Null clears a field. Unknown fields are faults.
    [[nodiscard]] Document accept(const Document& values, CivilDate today, Faults& faults) const;

    /// Faults for required fields that `values` lacks.
    void require(const Document& values, Faults& faults) const;

    /// Reads one cell of a spreadsheet (`是`, `12.5万`, `2026/3/6`, a choice's title) into the
    /// stored form.
    [[nodiscard]] Result<Document>
    read_cell(const Field& field, std::string_view cell, CivilDate today) const;

private:
    std::map<std::string, std::size_t, std::less<>> by_id_;
    std::vector<Field> fields_;
    std::vector<std::string> required_;
};

/// Compiles JSON Schema text; keywords outside the documented list are faults
/// (docs/formats/fields.md).
[[nodiscard]] FieldSchema
read_field_schema(std::string_view text, const std::string& file, Faults& faults);

} // namespace gongdao
