#pragma once

#include "core/values/result.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

struct lua_State;
struct lua_Debug;

namespace gongdao {

/// What one evaluation may use. Everything but `out_of_time` is deterministic.
struct Budget {
    std::int64_t instructions = 200'000; ///< about 2 ms; host functions are charged to it as well
    std::size_t memory = std::size_t{16} << 20;
    std::size_t block = std::size_t{1} << 20; ///< the largest single allocation
    /// Asked now and then; true stops the script. Empty: no limit, so that answers repeat exactly.
    std::function<bool()> out_of_time;
};

enum class Trip { none, instructions, memory, time };

/// Answers names that are neither local nor in the library.
class GlobalNames {
public:
    virtual ~GlobalNames() = default;

    /// Pushes one value and answers true, or pushes nothing. Runs inside a protected call.
    virtual bool push_global(lua_State* lua, std::string_view name) = 0;

    /// Whether a name that nobody knows is an error rather than nil.
    [[nodiscard]] virtual bool refuses_unknown() const { return false; }
};

/// A Lua state for text from county staff: allow-listed library, budgets that `pcall` cannot
/// swallow, no state between calls except what the host keeps. Not thread-safe; one thread at a
/// time.
class Sandbox {
public:
    static constexpr std::size_t text_size_max = 32 * 1024;

    explicit Sandbox(Budget budget);
    ~Sandbox();
    Sandbox(const Sandbox&) = delete;
    Sandbox& operator=(const Sandbox&) = delete;

    [[nodiscard]] lua_State* lua() const { return lua_; }

    /// Compiles and pushes the chunk. `name` stands in messages.
    [[nodiscard]] Result<void> load(std::string_view text, const std::string& name);

    /// Pushes a chunk kept in the registry, with the environment it was loaded with: it may have
    /// given itself another, and what it keeps there must not reach its next call.
    void push_chunk(int reference);

    /// Calls the function below `arguments` values within a fresh budget. On failure nothing is
    /// left of function and arguments.
    [[nodiscard]] Result<void> call(int arguments, int results, GlobalNames* names = nullptr);

    /// True after a trip: the state must be thrown away.
    [[nodiscard]] bool spoiled() const { return trip_ != Trip::none; }

    [[nodiscard]] Trip trip() const { return trip_; }

    [[nodiscard]] std::size_t memory_peak() const { return peak_; }

    /// For host functions.
    [[nodiscard]] static Sandbox& of(lua_State* lua);
    /// Takes `steps` from the budget; leaves by a Lua error that cannot be caught when it is used
    /// up.
    void charge(std::int64_t steps);
    /// Leaves by a Lua error that the host gets back as `error`.
    [[noreturn]] void raise(Error error);
    /// For the sandbox's own `pcall`: turns the error on top of the stack into a text, or goes on
    /// unwinding when the budget is used up.
    void settle_caught_error(int status);

    [[nodiscard]] GlobalNames* names() const { return names_; }

private:
    static void* allocate(void* self, void* block, std::size_t old_size, std::size_t new_size);
    static void on_count(lua_State* lua, lua_Debug*);
    [[nodiscard]] bool may_grow(std::size_t growth, std::size_t new_size);
    void pay_for_bytes(std::size_t size, bool is_text);
    void check();
    void trip_over(Trip trip);
    /// Line of the script that runs now.
    [[nodiscard]] Place here() const;
    [[noreturn]] void unwind();
    void start_budget();
    [[nodiscard]] Error error_from_top(int status);
    [[nodiscard]] Error trip_error() const;

    Budget budget_;
    lua_State* lua_ = nullptr;
    GlobalNames* names_ = nullptr;
    std::optional<Error> raised_;
    std::int64_t spent_ = 0;
    std::size_t used_ = 0;
    std::size_t peak_ = 0;
    std::size_t longest_text_ = 0;
    std::size_t largest_block_ = 0;
    int refusals_ = 0;
    bool enforcing_ = false;
    Trip trip_ = Trip::none;
    Place tripped_at_;
    int environment_ = 0;
};

/// `name:3: message` → the message, with line in the place.
[[nodiscard]] Error lua_message_error(const ErrorKind& kind, std::string_view message);

} // namespace gongdao
