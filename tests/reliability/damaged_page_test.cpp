#include "core/runtime/replay.hpp"
#include "tests/reliability/disk/clerk.hpp"
#include "tests/reliability/disk/founded_county.hpp"

#include <doctest/doctest.h>

#include <map>

using namespace gongdao;
using namespace gongdao::testing;

namespace {

constexpr int groups = 12;

/// A county with some cases, closed in order: everything is in the database file.
const FragileDisk::Image& worked_county() {
    static const auto image = [] {
        FragileDisk disk{0, founded_county().image};
        const MountedDisk mounted{disk};
        NotedEffects effects;
        Clerk clerk{3};
        {
            TrialNode node{founded_county().around, effects, Durability::full};
            must(node.start());
            for (int i = 0; i < groups; ++i)
                must(clerk.work(node.node(), trial_start));
        }
        disk.write_back();
        return disk.image();
    }();
    return image;
}

std::string text_of(const Cell& cell) {
    if (const auto* number = std::get_if<std::int64_t>(&cell)) return std::to_string(*number);
    if (const auto* text = std::get_if<std::string>(&cell)) return "'" + *text + "'";
    return "-";
}

/// Everything that the store says.
Result<std::string> contents(StoreReader& store) {
    std::string out;
    const auto rows = store.journal_after(0, 1'000'000);
    if (!rows) return rows.error();
    for (const auto& row : *rows)
        out += std::to_string(row.position) + to_hex(row.hash) + to_hex(hash_of(row)) + "\n";
    for (const auto& shape : derived_tables()) {
        const auto scanned = store.scan(shape.name, [&](const Record& record) {
            for (const auto& cell : record.cells)
                out += text_of(cell) + "|";
            out += "\n";
            return true;
        });
        if (!scanned) return scanned.error();
    }
    return out;
}

enum class Fate { refused, found, harmless, overlooked };

/// What happens to a store with one flipped bit.
Fate fate_of(const std::string& expected, std::size_t place, unsigned bit) {
    auto image = worked_county();
    auto& byte = image.at(founded_county().around.path)[place];
    byte = static_cast<char>(static_cast<unsigned char>(byte) ^ (1U << bit));
    FragileDisk disk{place, image};
    const MountedDisk mounted{disk};
    NotedEffects effects;
    TrialNode node{founded_county().around, effects, Durability::full};
    const auto started = node.start();
    if (!started) {
        CHECK(sentence(started.error(), Language::chinese).find("请") != std::string::npos);
        return Fate::refused;
    }
    const auto reader = node.store().new_reader();
    if (!reader) return Fate::found;
    const auto verified = verify(**reader);
    if (!verified || !verified->holds()) return Fate::found;
    if (!node.store().thorough_check()) return Fate::found;
    const auto now = contents(**reader);
    return now && *now == expected ? Fate::harmless : Fate::overlooked;
}

} // namespace

TEST_CASE("a flipped bit anywhere in the store is refused, found by verification, or harmless") {
    const auto& file = worked_county().at(founded_county().around.path);
    const auto expected = [] {
        FragileDisk disk{0, worked_county()};
        const MountedDisk mounted{disk};
        NotedEffects effects;
        TrialNode node{founded_county().around, effects, Durability::full};
        must(node.start());
        return must(contents(node.store().writer()));
    }();
    const auto trials = chosen<std::size_t>(80, 4'000, 60'000);
    std::mt19937_64 random{seed_of_run()};
    std::map<Fate, int> tally;

    for (std::size_t i = 0; i < trials; ++i) {
        const auto place = i * file.size() / trials + random() % (file.size() / trials);
        const auto bit = static_cast<unsigned>(random() % 8);
        CAPTURE(place);
        CAPTURE(place / 4'096 + 1);
        CAPTURE(place % 4'096);
        CAPTURE(bit);
        const auto fate = fate_of(expected, place, bit);
        CHECK(fate != Fate::overlooked);
        ++tally[fate];
    }

    CHECK(tally[Fate::found] > 0);
    MESSAGE(
        trials << " flipped bits in " << file.size() << " bytes: " << tally[Fate::refused]
               << " refused, " << tally[Fate::found] << " found, " << tally[Fate::harmless]
               << " harmless"
    );
}
