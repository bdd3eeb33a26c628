#include "plugins/dispute/functions.hpp"

namespace {

void setup(gongdao::plugin::Plugin& plugin) {
    gongdao::dispute::add_severance(plugin);
    gongdao::dispute::add_wages(plugin);
    gongdao::dispute::add_arrears_band(plugin);
    gongdao::dispute::add_limitation(plugin);
    gongdao::dispute::add_periods(plugin);
}

} // namespace

GONGDAO_PLUGIN(GONGDAO_PLUGIN_ID, GONGDAO_PLUGIN_VERSION, "Gongdao", setup)
