#pragma once

#include "tests/bench/bench_node.hpp"
#include "tests/db/bare_store.hpp"

namespace gongdao::bench {

/// Engine and reference side by side on one file system.
struct Pair {
    static constexpr int rounds = 5;

    static constexpr std::int64_t cases_worth_it = 10'000;

    Pair(const std::filesystem::path& folder, std::int64_t cases, Watch watch)
        : engine{folder, cases, watch},
          bare{(folder / "bare.db").string(), cases, watch == Watch::processor} {
        if (cases < cases_worth_it) return;
        engine.complete(BenchNode::until_steady, 100);
        bare.complete(BenchNode::until_steady, 100);
    }

    /// Commands per second of both.
    [[nodiscard]] Figure throughput(Figure figure, int count, int per_group) {
        figure.unit = "1/s";
        const auto runs = interleave(
            rounds,
            [&] { return engine.complete(count, per_group); },
            [&] { return bare.complete(count, per_group); }
        );
        return compared(std::move(figure), runs);
    }

    BenchNode engine;
    BareStore bare;
};

} // namespace gongdao::bench
