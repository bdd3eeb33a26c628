#pragma once

#include "core/engine/deadlines.hpp"
#include "core/model/pack.hpp"
#include "core/values/document.hpp"

#include <string>
#include <vector>

namespace gongdao {

/// How each deadline was counted, day by day, as people read it.
[[nodiscard]] std::string
deadlines_text(const std::vector<OpenDeadline>& deadlines, const Pack& pack, Language language);

/// The same for programs.
[[nodiscard]] Document
deadlines_document(const std::vector<OpenDeadline>& deadlines, const Pack& pack);

} // namespace gongdao
