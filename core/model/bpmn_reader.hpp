#pragma once

#include "core/model/process.hpp"
#include "core/values/error.hpp"

#include <string>
#include <string_view>

namespace gongdao {

/// Reads BPMN 2.0 XML (docs/formats/bpmn.md). Faults name file, line and element; elements that the
/// engine does not carry out yet are faults, never ignored.
[[nodiscard]] Definitions read_bpmn(std::string_view xml, const std::string& file, Faults& faults);

} // namespace gongdao
