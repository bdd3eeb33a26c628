#include "core/plugin_host/sealed_file.hpp"
#include "tests/plugins/loading.hpp"

#include <cstdlib>
#include <fcntl.h>
#include <unistd.h>

namespace gongdao {

namespace {

using testing::code_of;
using testing::fixture;
using testing::list_for;
using testing::list_of;

/// A folder of its own, gone at the end.
class Folder {
public:
    Folder() {
        std::string name =
            (std::filesystem::temp_directory_path() / "gongdao-plugins-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        path_ = name;
    }

    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    ~Folder() { std::filesystem::remove_all(path_); }

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

    [[nodiscard]] std::filesystem::path copy(const std::string& name) const {
        const auto target = path_ / (name + ".so");
        std::filesystem::copy_file(fixture(name), target);
        return target;
    }

private:
    std::filesystem::path path_;
};

constexpr const char* as_fixture = "test.fixture 1.0.0 inproc";

} // namespace

TEST_CASE("a plugin on the allow list is loaded and tells what it can do") {
    PluginHost host;

    REQUIRE(
        code_of(host.load(fixture("fixture"), list_for(fixture("fixture"), as_fixture))) == "ok"
    );

    const auto all = host.components();
    REQUIRE(all.size() == 3);
    CHECK(all[0].name == "fixture.alone");
    CHECK(all[0].kind == ComponentKind::validator);
    CHECK(all[1].name == "fixture.deliver");
    CHECK_FALSE(all[1].pure);
    CHECK(all[2].name == "fixture.look");
    CHECK(all[2].version == 3);
    CHECK(all[2].about == "tells types");
    CHECK(all[2].input_schema == "{}");
    CHECK(all[2].output_schema.empty());
    CHECK(all[2].plugin_id == "test.fixture");
    CHECK(all[2].sha256.size() == 64);
}

TEST_CASE("what must not be loaded is refused for its own reason") {
    struct Refusal {
        const char* name;
        const char* code;
    };

    const std::vector<Refusal> refusals{
        {"wrong_major", "plugin.wrong_abi"},
        {"declines", "plugin.declined"},
        {"short", "plugin.malformed"},
        {"bad_name", "plugin.malformed"},
        {"impure", "plugin.malformed"},
        {"isolate", "plugin.needs_isolation"},
        {"create_fails", "plugin.create_failed"},
        {"wants", "plugin.extension_missing"},
    };
    for (const auto& refusal : refusals) {
        CAPTURE(refusal.name);
        PluginHost host;
        const auto file = fixture(refusal.name);

        CHECK(code_of(host.load(file, list_for(file, as_fixture))) == refusal.code);

        CHECK(host.components().empty());
    }
}

TEST_CASE("a library that exports anything but the entry is refused before it runs") {
    for (const auto* name : {"no_entry", "two_symbols"}) {
        CAPTURE(name);
        PluginHost host;
        const auto sealed = SealedFile::copy_of(fixture(name));
        REQUIRE(sealed.has_value());

        const auto loaded = host.load(fixture(name), list_of(sealed->sha256() + " " + as_fixture));

        CHECK(code_of(loaded) == "plugin.exports_wrong");
    }
}

TEST_CASE("a library with a missing symbol fails when it is loaded, not when it is called") {
    PluginHost host;
    const auto sealed = SealedFile::copy_of(fixture("unresolved"));
    REQUIRE(sealed.has_value());

    const auto loaded =
        host.load(fixture("unresolved"), list_of(sealed->sha256() + " " + as_fixture));

    REQUIRE(code_of(loaded) == "plugin.not_loaded");
    CHECK(loaded.error().arguments.at(1).find("nobody_has_this") != std::string::npos);
}

TEST_CASE("a file that is no library is refused") {
    const Folder folder;
    const auto file = folder.path() / "text.so";
    std::ofstream{file} << "not a library";
    const auto sealed = SealedFile::copy_of(file);
    REQUIRE(sealed.has_value());
    PluginHost host;

    CHECK(
        code_of(host.load(file, list_of(sealed->sha256() + " " + as_fixture))) ==
        "plugin.not_loaded"
    );
}

TEST_CASE("a plugin of a later minor version is loaded") {
    PluginHost host;
    const auto file = fixture("newer_minor");

    CHECK(code_of(host.load(file, list_for(file, as_fixture))) == "ok");
    CHECK(host.components().size() == 3);
}

TEST_CASE("a file that is not on the list is refused with its hash") {
    PluginHost host;

    const auto loaded = host.load(fixture("fixture"), list_of("# nothing\n"));

    REQUIRE(code_of(loaded) == "plugin.not_allowed");
    CHECK(
        loaded.error().arguments.at(1) ==
        testing::text_of(fixture("fixture").string() + ".allow").substr(0, 64)
    );
}

TEST_CASE("a file altered by one byte is refused") {
    const Folder folder;
    const auto file = folder.copy("fixture");
    const auto list = list_for(fixture("fixture"), as_fixture);
    PluginHost before;
    REQUIRE(code_of(before.load(file, list)) == "ok");

    std::ofstream{file, std::ios::app | std::ios::binary} << 'x';

    PluginHost after;
    CHECK(code_of(after.load(file, list)) == "plugin.not_allowed");
}

TEST_CASE("a folder that others may write to is refused") {
    using std::filesystem::perms;
    for (const auto open : {perms::group_write, perms::others_write}) {
        const Folder folder;
        const auto file = folder.copy("fixture");
        std::filesystem::permissions(folder.path(), open, std::filesystem::perm_options::add);
        PluginHost host;

        CHECK(
            code_of(host.load(file, list_for(fixture("fixture"), as_fixture))) ==
            "plugin.folder_open"
        );
    }
}

TEST_CASE("a missing file and a missing folder are named") {
    PluginHost host;

    CHECK(
        code_of(host.load(std::filesystem::path{GONGDAO_FIXTURES} / "absent.so", AllowList{})) ==
        "plugin.unreadable"
    );
    CHECK(code_of(host.load("/nowhere/absent.so", AllowList{})) == "plugin.unreadable");
    CHECK(code_of(host.load_all("/nowhere", "")) == "plugin.unreadable");
}

TEST_CASE("a line for another id, version or mode does not let it in") {
    const auto file = fixture("fixture");

    struct Line {
        const char* rest;
        const char* code;
    };

    for (const auto& line :
         {Line{"test.other 1.0.0 inproc", "plugin.identity_differs"},
          Line{"test.fixture 1.0.1 inproc", "plugin.identity_differs"},
          Line{"test.fixture 1.0.0 isolated", "plugin.needs_isolation"}}) {
        PluginHost host;
        CHECK(code_of(host.load(file, list_for(file, line.rest))) == line.code);
    }
}

TEST_CASE("two plugins cannot provide the same name") {
    PluginHost host;
    const auto list = list_for(fixture("fixture"), as_fixture);
    REQUIRE(code_of(host.load(fixture("fixture"), list)) == "ok");

    CHECK(code_of(host.load(fixture("fixture"), list)) == "plugin.name_taken");
    CHECK(host.components().size() == 3);
}

TEST_CASE("a plugin gets its configuration and only the extensions it was granted") {
    const auto file = fixture("fixture");
    const int feature = 0;
    for (const bool granted : {true, false}) {
        std::string logged;
        PluginHost host{PluginServices{
            .log =
                [&](PluginLogLevel level, std::string_view plugin, std::string_view message) {
                    logged += std::to_string(static_cast<int>(level)) + " " + std::string{plugin} +
                              " " + std::string{message} + "\n";
                },
            .configurations = {{"test.fixture", R"({"bank":"x"})"}},
            .extensions = {{"gongdao.test/1", &feature}},
        }};

        REQUIRE(
            code_of(host.load(
                file, list_for(file, std::string{as_fixture} + (granted ? " gongdao.test/1" : ""))
            )) == "ok"
        );

        CHECK(
            logged == std::string{"1 test.fixture {\"bank\":\"x\"}\n"} +
                          (granted ? "2 test.fixture granted\n" : "")
        );
    }
}

TEST_CASE("a plugin that needs an extension is loaded once it is granted and offered") {
    const auto file = fixture("wants");
    const int feature = 0;
    PluginServices services;
    services.extensions.emplace("gongdao.test/1", &feature);
    PluginHost host{services};

    CHECK(code_of(host.load(file, list_for(file, as_fixture))) == "plugin.extension_missing");
    CHECK(
        code_of(host.load(file, list_for(file, std::string{as_fixture} + " gongdao.test/1"))) ==
        "ok"
    );
}

TEST_CASE("a setup that throws is a failed start with its reason") {
    PluginHost host{PluginServices{
        .log = {}, .configurations = {{"test.wrapped", R"({"fail":true})"}}, .extensions = {}}};
    const auto file = fixture("wrapped");

    const auto loaded = host.load(file, list_for(file, "test.wrapped 1.0.0 inproc"));

    REQUIRE(code_of(loaded) == "plugin.create_failed");
    CHECK(loaded.error().arguments.at(1) == "told to fail");
}

TEST_CASE("load_all stops at a file that nobody allowed") {
    const Folder folder;
    static_cast<void>(folder.copy("fixture"));
    static_cast<void>(folder.copy("wrapped"));
    const auto known = testing::text_of(fixture("fixture").string() + ".allow");
    PluginHost host;

    CHECK(code_of(host.load_all(folder.path(), known)) == "plugin.not_allowed");
    CHECK(host.components().size() == 3);
}

TEST_CASE("a bad line of the allow list is named by its number") {
    struct Line {
        std::string text;
        int number;
    };

    const std::string hash(64, 'a');
    for (const auto& line : std::vector<Line>{
             {"abc id 1.0 inproc", 1},
             {"# comment\n\n" + hash + " id 1.0", 3},
             {hash + " id 1.0 somewhere", 1},
             {hash + " id 1.0 inproc ext more", 1},
             {std::string(64, 'A') + " id 1.0 inproc", 1}}) {
        const auto list = AllowList::read(line.text);
        REQUIRE(code_of(list) == "plugin.allow_list_line_bad");
        CHECK(list.error().place.line == line.number);
    }
}

TEST_CASE("an allow list is read with comments, blanks and extensions") {
    const auto list = list_of(
        std::string(64, 'a') + "\t x.y  1.0 isolated a/1,b/2 # why\r\n\n" + std::string(64, 'b') +
        " z 2 inproc"
    );

    REQUIRE(list.lines().size() == 2);
    CHECK(list.lines()[0].mode == AllowedPlugin::Mode::isolated);
    CHECK(list.lines()[0].extensions == std::vector<std::string>{"a/1", "b/2"});
    CHECK(list.lines()[1].id == "z");
    CHECK(list.find(std::string(64, 'b')) == &list.lines()[1]);
    CHECK(list.find(std::string(64, 'c')) == nullptr);
}

TEST_CASE("the line that the host writes is the line that the build writes") {
    const auto file = std::filesystem::path{GONGDAO_PLUGIN_FOLDER} / "dispute.so";

    const auto line = allow_list_line(file);

    REQUIRE(line.has_value());
    CHECK(*line + "\n" == testing::text_of(file.string() + ".allow"));
}

TEST_CASE("a sealed copy cannot be changed any more") {
    const auto sealed = SealedFile::copy_of(fixture("fixture"));
    REQUIRE(sealed.has_value());

    const int writer = ::open(sealed->path().c_str(), O_RDWR | O_CLOEXEC);
    REQUIRE(writer >= 0);
    CHECK(::write(writer, "x", 1) == -1);
    CHECK(::ftruncate(writer, 0) == -1);
    ::close(writer);
}

} // namespace gongdao
