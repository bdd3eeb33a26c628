#include "tests/reliability/disk/clerk.hpp"
#include "tests/reliability/disk/founded_county.hpp"

#include <doctest/doctest.h>

using namespace gongdao;
using namespace gongdao::testing;

namespace {

/// Writes of a start after a node was killed: its log grew for so many groups, was copied, and
/// began anew with one more.
int writes_of_start_after(int groups) {
    FragileDisk disk{0, founded_county().image};
    const MountedDisk mounted{disk};
    NotedEffects effects;
    Clerk clerk{5};
    {
        TrialNode node{founded_county().around, effects, Durability::full};
        must(node.start());
        for (int i = 0; i < groups; ++i)
            must(clerk.work(node.node(), trial_start));
        must(node.copy_log());
        must(clerk.work(node.node(), trial_start));
        disk.kill_program();
    }
    disk.start_program();
    disk.count_from_zero();
    TrialNode node{founded_county().around, effects, Durability::full};
    must(node.start());
    const auto writes = disk.calls_of(DiskCall::write);
    for (const auto& fault : clerk.look_for_faults(node.node(), effects, trial_start))
        FAIL_CHECK(fault);
    return writes;
}

} // namespace

TEST_CASE("a start writes again what the log holds, and not what a longer one has left behind it") {
    const auto after_short = writes_of_start_after(1);
    const auto after_long = writes_of_start_after(60);

    CHECK(after_short > 0);
    CHECK(after_long <= after_short + 2);
}
