#pragma once

#include <cstdint>
#include <random>
#include <vector>

/// Processes made of blocks, each with one way in and one way out, so that every token can come to
/// its end: what such a case cannot do, the engine does wrong.
namespace gongdao::simulation {

enum class BlockKind {
    user_task,
    script_task,
    rule_task, ///< by a grid or a rule in Lua
    effect_task,
    batch_task, ///< computes a batch, and may release it
    receive_task,
    manual_task,
    call,
    subprocess,
    catch_event,
    throw_event,
    exclusive,
    parallel,
    inclusive,
    event_choice,
    again, ///< a loop of flows around a user task
    plain_end,
    terminate,
    error_end
};

enum class Wait { timer, message, signal, conditional, error };

enum class Repeat { once, at_once, in_turn, loop };

struct Block;
using Sequence = std::vector<Block>;

/// A boundary event with its path, or an event subprocess with its contents.
struct Catching {
    int number = 0;
    int variant = 0;
    Wait wait = Wait::timer;
    bool interrupting = true;
    Sequence body;
};

struct Block {
    BlockKind kind = BlockKind::manual_task;
    int number = 0;  ///< names it; stays the same where others are dropped
    int variant = 0; ///< which of the spellings of its kind
    Repeat repeat = Repeat::once;
    Wait wait = Wait::timer;
    std::vector<Sequence> branches;   ///< of a subprocess and a loop just one
    std::vector<Catching> boundaries; ///< of activities
    std::vector<Catching> handlers;   ///< event subprocesses of a subprocess
};

/// The same for the same seed. The process itself is a subprocess block.
[[nodiscard]] Block random_process(std::uint64_t seed);

/// Makes the process smaller in the `number`-th way; false where there are not so many.
[[nodiscard]] bool make_smaller(Block& process, int number);

[[nodiscard]] bool is_activity(BlockKind kind);
[[nodiscard]] int count_blocks(const Block& process);

} // namespace gongdao::simulation
