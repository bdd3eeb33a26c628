#include "core/rules/day_names.hpp"

#include "core/rules/sandbox_libraries.hpp"

namespace gongdao {

bool DayNames::push_global(lua_State* lua, std::string_view name) {
    if (name != "today") return false;
    read_today_ = true;
    push_text(lua, to_text(on_));
    return true;
}

} // namespace gongdao
