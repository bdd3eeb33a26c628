#include "core/rules/rules.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

using namespace gongdao;

namespace {

const std::filesystem::path folder = std::filesystem::path{GONGDAO_SOURCE_DIR} / "tests" / "rules";

std::map<std::string, std::string> files_in(const std::string& name) {
    std::map<std::string, std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator{folder / name}) {
        std::ifstream in{entry.path(), std::ios::binary};
        files[name + "/" + entry.path().filename().string()] = {
            std::istreambuf_iterator<char>{in}, {}};
    }
    return files;
}

std::string all_sentences(const Faults& faults) {
    std::string text;
    for (const auto& fault : faults)
        text += sentence(fault, Language::chinese) + "\n";
    return text;
}

} // namespace

TEST_CASE("every rule file reads without faults and passes its own tests") {
    Faults faults;
    const auto rules = Rules::load(files_in("data"), faults);
    CHECK_MESSAGE(faults.empty(), all_sentences(faults));

    const auto report = rules.run_tests();
    CHECK(report.results.size() > 40);
    for (const auto& result : report.results) {
        CHECK_MESSAGE(result.passed, result.rule, " | ", result.test, " | ", result.detail.chinese);
    }
}

TEST_CASE("the whole examples of the documentation are rules that pass their own tests") {
    std::ifstream in{std::string{GONGDAO_SOURCE_DIR} + "/docs/formats/rules.md", std::ios::binary};
    const std::string page{std::istreambuf_iterator<char>{in}, {}};
    std::map<std::string, std::string> files;
    constexpr std::string_view open = "```lua\nreturn {\n";
    for (auto at = page.find(open); at != std::string::npos; at = page.find(open, at + 1)) {
        const auto begin = page.find('\n', at) + 1;
        files[std::to_string(at)] = page.substr(begin, page.find("\n```", begin) - begin);
    }
    CHECK(files.size() == 2);

    Faults faults;
    const auto rules = Rules::load(files, faults);

    CHECK_MESSAGE(faults.empty(), all_sentences(faults));
    const auto report = rules.run_tests();
    CHECK(report.results.size() == 4);
    for (const auto& result : report.results) {
        CHECK_MESSAGE(result.passed, result.test, " | ", result.detail.chinese);
    }
}

TEST_CASE("every faulty rule file is refused with the sentence it names") {
    const auto files = files_in("faulty");
    CHECK(files.size() > 35);
    for (const auto& [path, text] : files) {
        CAPTURE(path);
        constexpr std::string_view mark = "-- 应报：";
        REQUIRE(text.starts_with(mark));
        const auto expected = text.substr(mark.size(), text.find('\n') - mark.size());

        Faults faults;
        const auto rules = Rules::load({{path, text}}, faults);

        REQUIRE(!faults.empty());
        CHECK_MESSAGE(
            all_sentences(faults).find(expected) != std::string::npos,
            expected,
            " ≠ ",
            all_sentences(faults)
        );
        CHECK(rules.ids().empty());
    }
}

