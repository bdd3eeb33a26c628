#pragma once

#include "core/values/error.hpp"

#include <cstddef>

namespace gongdao {

/// Brings the faults from index `from` on into the order in which a person reads the files.
void sort_by_place(Faults& faults, std::size_t from);

} // namespace gongdao
