#include "core/rules/rule_script.hpp"

#include "core/rules/errors.hpp"
#include "core/rules/lua_values.hpp"
#include "core/rules/sandbox_libraries.hpp"

#include <boost/json/object.hpp>
#include <lua.h>

#include <lauxlib.h>
#include <utility>

namespace gongdao {

namespace {

/// What one call may see; the userdata `facts` points to it.
struct CallFacts {
    const std::vector<FactName>& names;
    const DocumentObject* facts;
    std::vector<bool> read;
};

int fact_index(lua_State* lua) {
    auto& call = **static_cast<CallFacts**>(lua_touserdata(lua, 1));
    const auto name = text_argument(lua, 2, "facts");
    for (std::size_t i = 0; i < call.names.size(); ++i) {
        if (call.names[i].field != name && call.names[i].title != name) continue;
        call.read[i] = true;
        const auto* const found =
            call.facts == nullptr ? nullptr : call.facts->if_contains(call.names[i].field);
        if (found == nullptr) {
            lua_pushnil(lua);
        } else {
            push_document(lua, *found);
        }
        return 1;
    }
    Sandbox::of(lua).raise(fail(errors::undeclared_fact, {std::string(name)}));
}

int fact_newindex(lua_State* lua) {
    Sandbox::of(lua).raise(fail(errors::lua_read_only, {"facts." + shown(lua, 2)}));
}

/// Arguments: the file's chunk, the name of a function in the table it returns, `facts`.
int run_file(lua_State* lua) {
    lua_pushvalue(lua, 1);
    lua_call(lua, 0, 1);
    lua_pushvalue(lua, 2);
    lua_rawget(lua, -2);
    lua_pushvalue(lua, 3);
    lua_call(lua, 1, 2);
    return 2;
}

class DayNames final : public GlobalNames {
public:
    explicit DayNames(CivilDate on) : on_{on} {}

    bool push_global(lua_State* lua, std::string_view name) override {
        if (name != "today") return false;
        read_today_ = true;
        push_text(lua, to_text(on_));
        return true;
    }

    [[nodiscard]] bool refuses_unknown() const override { return true; }

    [[nodiscard]] bool read_today() const { return read_today_; }

private:
    CivilDate on_;
    bool read_today_ = false;
};

} // namespace

struct RuleScript::State {
    explicit State(const Budget& budget) : sandbox{budget} {}

    Sandbox sandbox;
    int chunk = LUA_NOREF;
    int facts_meta = LUA_NOREF;
};

RuleScript::RuleScript(
    std::string text, std::string file, std::vector<FactName> names, Budget budget
)
    : text_{std::move(text)},
      file_{std::move(file)},
      names_{std::move(names)},
      budget_{std::move(budget)} {}

RuleScript::~RuleScript() = default;

Result<std::unique_ptr<RuleScript::State>> RuleScript::ready_state() const {
    if (auto state = pool_.take()) return state;
    auto state = std::make_unique<State>(budget_);
    auto* const lua = state->sandbox.lua();
    if (const auto loaded = state->sandbox.load(text_, file_); !loaded) return loaded.error();
    state->chunk = luaL_ref(lua, LUA_REGISTRYINDEX);
    lua_newtable(lua);
    set_functions(
        lua, {{"__index", &guarded<&fact_index>}, {"__newindex", &guarded<&fact_newindex>}}
    );
    state->facts_meta = luaL_ref(lua, LUA_REGISTRYINDEX);
    return state;
}

Result<RuleScript::Answer>
RuleScript::call(const char* function, const Document& facts, CivilDate on) const {
    auto ready = ready_state();
    if (!ready) return ready.error();
    auto& state = **ready;
    auto* const lua = state.sandbox.lua();
    CallFacts visible{names_, facts.if_object(), std::vector<bool>(names_.size())};
    DayNames names{on};

    lua_pushcfunction(lua, &guarded<&run_file>);
    state.sandbox.push_chunk(state.chunk);
    lua_pushstring(lua, function);
    *static_cast<CallFacts**>(lua_newuserdatauv(lua, sizeof(CallFacts*), 0)) = &visible;
    lua_rawgeti(lua, LUA_REGISTRYINDEX, state.facts_meta);
    lua_setmetatable(lua, -2);
    if (const auto called = state.sandbox.call(3, 2, &names); !called) {
        if (!state.sandbox.spoiled()) pool_.keep(std::move(*ready));
        return called.error();
    }
    auto first = read_object(lua, -2);
    auto second = read_value(lua, -1);
    lua_settop(lua, 0);
    pool_.keep(std::move(*ready));
    if (!first) return first.error();
    if (!second) return second.error();
    return Answer{
        std::move(*first), std::move(*second), std::move(visible.read), names.read_today()};
}

} // namespace gongdao
