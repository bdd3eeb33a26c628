#include "core/rules/rule_script.hpp"

#include "core/rules/errors.hpp"
#include "core/rules/kept_function.hpp"
#include "core/rules/lua_reasons.hpp"
#include "core/rules/lua_values.hpp"
#include "core/rules/sandbox_libraries.hpp"

#include <boost/json/object.hpp>
#include <lua.h>

#include <algorithm>
#include <lauxlib.h>
#include <utility>

namespace gongdao {

namespace {

/// What one call may see; the userdata `facts` points to it.
struct CallFacts {
    const std::vector<FactName>& names;
    const FieldPlaces& places;
    const DocumentObject* facts;
    boost::container::small_vector<bool, 64> read;
};

/// The number of a fact, or that of none.
std::size_t place_of(const std::vector<FactName>& names, std::string_view name) {
    const auto found = std::find_if(names.begin(), names.end(), [&](const FactName& known) {
        return known.field == name || known.title == name;
    });
    return static_cast<std::size_t>(found - names.begin());
}

/// Upvalue: a table from name to number, which spares most reads the search.
int fact_index(lua_State* lua) {
    auto& call = **static_cast<CallFacts**>(lua_touserdata(lua, 1));
    lua_pushvalue(lua, 2);
    const bool known = lua_rawget(lua, lua_upvalueindex(1)) == LUA_TNUMBER;
    const auto place = known ? static_cast<std::size_t>(lua_tointeger(lua, -1))
                             : place_of(call.names, text_argument(lua, 2, "facts"));
    if (place >= call.names.size())
        Sandbox::of(lua).raise(fail(errors::undeclared_fact, {shown(lua, 2)}));
    call.read[place] = true;
    const auto* const found = call.facts == nullptr
                                  ? nullptr
                                  : call.places.find(*call.facts, place, call.names[place].field);
    if (found == nullptr) {
        lua_pushnil(lua);
    } else {
        push_document(lua, *found);
    }
    return 1;
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

/// Pushes the metatable of `facts`.
void push_facts_metatable(lua_State* lua, const std::vector<FactName>& names) {
    lua_newtable(lua);
    lua_createtable(lua, 0, static_cast<int>(names.size()));
    for (std::size_t i = names.size(); i-- > 0;) {
        for (const auto* const name : {&names[i].title, &names[i].field}) {
            push_text(lua, *name);
            lua_pushinteger(lua, static_cast<lua_Integer>(place_of(names, *name)));
            lua_rawset(lua, -3);
        }
    }
    lua_pushcclosure(lua, &guarded<&fact_index>, 1);
    lua_setfield(lua, -2, "__index");
    set_functions(lua, {{"__newindex", &guarded<&fact_newindex>}});
}

} // namespace

struct RuleScript::State {
    explicit State(const Budget& budget) : sandbox{budget} {}

    /// Pushes what is to be called, and answers how many arguments it has besides the facts.
    int push_function(const std::string& name) {
        auto* const lua = sandbox.lua();
        if (function) {
            function->push(lua);
            return 0;
        }
        lua_pushcfunction(lua, &guarded<&run_file>);
        sandbox.push_chunk(chunk);
        push_text(lua, name);
        return 2;
    }

    void push_facts(CallFacts* visible) {
        lua_rawgeti(sandbox.lua(), LUA_REGISTRYINDEX, facts);
        *static_cast<CallFacts**>(lua_touserdata(sandbox.lua(), -1)) = visible;
    }

    Sandbox sandbox;
    int chunk = LUA_NOREF;
    int facts = LUA_NOREF;
    std::optional<KeptFunction> function;
};

RuleScript::RuleScript(
    std::string text,
    std::string file,
    std::string function,
    std::vector<FactName> names,
    Budget budget
)
    : text_{std::move(text)},
      file_{std::move(file)},
      function_{std::move(function)},
      names_{std::move(names)},
      places_{names_.size()},
      budget_{std::move(budget)} {}

RuleScript::~RuleScript() = default;

const Document* RuleScript::fact(const Document& facts, std::size_t place) const {
    const auto* const object = facts.if_object();
    return object == nullptr ? nullptr : places_.find(*object, place, names_[place].field);
}

Result<std::unique_ptr<RuleScript::State>> RuleScript::ready_state(CivilDate on) const {
    if (auto state = pool_.take()) return state;
    auto state = std::make_unique<State>(budget_);
    auto* const lua = state->sandbox.lua();
    if (const auto loaded = state->sandbox.load(text_, file_); !loaded) return loaded.error();
    state->chunk = luaL_ref(lua, LUA_REGISTRYINDEX);
    lua_newuserdatauv(lua, sizeof(CallFacts*), 0);
    push_facts_metatable(lua, names_);
    lua_setmetatable(lua, -2);
    state->facts = luaL_ref(lua, LUA_REGISTRYINDEX);
    if (auto prepared = prepare(*state, on); !prepared) return prepared.error();
    return state;
}

/// Runs the file once and keeps its function, where that is the same on every day and can be called
/// again.
Result<void> RuleScript::prepare(State& state, CivilDate on) const {
    auto* const lua = state.sandbox.lua();
    DayNames names{on};
    state.sandbox.push_chunk(state.chunk);
    if (auto run = state.sandbox.call(0, 1, &names); !run) {
        // What has failed without harm will fail in the call itself.
        return state.sandbox.spoiled() ? std::move(run) : Result<void>{};
    }
    if (lua_istable(lua, -1) && !names.read_today()) {
        push_text(lua, function_);
        lua_rawget(lua, -2);
        state.function = KeptFunction::take(lua);
    }
    lua_settop(lua, 0);
    return {};
}

Result<RuleScript::Answer> RuleScript::call(const Document& facts, CivilDate on) const {
    auto ready = ready_state(on);
    if (!ready) return ready.error();
    auto& state = **ready;
    auto* const lua = state.sandbox.lua();
    CallFacts visible{names_, places_, facts.if_object(), {}};
    visible.read.resize(names_.size());
    DayNames names{on};
    const int arguments = 1 + state.push_function(function_);
    state.push_facts(&visible);
    if (const auto called = state.sandbox.call(arguments, 2, &names); !called) {
        if (!state.sandbox.spoiled()) pool_.keep(std::move(*ready));
        return called.error();
    }
    auto first = read_object(lua, -2);
    auto reasons = read_reasons(lua, -1);
    auto second = reasons ? Result<Document>{Document(nullptr)} : read_value(lua, -1);
    lua_settop(lua, 0);
    pool_.keep(std::move(*ready));
    if (!first) return first.error();
    if (!second) return second.error();
    Result<Answer> answer{boost::system::in_place_value};
    answer->first = std::move(*first);
    answer->second = std::move(*second);
    answer->reasons = std::move(reasons);
    for (std::size_t i = 0; i < visible.read.size(); ++i) {
        if (visible.read[i]) answer->read.push_back(i);
    }
    answer->read_today = names.read_today();
    return answer;
}

} // namespace gongdao