TEST_CASE("a test that does not hold is reported with what came out instead") {
    Faults faults;
    const auto rules = Rules::load(
        {{"a.lua", R"lua(return { id = "a", name = "a", hit = "FIRST", from = "2025-01-01",
        rows = [[ 编号 | 甲 天 a => 乙 红/橙 b
                  一 | >5 => 红 ]],
        tests = [[ 甲 => 乙 | 规则
                   6 => 橙 | 二
                   5 => 红 | 一
                   6 => 红 | 失败 ]] })lua"},
         {"b.lua",
          R"lua(return { id = "b", name = "b", kind = "free", from = "2025-01-01", reads = { "a" },
        evaluate = function(facts) return { b = facts.a + 1 } end,
        tests = { { facts = { a = 1 }, expect = { b = 3 }, rows = "一" }, { facts = { a = 1 }, fails = true },
                  { facts = {}, expect = {} }, { facts = { a = 1 }, expect = { b = 2 } } } })lua"}},
        faults
    );
    REQUIRE_MESSAGE(faults.empty(), all_sentences(faults));

    const auto report = rules.run_tests();

    REQUIRE(report.results.size() == 7);
    CHECK(report.failed() == 6);
    CHECK(
        report.results[0].detail.chinese == "乙 应为 \"橙\"，实际为 \"红\"；规则 应为 二，实际为 一"
    );
    CHECK(
        report.results[1].detail.chinese.find("没有一行适用于这些事实（甲=5）") != std::string::npos
    );
    CHECK(report.results[2].detail.chinese == "应失败，实际命中 一");
    CHECK(report.results[3].detail.chinese == "b 应为 3，实际为 2；规则 应为 一，实际为 无");
    CHECK(report.results[4].detail.chinese == "应失败，实际得到 {\"b\":2}");
    CHECK(report.results[5].detail.chinese.find("应有结果") == 0);
    CHECK(
        report.results[0].detail.english == "乙 should be \"橙\", but is \"红\"; the deciding row "
                                            "should be 二, but is 一"
    );
    CHECK(report.results[2].detail.english == "should fail, but 一 applied");
    CHECK(
        report.results[3].detail.english ==
        "b should be 3, but is 2; the deciding row should be 一, but is none"
    );
    CHECK(report.results[4].detail.english == "should fail, but gives {\"b\":2}");
    CHECK(report.results[5].detail.english.find("should have a result, but fails: ") == 0);
    CHECK(report.results[3].test == "#1");
    CHECK(report.results[6].passed);
    CHECK(rules.run_tests("a").results.size() == 3);
}

TEST_CASE("versions are chosen by the date and must not overlap") {
    Faults faults;
    const auto rules = Rules::load(files_in("data"), faults);
    const auto facts = *parse_document(R"({"days": 20, "years": 0, "closed": 0, "blamed": false})");
    const auto stipend_on = [&](const char* date) {
        const auto decision = rules.decide("stipend", facts, *parse_date(date));
        return decision ? *find_integer(decision->outcome, "amount_fen") : -1;
    };
    CHECK(stipend_on("2025-01-01") == 60000);
    CHECK(stipend_on("2025-12-31") == 60000);
    CHECK(stipend_on("2026-01-01") == 70000);
    CHECK(stipend_on("2024-12-31") == -1);
    CHECK(
        sentence(
            rules.decide("stipend", facts, *parse_date("2024-12-31")).error(), Language::chinese
        ) == "规则“stipend”在 2024-12-31 没有生效的版本，请核对日期或补充版本"
    );
    CHECK(rules.decide("nothing", facts, *parse_date("2025-01-01")).has_error());

    auto files = files_in("data");
    auto copy = files.at("data/stipend_2026.lua");
    copy.replace(copy.find("2026-01-01"), 10, "2025-12-31");
    Faults overlap;
    const auto fewer =
        Rules::load({{"a.lua", files.at("data/stipend.lua")}, {"b.lua", copy}}, overlap);
    REQUIRE(overlap.size() == 1);
    CHECK(
        all_sentences(overlap).find("两个版本生效日期重叠（另一版本在 a.lua）") != std::string::npos
    );
    CHECK(fewer.list().size() == 1);
}

TEST_CASE("the version is the beginning of the SHA-256 of the text") {
    Faults faults;
    // printf of the text through sha256sum gives the expected digits.
    const std::string text = "return { id = 'v', name = 'v', hit = 'FIRST', from = '2025-01-01', "
                             "rows = '编号 | a 天 => b 数\\n一 | 1 => 1' }";
    const auto rules = Rules::load({{"v.lua", text}}, faults);
    REQUIRE_MESSAGE(faults.empty(), all_sentences(faults));
    REQUIRE(rules.list().size() == 1);
    CHECK(rules.list().front().version == "31bb4101df4fce47");
}
