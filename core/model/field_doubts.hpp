#pragma once

#include "core/model/field_schema.hpp"

namespace gongdao {

/// What was accepted and is likely wrong all the same: check digits of credit codes and bank cards
/// that do not hold. Each names its field, never the value. Sealed values are passed over.
[[nodiscard]] Faults doubts_about(const FieldSchema& schema, const Document& values);

} // namespace gongdao
