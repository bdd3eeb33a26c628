#include "core/model/pack.hpp"
#include "tests/model/pack_folder.hpp"

#include <doctest/doctest.h>

#include <random>

namespace gongdao {

namespace {

/// Cuts, doubles or overwrites a stretch of the text.
std::string damaged(const std::string& text, std::mt19937& random) {
    const auto from = random() % (text.size() + 1);
    const auto length = random() % 40;
    auto out = text;
    switch (random() % 3) {
    case 0:
        out.erase(from, length);
        break;
    case 1:
        out.insert(from, text.substr(from, length));
        break;
    default:
        out.replace(
            from,
            std::min<std::size_t>(length, out.size() - from),
            text.substr(random() % text.size(), length)
        );
    }
    return out;
}

} // namespace

TEST_CASE("a damaged pack is read to the end, and what has no fault can be validated") {
    const auto whole = test::files_below(test::model_folder() / "sample_pack");
    std::mt19937 random{20'261'121};
    int with_faults = 0;
    int rounds = 0;
    for (const auto& file : test::sorted_children(test::model_folder() / "valid")) {
        for (int i = 0; i < 25; ++i) {
            auto files = whole;
            files["arrears-warning.bpmn"] = damaged(test::bytes_of(file), random);
            auto& other =
                std::next(files.begin(), static_cast<std::ptrdiff_t>(random() % files.size()))
                    ->second;
            other = damaged(other, random);
            Faults faults;
            const auto pack = read_pack(files, faults);
            for (const auto& fault : faults)
                CHECK(!sentence(fault, Language::english).empty());
            validate(pack, {}, faults);
            with_faults += faults.empty() ? 0 : 1;
            ++rounds;
        }
    }
    CHECK(with_faults > rounds / 2);
}

} // namespace gongdao
