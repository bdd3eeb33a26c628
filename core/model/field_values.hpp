#pragma once

#include "core/model/field_schema.hpp"

#include <string>

namespace gongdao {

/// Checks values against fields and brings them into the stored form. Collects every fault.
class FieldValues {
public:
    FieldValues(CivilDate today, Faults& faults) : today_{today}, faults_{faults} {}

    /// Null where the value is faulty. `path` names it in messages: `workers[2].name`, items
    /// from 1.
    [[nodiscard]] Document
    accept(const Field& field, const Document& value, const std::string& path);

private:
    [[nodiscard]] Document text(const Field& field, const Document& value, const std::string& path);
    [[nodiscard]] Document
    checked(const Field& field, std::string_view text, const std::string& path);
    [[nodiscard]] Document
    integer(const Field& field, const Document& value, const std::string& path);
    [[nodiscard]] Document
    money(const Field& field, const Document& value, const std::string& path);
    [[nodiscard]] Document
    in_range(const Field& field, std::int64_t number, const std::string& path);
    [[nodiscard]] Document date(const Field& field, const Document& value, const std::string& path);
    /// Whether the field is about what has happened, and the day has yet to come.
    [[nodiscard]] bool lies_ahead(const Field& field, CivilDate day) const;
    Document ahead(const Field& field, CivilDate day, const std::string& path);
    [[nodiscard]] Document
    instant(const Field& field, const Document& value, const std::string& path);
    [[nodiscard]] Document
    choice(const Field& field, const Document& value, const std::string& path);
    [[nodiscard]] Document
    group(const Field& field, const Document& value, const std::string& path);
    [[nodiscard]] Document list(const Field& field, const Document& value, const std::string& path);

    /// Reports and answers null.
    Document
    refuse(const ErrorKind& kind, std::vector<std::string> arguments, const std::string& path);
    Document refuse(Error error, const std::string& path);

    CivilDate today_;
    Faults& faults_;
};

/// Absent, null, or a text without a word in it.
[[nodiscard]] bool is_missing(const Document* value);
/// What people call the field.
[[nodiscard]] const std::string& label_of(const Field& field);
/// `停工（stoppage）、上访（petition）`
[[nodiscard]] std::string choices_of(const Field& field);

} // namespace gongdao
