#include "tests/simulation/random_process.hpp"

#include <algorithm>
#include <array>

namespace gongdao::simulation {

namespace {

constexpr int depth_max = 3;
constexpr int blocks_max = 16;
constexpr std::uint64_t spellings = 12;

class Generator {
public:
    explicit Generator(std::uint64_t seed) : random_{seed} {}

    Block process() {
        Block root = named(BlockKind::subprocess);
        root.branches.push_back(sequence(1, true));
        if (one_in(3)) root.handlers.push_back(catching(2, handler_waits));
        return root;
    }

private:
    static constexpr std::array handler_waits{
        Wait::timer, Wait::message, Wait::signal, Wait::conditional};
    static constexpr std::array boundary_waits{
        Wait::timer, Wait::message, Wait::signal, Wait::conditional, Wait::error};

    std::uint64_t below(std::uint64_t bound) { return random_() % bound; }

    bool one_in(std::uint64_t bound) { return below(bound) == 0; }

    Block named(BlockKind kind) {
        return {
            .kind = kind,
            .number = ++numbers_,
            .variant = static_cast<int>(below(spellings)),
            .branches = {},
            .boundaries = {},
            .handlers = {}};
    }

    Sequence sequence(int depth, bool may_end) {
        Sequence blocks;
        const auto length = depth == 1 ? 2 + below(4) : below(3);
        for (std::uint64_t i = 0; i < length && numbers_ < blocks_max; ++i)
            blocks.push_back(block(depth, may_end));
        return blocks;
    }

    template <std::size_t Count>
    Catching catching(int depth, const std::array<Wait, Count>& waits) {
        Catching made{
            .number = ++numbers_,
            .variant = static_cast<int>(below(spellings)),
            .wait = waits[below(Count)],
            .interrupting = one_in(2),
            .body = {}};
        if (made.wait == Wait::error) made.interrupting = true;
        made.body = sequence(depth, false);
        return made;
    }

    BlockKind any_kind(int depth) {
        using enum BlockKind;
        static constexpr std::array simple{
            user_task,
            user_task,
            user_task,
            script_task,
            script_task,
            rule_task,
            rule_task,
            effect_task,
            effect_task,
            batch_task,
            batch_task,
            receive_task,
            manual_task,
            call,
            catch_event,
            catch_event,
            throw_event};
        static constexpr std::array nesting{
            subprocess, subprocess, exclusive, exclusive, parallel, inclusive, event_choice, again};
        return depth < depth_max && one_in(2) ? nesting[below(nesting.size())]
                                              : simple[below(simple.size())];
    }

    Block block(int depth, bool may_end) {
        using enum BlockKind;
        auto made = named(any_kind(depth));
        const bool splits = made.kind == exclusive || made.kind == parallel ||
                            made.kind == inclusive || made.kind == event_choice;
        const bool one_token = made.kind != parallel && made.kind != inclusive;
        if (splits) {
            for (auto left = 2 + below(2); left > 0; --left)
                made.branches.push_back(sequence(depth + 1, may_end && one_token));
        }
        if (made.kind == exclusive) end_a_branch(made.branches.back(), may_end);
        if (made.kind == subprocess) made.branches.push_back(sequence(depth + 1, true));
        if (made.kind == again) made.branches.push_back(sequence(depth + 1, may_end));
        if (made.kind == catch_event) made.wait = boundary_waits[below(boundary_waits.size() - 1)];
        if (is_activity(made.kind)) dress(made, depth);
        return made;
    }

    void end_a_branch(Sequence& branch, bool may_end) {
        using enum BlockKind;
        if (one_in(3))
            branch.push_back(named(terminate));
        else if (one_in(3))
            branch.push_back(named(error_end));
        else if (may_end && one_in(3))
            branch.push_back(named(plain_end));
    }

    void dress(Block& made, int depth) {
        using enum BlockKind;
        if (one_in(5)) made.repeat = static_cast<Repeat>(1 + below(3));
        const bool waits =
            made.kind != script_task && made.kind != manual_task && made.kind != rule_task;
        for (int i = 0; i < 2 && waits && one_in(3); ++i)
            made.boundaries.push_back(catching(depth + 1, boundary_waits));
        if (made.kind == subprocess && one_in(3))
            made.handlers.push_back(catching(depth + 1, boundary_waits));
        if (made.kind == subprocess && one_in(2)) {
            made.boundaries.push_back(catching(depth + 1, boundary_waits));
            made.boundaries.back().wait = Wait::error;
            made.boundaries.back().interrupting = true;
        }
        keep_one_error(made.boundaries);
        keep_one_error(made.handlers);
    }

    /// Two events that catch the same error on one element are no valid process.
    static void keep_one_error(std::vector<Catching>& all) {
        bool seen = false;
        std::erase_if(all, [&](const Catching& one) {
            const bool again = one.wait == Wait::error && seen;
            seen = seen || one.wait == Wait::error;
            return again;
        });
    }

    std::mt19937_64 random_;
    int numbers_ = 0;
};

/// Counts the ways down to the one that is asked for.
class Cut {
public:
    explicit Cut(int number) : left_{number} {}

    bool in(Sequence& blocks) {
        for (std::size_t i = 0; i < blocks.size(); ++i) {
            const auto at = blocks.begin() + static_cast<std::ptrdiff_t>(i);
            if (is_it()) {
                blocks.erase(at);
                return true;
            }
            for (std::size_t branch = 0; branch < blocks[i].branches.size(); ++branch) {
                if (!is_it()) continue;
                auto inner = std::move(blocks[i].branches[branch]);
                const auto next = blocks.erase(at);
                blocks.insert(next, inner.begin(), inner.end());
                return true;
            }
            if (inside(blocks[i])) return true;
        }
        return false;
    }

    bool inside(Block& block) {
        if (dropped(block.boundaries, 0) || dropped(block.handlers, 0)) return true;
        const bool keeps_one =
            block.kind == BlockKind::subprocess || block.kind == BlockKind::again;
        if (!keeps_one && dropped(block.branches, 1)) return true;
        if (block.repeat != Repeat::once && is_it()) {
            block.repeat = Repeat::once;
            return true;
        }
        const auto deeper = [&](Sequence& blocks) { return in(blocks); };
        const auto deeper_still = [&](Catching& one) { return in(one.body); };
        return std::any_of(block.branches.begin(), block.branches.end(), deeper) ||
               std::any_of(block.boundaries.begin(), block.boundaries.end(), deeper_still) ||
               std::any_of(block.handlers.begin(), block.handlers.end(), deeper_still);
    }

private:
    bool is_it() { return left_-- == 0; }

    template <class Part>
    bool dropped(std::vector<Part>& parts, std::size_t kept) {
        for (std::size_t i = kept; i < parts.size(); ++i) {
            if (!is_it()) continue;
            parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(i));
            return true;
        }
        return false;
    }

    int left_;
};

int count(const Sequence& blocks) {
    int sum = 0;
    for (const auto& block : blocks)
        sum += count_blocks(block);
    return sum;
}

} // namespace

bool is_activity(BlockKind kind) { return kind <= BlockKind::subprocess; }

Block random_process(std::uint64_t seed) { return Generator{seed}.process(); }

bool make_smaller(Block& process, int number) { return Cut{number}.inside(process); }

int count_blocks(const Block& process) {
    int sum = 1;
    for (const auto& branch : process.branches)
        sum += count(branch);
    for (const auto* parts : {&process.boundaries, &process.handlers})
        for (const auto& part : *parts)
            sum += 1 + count(part.body);
    return sum;
}

} // namespace gongdao::simulation
