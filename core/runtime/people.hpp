#pragma once

#include "core/access/directory.hpp"
#include "core/model/pack.hpp"

namespace gongdao {

/// Refuses values of fields that name people (`x-user`): who is named must be in the register of
/// users, active, and hold one of the field's roles over `owner` or below it; an empty owner asks
/// for the role anywhere. The field's title and what was filled in are told, all faults at once.
[[nodiscard]] Result<void> check_people(
    Directory& directory,
    const FieldSchema& fields,
    const std::map<std::string, Role>& roles,
    const Document& values,
    const std::string& owner
);

/// How a person stands to cases of `owner`: `{"status", "roles"}`, for `Ask::person`.
[[nodiscard]] Result<Document>
standing_of(Directory& directory, const ActorId& person, const std::string& owner);

/// The only fault, or all of them in one; `faults` is not empty.
[[nodiscard]] Error one_of(const Faults& faults);

} // namespace gongdao
