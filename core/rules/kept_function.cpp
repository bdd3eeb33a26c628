#include "core/rules/kept_function.hpp"

#include <lua.h>

#include <algorithm>
#include <lauxlib.h>

namespace gongdao {

namespace {

/// More variables than a rule has; beyond them running the file is as good.
constexpr std::size_t variables_max = 64;

/// Follows variables from function to function.
class Surroundings {
public:
    /// The list to fill is on top of the stack.
    explicit Surroundings(lua_State* lua) : lua_{lua}, list_{lua_gettop(lua)} {}

    /// The function is on top of the stack; popped.
    bool add(int depth = 0) {
        const bool kept = is_lasting(depth);
        lua_pop(lua_, 1);
        return kept;
    }

    std::vector<int> upvalues;

private:
    bool is_lasting(int depth) {
        switch (lua_type(lua_, -1)) {
        case LUA_TNIL:
        case LUA_TBOOLEAN:
        case LUA_TNUMBER:
        case LUA_TSTRING:
            return true;
        case LUA_TTABLE:
            // A script cannot set a metatable, and those of the library refuse every change.
            if (lua_getmetatable(lua_, -1) == 0) return false;
            lua_pop(lua_, 1);
            return true;
        case LUA_TFUNCTION:
            return lua_iscfunction(lua_, -1) != 0 ? has_no_state() : follow(depth);
        default:
            return false;
        }
    }

    /// Iterators keep their place in upvalues.
    bool has_no_state() {
        if (lua_getupvalue(lua_, -1, 1) == nullptr) return true;
        lua_pop(lua_, 1);
        return false;
    }

    bool follow(int depth) {
        if (depth > 16 || lua_checkstack(lua_, LUA_MINSTACK) == 0) return false;
        const int function = lua_gettop(lua_);
        for (int i = 1; lua_getupvalue(lua_, function, i) != nullptr; ++i) {
            if (is_new(lua_upvalueid(lua_, function, i))) {
                if (upvalues.size() == variables_max) {
                    lua_pop(lua_, 1);
                    return false;
                }
                upvalues.push_back(i);
                append(function);
                append(lua_gettop(lua_));
                if (!add(depth + 1)) return false;
            } else {
                lua_pop(lua_, 1);
            }
        }
        return true;
    }

    bool is_new(const void* variable) {
        if (std::find(seen_.begin(), seen_.end(), variable) != seen_.end()) return false;
        seen_.push_back(variable);
        return true;
    }

    void append(int index) {
        lua_pushvalue(lua_, index);
        lua_rawseti(lua_, list_, ++length_ + 1);
    }

    lua_State* lua_;
    int list_;
    lua_Integer length_ = 0;
    std::vector<const void*> seen_;
};

} // namespace

std::optional<KeptFunction> KeptFunction::take(lua_State* lua) {
    lua_newtable(lua);
    lua_pushvalue(lua, -2);
    lua_rawseti(lua, -2, 1);
    Surroundings around{lua};
    lua_pushvalue(lua, -2);
    const bool is_function = lua_isfunction(lua, -1);
    if (!around.add() || !is_function) {
        lua_pop(lua, 2);
        return {};
    }
    KeptFunction function;
    function.upvalues_ = std::move(around.upvalues);
    if (function.upvalues_.empty()) lua_rawgeti(lua, -1, 1);
    function.kept_ = luaL_ref(lua, LUA_REGISTRYINDEX);
    lua_pop(lua, function.upvalues_.empty() ? 2 : 1);
    return function;
}

void KeptFunction::push(lua_State* lua) const {
    lua_rawgeti(lua, LUA_REGISTRYINDEX, kept_);
    if (upvalues_.empty()) return;
    const int list = lua_gettop(lua);
    lua_Integer place = 1;
    for (const int upvalue : upvalues_) {
        lua_rawgeti(lua, list, ++place);
        lua_rawgeti(lua, list, ++place);
        lua_setupvalue(lua, -2, upvalue);
        lua_pop(lua, 1);
    }
    lua_rawgeti(lua, list, 1);
    lua_remove(lua, list);
}

} // namespace gongdao
