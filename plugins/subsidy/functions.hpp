#pragma once

#include <gongdao/plugin.hpp>

namespace gongdao::subsidy {

/// Each adds the functions of one subject; README.md lists their inputs and results.
void add_stipend(plugin::Plugin& plugin);
void add_control_totals(plugin::Plugin& plugin);

} // namespace gongdao::subsidy
