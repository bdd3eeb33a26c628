#include "plugins/cadre/functions.hpp"

namespace {

void setup(gongdao::plugin::Plugin& plugin) {
    gongdao::cadre::add_ability_score(plugin);
    gongdao::cadre::add_level_move(plugin);
    gongdao::cadre::add_vetoes(plugin);
}

} // namespace

GONGDAO_PLUGIN(GONGDAO_PLUGIN_ID, GONGDAO_PLUGIN_VERSION, "Gongdao", setup)
