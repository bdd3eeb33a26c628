#include "core/app/files.hpp"
#include "tests/support/results.hpp"

#include <doctest/doctest.h>

#include <filesystem>

using namespace gongdao;
using namespace gongdao::testing;

namespace {

/// Two packs and what they share, in a folder that goes with the test.
struct Packs {
    std::filesystem::path root =
        std::filesystem::temp_directory_path() / "gongdao-pack-folder-test";

    Packs() {
        std::filesystem::remove_all(root);
        put("workflows/shared/letters/style.html", "shared");
        put("workflows/plain/pack.info", "id plain\ntitle 甲\nprocess plain\nimport own\n");
        put("workflows/plain/letters/notice.html", "notice");
        put("workflows/own/pack.info", "id own\ntitle 乙\nprocess own\n");
        put("workflows/own/letters/style.html", "own");
        put("scripts/plain/rule.lua", "return {}");
    }

    Packs(const Packs&) = delete;
    Packs& operator=(const Packs&) = delete;

    ~Packs() { std::filesystem::remove_all(root); }

    void put(const std::string& path, const std::string& text) const {
        std::filesystem::create_directories((root / path).parent_path());
        must(write_file(root / path, text));
    }

    [[nodiscard]] std::map<std::string, std::string> read(const std::string& pack) const {
        return must(read_pack_folder(root / "workflows" / pack));
    }
};

} // namespace

TEST_CASE("a pack gets the letters that all share, unless it has its own of that name") {
    const Packs packs;

    CHECK(packs.read("plain").at("letters/style.html") == "shared");
    CHECK(packs.read("plain").at("letters/notice.html") == "notice");
    CHECK(packs.read("plain").at("scripts/rule.lua") == "return {}");
    CHECK(packs.read("own").at("letters/style.html") == "own");
}

TEST_CASE("an imported pack is read as it would be alone") {
    const Packs packs;

    CHECK(packs.read("plain").at("imports/own/letters/style.html") == "own");
    CHECK(packs.read("plain").contains("imports/own/pack.info"));
}
