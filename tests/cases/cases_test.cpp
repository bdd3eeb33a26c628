#include "tests/cases/case_run.hpp"

#include <boost/describe/enum_to_string.hpp>
#include <doctest/doctest.h>

#include <algorithm>

namespace gongdao::cases {

namespace {

std::filesystem::path folder() {
    return std::filesystem::path{GONGDAO_SOURCE_DIR} / "tests" / "cases";
}

const std::vector<Case>& all_cases() {
    static const auto cases = [] {
        std::vector<std::filesystem::path> files;
        for (const auto& entry : std::filesystem::directory_iterator{folder()}) {
            if (entry.path().extension() == ".steps") files.push_back(entry.path());
        }
        std::sort(files.begin(), files.end());
        std::vector<Case> found;
        for (const auto& file : files) {
            auto more = read_case_file(file);
            std::move(more.begin(), more.end(), std::back_inserter(found));
        }
        return found;
    }();
    return cases;
}

const Surroundings& surroundings() {
    static const Surroundings around{
        .pack = read_case_pack(folder()), .expressions = LuaExpressions{}, .folder = folder()};
    return around;
}

std::string name_of(const Transition& row) {
    return std::string{boost::describe::enum_to_string(row.behaviour, "?")} + " " +
           boost::describe::enum_to_string(row.step, "?");
}

bool turns_a_case_red(const TransitionTable& table) {
    return std::any_of(all_cases().begin(), all_cases().end(), [&](const Case& given) {
        return fault_of(given, surroundings(), table).has_value();
    });
}

} // namespace

TEST_CASE("every case goes as its steps say") {
    REQUIRE(all_cases().size() > 50);
    for (const auto& given : all_cases()) {
        const auto fault = fault_of(given, surroundings(), TransitionTable::standard());
        CHECK_MESSAGE(!fault, fault.value_or(""));
    }
}

TEST_CASE("every cell of the transition table is needed by some case") {
    const auto& table = TransitionTable::standard();
    for (const auto& row : table.rows()) {
        CHECK_MESSAGE(
            turns_a_case_red(table.without(row.behaviour, row.step)),
            "no case needs the cell \"",
            name_of(row),
            "\""
        );
    }
}

TEST_CASE("a case that expects what does not happen is red") {
    for (const auto* wrong :
         {"tasks nothing", "status voided", "facts {\"n\":7}", "refused no_such open", "saw x y"}) {
        auto given = all_cases().front();
        given.steps = {read_step("open", 1), read_step(wrong, 2)};
        CHECK(fault_of(given, surroundings(), TransitionTable::standard()).has_value());
    }
}

} // namespace gongdao::cases
