#pragma once

#include <gongdao/plugin.hpp>

namespace gongdao::cadre {

/// Each adds the functions of one subject; README.md lists their inputs and results. The cut-offs
/// of the grades are rules of the county, not code: here are scores, limits of movement and vetoes.
void add_ability_score(plugin::Plugin& plugin);
void add_level_move(plugin::Plugin& plugin);
void add_vetoes(plugin::Plugin& plugin);

} // namespace gongdao::cadre
