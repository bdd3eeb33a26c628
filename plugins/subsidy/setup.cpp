#include "plugins/subsidy/functions.hpp"

namespace {

void setup(gongdao::plugin::Plugin& plugin) {
    gongdao::subsidy::add_stipend(plugin);
    gongdao::subsidy::add_control_totals(plugin);
}

} // namespace

GONGDAO_PLUGIN(GONGDAO_PLUGIN_ID, GONGDAO_PLUGIN_VERSION, "Gongdao", setup)
