#pragma once

#include "core/engine/stream_events.hpp"
#include "core/model/pack.hpp"
#include "core/ports/services.hpp"
#include "core/values/two_languages.hpp"

namespace gongdao {

/// What a row gives otherwise than the entry has it, empty where nothing, in the order of the
/// register's fields, as `机构类型（town → county）`; personal values are not told. Sealed ones are
/// compared by their blind index. Fields that the row leaves empty are not compared.
[[nodiscard]] Bilingual differences(
    const RegisterDefinition& definition,
    const EntryState& entry,
    const Document& values,
    const Vault& vault
);

} // namespace gongdao
