#pragma once

#include "tests/reliability/disk/trial_node.hpp"
#include "tests/support/results.hpp"
#include "tests/support/temporary_folder.hpp"

#include <cstdlib>
#include <string>
#include <string_view>

namespace gongdao::testing {

inline const Instant trial_start{1'772'413'200'000}; // 2026-03-02T09:00+08:00

/// What all trials of one program share: a real folder, and a county as it was founded.
struct FoundedCounty {
    TemporaryFolder folder;
    Surroundings around{folder.path().string()};
    FragileDisk::Image image;

    FoundedCounty() {
        FragileDisk disk{0};
        const MountedDisk mounted{disk};
        NotedEffects effects;
        {
            TrialNode node{around, effects, Durability::full};
            must(node.start());
            must(node.found(trial_start));
        }
        disk.write_back();
        image = disk.image();
    }
};

inline FoundedCounty& founded_county() {
    static FoundedCounty county;
    return county;
}

/// A number from the environment, or the usual one.
inline std::uint64_t number_from(const char* variable, std::uint64_t usual) {
    const char* text = std::getenv(variable);
    return text == nullptr ? usual : std::strtoull(text, nullptr, 10);
}

/// How much is tried: `few` with sanitizers (GONGDAO_TRIALS=few), `many` for GONGDAO_LONG=1.
template <class Number>
Number chosen(Number few, Number usual, Number many) {
    if (number_from("GONGDAO_LONG", 0) == 1) return many;
    const char* asked = std::getenv("GONGDAO_TRIALS");
    return asked != nullptr && std::string_view{asked} == "few" ? few : usual;
}

/// GONGDAO_SEED repeats a run.
inline std::uint64_t seed_of_run() { return number_from("GONGDAO_SEED", 20'260'302); }

} // namespace gongdao::testing
