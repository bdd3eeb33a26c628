#pragma once

#include <gongdao/plugin.hpp>

namespace gongdao::dispute {

/// Each adds the functions of one subject; README.md lists their inputs and results.
void add_severance(plugin::Plugin& plugin);
void add_wages(plugin::Plugin& plugin);
void add_arrears_band(plugin::Plugin& plugin);
void add_limitation(plugin::Plugin& plugin);
void add_periods(plugin::Plugin& plugin);

} // namespace gongdao::dispute
