#include "tests/plugins/isolating.hpp"
#include "tests/support/temporary_folder.hpp"

#include <vector>

namespace gongdao {

namespace {

using testing::as_wicked;
using testing::code_of;
using testing::fixture;
using testing::has_children;
using testing::Ill;
using testing::json;
using testing::list_for;
using testing::services;
using testing::TemporaryFolder;

} // namespace

TEST_CASE("a plugin that goes wrong as it starts is told from one that must not be loaded") {
    for (const auto& ill : std::vector<Ill>{
             {R"({"start":"crash"})", "plugin.process_not_started"},
             {R"({"start":"hang"})", "plugin.process_not_started"},
             {R"({"start":"noise"})", "plugin.process_not_started"}}) {
        CAPTURE(ill.how);
        auto with = services(ill.how);
        with.isolation.limits.start_ms = 1'000;
        PluginHost host{with};
        const auto file = fixture("wicked");

        CHECK(code_of(host.load(file, list_for(file, as_wicked))) == ill.code);

        CHECK(host.components().empty());
        CHECK_FALSE(has_children());
    }
}

TEST_CASE("what must not be loaded is refused in a separate process for the same reason") {
    struct Refusal {
        const char* name;
        const char* line;
        const char* code;
    };

    for (const auto& refusal : std::vector<Refusal>{
             {"wrong_major", "test.fixture 1.0.0 isolated", "plugin.wrong_abi"},
             {"newer_host", "test.old 1.0.0 isolated", "plugin.declined"},
             {"short", "test.fixture 1.0.0 isolated", "plugin.malformed"},
             {"create_fails", "test.fixture 1.0.0 isolated", "plugin.create_failed"},
             {"wants", "test.fixture 1.0.0 isolated", "plugin.extension_missing"},
             {"wicked", "test.wicked 2.0.0 isolated", "plugin.identity_differs"},
             {"wicked", "test.wicked 1.0.0 inproc", "plugin.needs_isolation"},
             {"fixture", "test.fixture 1.0.0 isolated", "plugin.function_isolated"}}) {
        CAPTURE(refusal.name);
        PluginHost host{services()};
        const auto file = fixture(refusal.name);

        const auto loaded = host.load(file, list_for(file, refusal.line));

        REQUIRE(code_of(loaded) == refusal.code);
        CHECK(loaded.error().arguments.at(0) == file.string());
        CHECK(host.components().empty());
    }
}

TEST_CASE("without the program for separate processes a plugin that needs one is refused") {
    const auto file = fixture("wicked");
    PluginHost without;
    CHECK(code_of(without.load(file, list_for(file, as_wicked))) == "plugin.needs_isolation");

    auto with = services();
    with.isolation.program = "/nowhere/gongdao-plugin-host";
    PluginHost missing{with};
    CHECK(code_of(missing.load(file, list_for(file, as_wicked))) == "plugin.process_not_started");
}

namespace {

void twice_twenty_one(const std::filesystem::path& file, const AllowList& list) {
    PluginHost host{services()};
    REQUIRE(code_of(host.load(file, list)) == "ok");
    const auto all = host.components();
    REQUIRE(all.size() == 1);
    CHECK(all[0].timeout_ms == 0); // its component ends before the field
    const auto result = host.run_job("old.twice", json(R"({"number":21})"), {});
    REQUIRE(code_of(result) == "ok");
    CHECK(find_integer(*result, "number") == 42);
}

} // namespace

TEST_CASE("a plugin of the first release works as it did, in the process and apart") {
    const auto file = fixture("old");
    for (const std::string mode : {"inproc", "isolated"}) {
        CAPTURE(mode);
        twice_twenty_one(file, list_for(file, "test.old 1.0.0 " + mode));
    }
}

#if defined(__x86_64__)
TEST_CASE("the very file that the first release built is still allowed and works") {
    const std::string sha256 = "bad920fdfaf39cff6600055e6ac4bed69a1137d1ffe779d1855a068fbe23406f";
    const TemporaryFolder folder; // nobody else may write there
    const auto file = folder.path() / "old.so";
    std::filesystem::copy_file(
        std::filesystem::path{GONGDAO_SOURCE_DIR} / "tests/plugins/abi-1.0/old.x86_64.so", file
    );
    for (const std::string mode : {"inproc", "isolated"}) {
        CAPTURE(mode);
        twice_twenty_one(file, testing::list_of(sha256 + "  test.old 1.0.0 " + mode));
    }

    std::ofstream{file, std::ios::app | std::ios::binary} << '\0';
    PluginHost host{services()};
    const auto altered = host.load(file, testing::list_of(sha256 + "  test.old 1.0.0 inproc"));
    CHECK(code_of(altered) == "plugin.not_allowed");
}
#endif

TEST_CASE("load_all leaves out a plugin whose process does not start, and says so") {
    const TemporaryFolder temporary;
    const auto& folder = temporary.path();
    std::string list;
    for (const auto& [file, line] : std::vector<std::pair<std::string, std::string>>{
             {"wicked", as_wicked}, {"wrapped", "test.wrapped 1.0.0 inproc"}}) {
        std::filesystem::copy_file(fixture(file), folder / (file + ".so"));
        list +=
            testing::text_of(fixture(file).string() + ".allow").substr(0, 64) + " " + line + "\n";
    }
    std::vector<std::string> logged;
    auto with = services(R"({"start":"crash"})");
    with.log = [&](PluginLogLevel level, std::string_view plugin, std::string_view) {
        CHECK(level == PluginLogLevel::error);
        logged.emplace_back(plugin);
    };
    PluginHost host{with};

    const auto loaded = host.load_all(folder, list);

    CHECK(code_of(loaded) == "ok");
    CHECK(logged == std::vector<std::string>{"wicked"});
    CHECK(code_of(host.run_job("wrapped.end", json(R"({"end":"well"})"), {})) == "ok");
    CHECK(code_of(host.run_job("wicked.job", json("{}"), {})) == "plugin.no_such_component");
}

} // namespace gongdao
