#include "core/rules/sandbox.hpp"

#include "core/rules/errors.hpp"
#include "core/rules/lua_tokens.hpp"
#include "core/rules/sandbox_libraries.hpp"
#include "core/values/ensure.hpp"

#include <lua.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <lauxlib.h>
#include <utility>

namespace gongdao {

namespace {

constexpr int count_period = 1000;
/// After so many refusals nothing is given any more: a script that lives on refused allocations
/// spends its time in emergency collections.
constexpr int refusals_max = 4;
/// Errors are dear (a C++ throw), so catching one costs more than its instruction.
constexpr std::int64_t caught_error_price = 200;

/// Copying is paid by the byte, beyond what every small object needs.
constexpr std::size_t free_bytes = 512;
constexpr std::size_t bytes_per_step = 32;
/// One instruction can compare two texts, so instructions get dearer with the longest text.
constexpr std::size_t text_bytes_per_instruction = 8192;
/// One instruction can walk a chain of colliding keys or copy a stack of arguments, so they get
/// dearer with the largest block that is no text.
constexpr std::size_t block_bytes_per_instruction = 65'536;

/// Their addresses mark error values that no script can make.
char unwind_mark = 0;
char raise_mark = 0;

int build(lua_State* lua) {
    open_environment(lua);
    return 1;
}

} // namespace

Error lua_message_error(const ErrorKind& kind, std::string_view message) {
    Place place;
    const auto colon = message.find(':');
    if (colon != std::string_view::npos) {
        int line = 0;
        const auto* first = message.data() + colon + 1;
        const auto [rest, code] = std::from_chars(first, message.data() + message.size(), line);
        if (code == std::errc{} && rest != message.data() + message.size() && *rest == ':') {
            place.file = std::string(message.substr(0, colon));
            place.line = line;
            message.remove_prefix(static_cast<std::size_t>(rest - message.data()) + 1);
            while (message.starts_with(' '))
                message.remove_prefix(1);
        }
    }
    return fail(kind, {std::string(message)}, std::move(place));
}

Sandbox::Sandbox(Budget budget) : budget_{std::move(budget)} {
    lua_ = lua_newstate(&Sandbox::allocate, this);
    ensure(lua_ != nullptr, "no memory for a Lua state");
    *static_cast<Sandbox**>(lua_getextraspace(lua_)) = this;
    lua_pushcfunction(lua_, &build);
    ensure(lua_pcall(lua_, 0, 1, 0) == LUA_OK, "the Lua environment cannot be built");
    environment_ = luaL_ref(lua_, LUA_REGISTRYINDEX);
}

Sandbox::~Sandbox() {
    enforcing_ = false;
    lua_close(lua_);
}

Sandbox& Sandbox::of(lua_State* lua) { return **static_cast<Sandbox**>(lua_getextraspace(lua)); }

bool Sandbox::may_grow(std::size_t growth, std::size_t new_size) {
    if (!enforcing_) return true;
    if (trip_ != Trip::none) return false;
    if (refusals_ > refusals_max || new_size > budget_.block || used_ + growth > budget_.memory) {
        // When the script has ended by it, nobody knows any more where it was.
        tripped_at_ = here();
        if (++refusals_ > refusals_max) trip_over(Trip::memory);
        return false;
    }
    return true;
}

void Sandbox::pay_for_bytes(std::size_t size, bool is_text) {
    if (!enforcing_ || size <= free_bytes) return;
    spent_ += static_cast<std::int64_t>(size / bytes_per_step);
    auto& largest = is_text ? longest_text_ : largest_block_;
    largest = std::max(largest, size);
    // An allocator cannot raise; refusing leads to an error that ends in this trip.
    if (spent_ > budget_.instructions) trip_over(Trip::instructions);
}

void* Sandbox::allocate(void* self, void* block, std::size_t old_size, std::size_t new_size) {
    auto& sandbox = *static_cast<Sandbox*>(self);
    // For a new object Lua passes its type instead of an old size.
    const bool is_text = block == nullptr && old_size == LUA_TSTRING;
    if (block == nullptr) old_size = 0;
    if (new_size == 0) {
        std::free(block);
        sandbox.used_ -= old_size;
        return nullptr;
    }
    if (new_size > old_size) {
        sandbox.pay_for_bytes(new_size, is_text);
        if (!sandbox.may_grow(new_size - old_size, new_size)) return nullptr;
    }
    // Most are new; allocators have a shorter way for them.
    void* const grown = block == nullptr ? std::malloc(new_size) : std::realloc(block, new_size);
    if (grown == nullptr) return nullptr;
    sandbox.used_ += new_size - old_size;
    sandbox.peak_ = std::max(sandbox.peak_, sandbox.used_);
    return grown;
}

void Sandbox::on_count(lua_State* lua, lua_Debug*) {
    auto& sandbox = of(lua);
    const auto price = 1 + sandbox.longest_text_ / text_bytes_per_instruction +
                       sandbox.largest_block_ / block_bytes_per_instruction;
    sandbox.spent_ += count_period * static_cast<std::int64_t>(price);
    sandbox.check();
}

void Sandbox::charge(std::int64_t steps) {
    spent_ += steps;
    if (spent_ > budget_.instructions || trip_ != Trip::none) check();
}

/// Reads only, so that the allocator may ask too.
Place Sandbox::here() const {
    lua_Debug frame;
    for (int level = 0; lua_getstack(lua_, level, &frame) != 0; ++level) {
        if (lua_getinfo(lua_, "Sl", &frame) == 0 || frame.currentline <= 0) continue;
        return {.file = frame.source + 1, .line = frame.currentline, .column = 0, .element = {}};
    }
    return {};
}

void Sandbox::trip_over(Trip trip) {
    if (trip_ != Trip::none) return;
    trip_ = trip;
    auto place = here();
    if (!place.file.empty()) tripped_at_ = std::move(place);
}

void Sandbox::check() {
    if (trip_ == Trip::none) {
        if (spent_ > budget_.instructions) {
            trip_over(Trip::instructions);
        } else if (budget_.out_of_time && budget_.out_of_time()) {
            trip_over(Trip::time);
        }
    }
    if (trip_ != Trip::none) unwind();
}

void Sandbox::unwind() {
    // Fires on every further instruction, so that nothing can run after a caught error either.
    lua_sethook(lua_, &Sandbox::on_count, LUA_MASKCOUNT, 1);
    lua_pushlightuserdata(lua_, &unwind_mark);
    lua_error(lua_);
    std::abort();
}

void Sandbox::raise(Error error) {
    raised_ = std::move(error);
    if (raised_->place.file.empty()) raised_->place = here();
    lua_pushlightuserdata(lua_, &raise_mark);
    lua_error(lua_);
    std::abort();
}

void Sandbox::settle_caught_error(int status) {
    if (status == LUA_ERRMEM) trip_over(Trip::memory);
    if (trip_ != Trip::none) unwind();
    charge(caught_error_price);
    if (lua_touserdata(lua_, -1) == &raise_mark && raised_) {
        const auto text = sentence(*raised_, Language::chinese);
        raised_.reset();
        lua_pop(lua_, 1);
        lua_pushlstring(lua_, text.data(), text.size());
    }
}

Result<void> Sandbox::load(std::string_view text, const std::string& name) {
    if (const auto fit = check_lua_text(text); !fit) return fit.error();
    const auto chunk = "=" + name;
    const int status = luaL_loadbufferx(lua_, text.data(), text.size(), chunk.c_str(), "t");
    if (status != LUA_OK) {
        std::size_t size = 0;
        const char* const message = lua_tolstring(lua_, -1, &size);
        auto error = lua_message_error(
            errors::lua_unreadable, message == nullptr ? "?" : std::string_view{message, size}
        );
        lua_pop(lua_, 1);
        return error;
    }
    lua_rawgeti(lua_, LUA_REGISTRYINDEX, environment_);
    lua_setupvalue(lua_, -2, 1);
    return {};
}

void Sandbox::push_chunk(int reference) {
    lua_rawgeti(lua_, LUA_REGISTRYINDEX, reference);
    lua_rawgeti(lua_, LUA_REGISTRYINDEX, environment_);
    lua_setupvalue(lua_, -2, 1);
}

void Sandbox::start_budget() {
    spent_ = 0;
    refusals_ = 0;
    longest_text_ = 0;
    largest_block_ = 0;
    raised_.reset();
    tripped_at_ = {};
    lua_sethook(lua_, &Sandbox::on_count, LUA_MASKCOUNT, count_period);
}

Result<void> Sandbox::call(int arguments, int results, GlobalNames* names) {
    ensure(!spoiled(), "a tripped sandbox is used again");
    start_budget();
    names_ = names;
    enforcing_ = true;
    const int status = lua_pcall(lua_, arguments, results, 0);
    enforcing_ = false;
    names_ = nullptr;
    if (status == LUA_ERRMEM) trip_over(Trip::memory);
    if (status == LUA_OK && trip_ == Trip::none) return {};
    auto error = error_from_top(status);
    lua_settop(lua_, 0);
    return error;
}

Error Sandbox::trip_error() const {
    switch (trip_) {
    case Trip::memory:
        return fail(errors::lua_memory, {std::to_string(budget_.memory)}, tripped_at_);
    case Trip::time:
        return fail(errors::lua_out_of_time, {}, tripped_at_);
    default:
        return fail(errors::lua_budget, {std::to_string(budget_.instructions)}, tripped_at_);
    }
}

Error Sandbox::error_from_top(int status) {
    if (trip_ != Trip::none) return trip_error();
    if (status == LUA_OK) return fail(errors::rule_internal, {"no error"});
    if (lua_touserdata(lua_, -1) == &raise_mark && raised_) return *std::exchange(raised_, {});
    if (lua_type(lua_, -1) == LUA_TSTRING) {
        std::size_t size = 0;
        const char* const text = lua_tolstring(lua_, -1, &size);
        return lua_message_error(errors::lua_failed, std::string_view{text, size});
    }
    return fail(errors::lua_failed, {std::string("error value: ") + luaL_typename(lua_, -1)});
}

} // namespace gongdao
