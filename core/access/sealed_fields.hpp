#pragma once

#include "core/model/field_schema.hpp"
#include "core/ports/services.hpp"

#include <set>

namespace gongdao {

using PersonalClasses = std::set<Personal>;

/// Names stay readable unless the configuration asks for more.
[[nodiscard]] const PersonalClasses& classes_sealed_by_default();

/// The word that sealed values of this class carry, as in `x-personal`.
[[nodiscard]] std::string_view class_of(Personal personal);

struct Sealing {
    CivilDate today;
    Vault& vault;
    const PersonalClasses& classes = classes_sealed_by_default();
};

/// Replaces the texts of personal fields, nested ones and those in lists too, by sealed values.
/// Each is checked and normalised first (length, check digit), since nobody can afterwards; all
/// faults are reported, the field's path as place. Sealed values of the right class and everything
/// else, unknown fields too, are left as they are. Keys are durable when this returns.
[[nodiscard]] Document
seal_fields(const FieldSchema& schema, const Document& values, const Sealing& with, Faults& faults);

/// The same with the default classes; fails with the first fault.
[[nodiscard]] Result<Document>
seal_fields(const FieldSchema& schema, const Document& values, CivilDate today, Vault& vault);

/// Whether this object is what a vault gave out.
[[nodiscard]] bool is_sealed(const Document& value);

/// For those who may not see personal values: every sealed one becomes `***`, at any depth.
[[nodiscard]] Document masked(const Document& document);

/// For those who may: every sealed value is opened, an erased one becomes `（已销毁）`. Fails with
/// `unknown_subject` or `seal_broken`. The answer must not be kept.
[[nodiscard]] Result<Document> reveal(const Document& document, const Vault& vault);

} // namespace gongdao
