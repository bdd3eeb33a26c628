#pragma once

#include "core/rules/grid.hpp"

#include <string>

namespace gongdao {

/// The blocks of a grid file, as text.
struct GridSource {
    std::string id;
    std::string file;
    std::string hit;
    TextBlock inputs;
    TextBlock derived;
    TextBlock parameters;
    TextBlock rows;
    TextBlock tests;
    bool has_derive = false;
    CivilDate from; ///< the day on which tests decide unless they say otherwise
};

/// Compiles a grid; reports every fault with line and rule. A grid with faults must not be used.
[[nodiscard]] Grid read_grid(const GridSource& source, Faults& faults);

/// Reads `tests` of a compiled grid into it.
void read_grid_tests(const GridSource& source, Grid& grid, Faults& faults);

} // namespace gongdao
