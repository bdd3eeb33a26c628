#include "core/rules/lua_expressions.hpp"

#include "core/rules/errors.hpp"
#include "core/rules/lua_tokens.hpp"
#include "core/rules/lua_values.hpp"
#include "core/rules/pool.hpp"
#include "core/rules/sandbox_libraries.hpp"

#include <boost/json/object.hpp>
#include <lua.h>

#include <algorithm>
#include <array>
#include <lauxlib.h>
#include <unordered_map>
#include <utility>

namespace gongdao {

namespace {

/// A state that has compiled more is thrown away: what it keeps takes from the memory of every
/// later evaluation.
constexpr std::size_t chunks_max = 4096;
constexpr std::size_t compiled_bytes_max = std::size_t{512} << 10;

constexpr std::array<std::string_view, 30> library_names{
    "add_days", "add_months",     "assert", "day_of",     "days_between", "div_round",
    "error",    "floor",          "ipairs", "math",       "max",          "min",
    "month_of", "months_between", "pairs",  "pcall",      "plus",         "proportion",
    "select",   "string",         "table",  "times",      "today",        "tonumber",
    "tostring", "type",           "utf8",   "weekday_of", "year_of",      "_ENV"};

struct TextHash {
    using is_transparent = void;

    std::size_t operator()(std::string_view text) const {
        return std::hash<std::string_view>{}(text);
    }
};

/// The fields of one evaluation.
class FieldNames final : public GlobalNames {
public:
    FieldNames(const Document& values, Instant now) : fields_{values.if_object()}, now_{now} {}

    bool push_global(lua_State* lua, std::string_view name) override {
        const auto* const found = fields_ == nullptr ? nullptr : fields_->if_contains(name);
        if (found != nullptr) {
            push_document(lua, *found);
            return true;
        }
        if (name != "today") return false;
        push_text(lua, to_text(date_of(now_)));
        return true;
    }

private:
    const DocumentObject* fields_;
    Instant now_;
};

std::string wrapped(std::string_view expression) {
    // The line break ends a trailing comment; the line number of faults stays right.
    return "return (" + std::string(expression) + "\n)";
}

} // namespace

/// One Lua state with the texts it has compiled.
class LuaExpressions::Evaluator {
public:
    explicit Evaluator(const Budget& budget) : sandbox_{budget} {}

    Result<void> compile(Form form, std::string_view text, int& reference) {
        auto& chunks = form == Form::expression ? expressions_ : scripts_;
        if (const auto known = chunks.find(text); known != chunks.end()) {
            reference = known->second;
            return {};
        }
        const auto loaded = form == Form::expression ? sandbox_.load(wrapped(text), "表达式")
                                                     : sandbox_.load(text, "脚本");
        if (!loaded) return loaded.error();
        reference = luaL_ref(sandbox_.lua(), LUA_REGISTRYINDEX);
        chunks.emplace(std::string(text), reference);
        compiled_bytes_ += text.size();
        return {};
    }

    Result<Document> answer(Form form, std::string_view text, GlobalNames& names) {
        int reference = 0;
        if (const auto compiled = compile(form, text, reference); !compiled)
            return compiled.error();
        auto* const lua = sandbox_.lua();
        sandbox_.push_chunk(reference);
        if (const auto called = sandbox_.call(0, 1, &names); !called) return called.error();
        auto result = form == Form::expression ? read_value(lua, -1) : read_object(lua, -1);
        lua_settop(lua, 0);
        return result;
    }

    [[nodiscard]] bool worn() const {
        return sandbox_.spoiled() || compiled_bytes_ > compiled_bytes_max ||
               expressions_.size() + scripts_.size() > chunks_max;
    }

private:
    using Chunks = std::unordered_map<std::string, int, TextHash, std::equal_to<>>;

    Sandbox sandbox_;
    Chunks expressions_;
    Chunks scripts_;
    std::size_t compiled_bytes_ = 0;
};

struct LuaExpressions::Shared {
    Budget budget;
    Pool<Evaluator> pool;

    std::unique_ptr<Evaluator> take() {
        auto evaluator = pool.take();
        return evaluator ? std::move(evaluator) : std::make_unique<Evaluator>(budget);
    }

    void give_back(std::unique_ptr<Evaluator> evaluator) {
        if (!evaluator->worn()) pool.keep(std::move(evaluator));
    }
};

LuaExpressions::LuaExpressions(Budget budget) : shared_{std::make_unique<Shared>()} {
    shared_->budget = std::move(budget);
}

LuaExpressions::~LuaExpressions() = default;
LuaExpressions::LuaExpressions(LuaExpressions&&) noexcept = default;
LuaExpressions& LuaExpressions::operator=(LuaExpressions&&) noexcept = default;

Result<void> LuaExpressions::check_expression(std::string_view text) const {
    auto evaluator = shared_->take();
    int reference = 0;
    auto compiled = evaluator->compile(Form::expression, text, reference);
    shared_->give_back(std::move(evaluator));
    return compiled;
}

Result<void> LuaExpressions::check_script(std::string_view text) const {
    auto evaluator = shared_->take();
    int reference = 0;
    auto compiled = evaluator->compile(Form::script, text, reference);
    shared_->give_back(std::move(evaluator));
    return compiled;
}

Result<Document> LuaExpressions::answer(
    Form form, std::string_view text, const Document& values, Instant now
) const {
    auto evaluator = shared_->take();
    FieldNames names{values, now};
    auto result = evaluator->answer(form, text, names);
    shared_->give_back(std::move(evaluator));
    return result;
}

Result<Document>
LuaExpressions::evaluate(std::string_view text, const Document& values, Instant now) const {
    return answer(Form::expression, text, values, now);
}

Result<Document>
LuaExpressions::run(std::string_view script, const Document& values, Instant now) const {
    return answer(Form::script, script, values, now);
}

std::vector<std::string> LuaExpressions::library() {
    return {library_names.begin(), library_names.end()};
}

std::vector<std::string> LuaExpressions::fields_of(std::string_view text) {
    auto names = free_names(text);
    std::erase_if(names, [](const std::string& name) {
        return std::find(library_names.begin(), library_names.end(), name) != library_names.end();
    });
    return names;
}

} // namespace gongdao
