#include "core/rules/rule_script.hpp"

#include "core/rules/day_names.hpp"
#include "core/rules/errors.hpp"
#include "core/rules/fact_keys.hpp"
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

/// The number of a fact, or that of none.
std::size_t place_of(const std::vector<FactName>& names, std::string_view name) {
    const auto found = std::find_if(names.begin(), names.end(), [&](const FactName& known) {
        return known.field == name || known.title == name;
    });
    return static_cast<std::size_t>(found - names.begin());
}

/// What one call may see, and what it has seen; the userdata `facts` points to it.
class CallFacts {
public:
    CallFacts(
        const std::vector<FactName>& names,
        const FactKeys& keys,
        const FieldPlaces& places,
        const DocumentObject* facts
    )
        : names_{names}, keys_{keys}, places_{places}, facts_{facts}, seen_(names.size()) {}

    /// The key stands at index 2 of the stack.
    [[nodiscard]] std::size_t place(lua_State* lua) const {
        if (const auto known = keys_.find(lua_topointer(lua, 2))) return *known;
        const auto place = place_of(names_, text_argument(lua, 2, "facts"));
        if (place == names_.size())
            Sandbox::of(lua).raise(fail(errors::undeclared_fact, {shown(lua, 2)}));
        return place;
    }

    const Document* read(std::size_t place) {
        auto& seen = seen_[place];
        if (!seen.read) {
            seen.read = true;
            if (facts_ != nullptr) seen.value = places_.find(*facts_, place, names_[place].field);
        }
        return seen.value;
    }

    void report(RuleScript::Answer& answer) const {
        for (std::size_t i = 0; i < seen_.size(); ++i) {
            if (seen_[i].read) answer.read.push_back({i, seen_[i].value});
        }
    }

private:
    struct Seen {
        bool read = false;
        const Document* value = nullptr;
    };

    const std::vector<FactName>& names_;
    const FactKeys& keys_;
    const FieldPlaces& places_;
    const DocumentObject* facts_;
    boost::container::small_vector<Seen, 16> seen_;
};

int fact_index(lua_State* lua) {
    auto& call = **static_cast<CallFacts**>(lua_touserdata(lua, 1));
    const auto* const found = call.read(call.place(lua));
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

/// Pushes the metatable of `facts`.
void push_facts_metatable(lua_State* lua) {
    lua_newtable(lua);
    set_functions(
        lua, {{"__index", &guarded<&fact_index>}, {"__newindex", &guarded<&fact_newindex>}}
    );
}

FactKeys kept_keys(lua_State* lua, const std::vector<FactName>& names) {
    FactKeys keys{names.size() * 2};
    for (std::size_t i = names.size(); i-- > 0;) {
        for (const auto* const name : {&names[i].title, &names[i].field})
            keys.keep(lua, *name, place_of(names, *name));
    }
    return keys;
}

/// From the last two values of the stack.
std::optional<Error>
read_answer(lua_State* lua, const FactKeys& reasons, RuleScript::Answer& answer) {
    auto first = read_object(lua, -2);
    if (!first) return first.error();
    answer.first = std::move(*first);
    answer.reasons = read_reasons(lua, -1, reasons);
    if (answer.reasons) return {};
    auto second = read_value(lua, -1);
    if (!second) return second.error();
    answer.second = std::move(*second);
    return {};
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
    FactKeys keys;
    FactKeys reasons;
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

Result<std::unique_ptr<RuleScript::State>> RuleScript::ready_state(CivilDate on) const {
    if (auto state = pool_.take()) return state;
    auto state = std::make_unique<State>(budget_);
    auto* const lua = state->sandbox.lua();
    if (const auto loaded = state->sandbox.load(text_, file_); !loaded) return loaded.error();
    state->chunk = luaL_ref(lua, LUA_REGISTRYINDEX);
    state->keys = kept_keys(lua, names_);
    state->reasons = reason_keys(lua);
    lua_newuserdatauv(lua, sizeof(CallFacts*), 0);
    push_facts_metatable(lua);
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

std::optional<Error>
RuleScript::ask(const Document& facts, CivilDate on, RuleScript::Answer& answer) const {
    auto ready = ready_state(on);
    if (!ready) return ready.error();
    auto& state = **ready;
    auto* const lua = state.sandbox.lua();
    CallFacts visible{names_, state.keys, places_, facts.if_object()};
    DayNames names{on};
    const int arguments = 1 + state.push_function(function_);
    state.push_facts(&visible);
    if (const auto called = state.sandbox.call(arguments, 2, &names); !called) {
        if (!state.sandbox.spoiled()) pool_.keep(std::move(*ready));
        return called.error();
    }
    auto fault = read_answer(lua, state.reasons, answer);
    lua_settop(lua, 0);
    pool_.keep(std::move(*ready));
    visible.report(answer);
    answer.read_today = names.read_today();
    return fault;
}

Result<RuleScript::Answer> RuleScript::call(const Document& facts, CivilDate on) const {
    Result<Answer> answer{boost::system::in_place_value};
    if (auto fault = ask(facts, on, *answer)) answer = std::move(*fault);
    return answer;
}

} // namespace gongdao
