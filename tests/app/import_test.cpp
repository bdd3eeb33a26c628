#include "core/app/table_import.hpp"
#include "core/values/two_languages.hpp"
#include "tests/app/batch_month.hpp"

using namespace gongdao;
using namespace gongdao::testing;

namespace {

/// `imported updated identical differing faulty`, then `line code` of what was told.
std::string told(const ImportReport& report) {
    auto text = std::to_string(report.imported) + " " + std::to_string(report.updated) + " " +
                std::to_string(report.identical) + " " + std::to_string(report.differing) + " " +
                std::to_string(report.faulty);
    for (const auto* list : {&report.faults, &report.differences}) {
        for (const auto& fault : *list)
            text += "; " + std::to_string(fault.place.line) + " " + std::string{fault.kind->code};
    }
    return text;
}

struct Sheets {
    Month month;

    ImportReport
    give(const std::string& into, const std::string& text, ImportOptions options = {}) {
        options.actor = ActorId{"admin"};
        return must(import_register(*month.county, into, {.name = "表.csv", .bytes = text}, options)
        );
    }
};

const std::string head = "干部编号,姓名,银行账号,等级,到岗日期,从事工会工作月数\n";

} // namespace

TEST_CASE("a row is new, the same, or another, and only asked for does it correct the entry") {
    Sheets sheets;
    const auto a = "A1,王芳,9900000000000055553,高级,2018-03-01,70\n";
    const auto b = "A2,李永,9900000000000055561,初级,2018-03-01,70\n";
    CHECK(told(sheets.give("cadre", head + a + b)) == "2 0 0 0 0");
    CHECK(told(sheets.give("cadre", head + a + b)) == "0 0 2 0 0");

    const auto changed = "A2,李永,9900000000000055579,中级,2018-03-01,70\n";
    const auto report = sheets.give("cadre", head + a + changed);
    CHECK(told(report) == "0 0 1 1 0; 3 app.import_row_differs");
    const auto& said = report.differences.front().arguments.front();
    CHECK(in_language(said, Language::chinese) == "银行账号、等级（初级 → 中级）");
    CHECK(in_language(said, Language::english) == "银行账号, 等级 (初级 → 中级)");
    CHECK(told(sheets.give("cadre", head + changed, {.update = true})) == "0 1 0 0 0");
    CHECK(told(sheets.give("cadre", head + b, {.update = true})) == "0 1 0 0 0");
    CHECK(told(sheets.give("cadre", head + changed, {.update = true})) == "0 1 0 0 0");
    CHECK(told(sheets.give("cadre", head + changed, {.update = true})) == "0 0 1 0 0");
}

TEST_CASE("the same key twice in a file is a fault of the second row, with both lines") {
    Sheets sheets;
    const auto report = sheets.give(
        "cadre",
        head + "A1,王芳,,高级,2018-03-01,70\nA2,李永,,初级,2018-03-01,70\n"
               "A1,王芳,,中级,2018-03-01,70\n",
        {.valid_rows_only = true}
    );
    CHECK(told(report) == "2 0 0 0 1; 4 app.import_row_twice");
    CHECK(report.faults.front().arguments == std::vector<std::string>{"A1", "2", "4"});
}

TEST_CASE("a row that would bring back a retired entry is refused") {
    Sheets sheets;
    const auto row = "A1,王芳,,高级,2018-03-01,70\n";
    sheets.give("cadre", head + row);
    sheets.month.give("retire_entry", {{"register", "cadre"}, {"key", "A1"}, {"reason", "离岗"}});
    CHECK(told(sheets.give("cadre", head + row)) == "0 0 0 0 1; 2 runtime.entry_is_retired");
}

TEST_CASE("people and organisations are checked row by row, also where nothing is written") {
    Sheets sheets;
    const std::string organisations = "code,name,parent\n"
                                      "330482003,丙街道总工会,330482002\n"
                                      "330482002,乙街道总工会,330482\n"
                                      "330482009,丁街道总工会,330999\n";
    for (const bool dry : {true, false}) {
        CAPTURE(dry);
        CHECK(
            told(sheets.give(
                "organisation", organisations, {.valid_rows_only = true, .dry_run = dry}
            )) == "2 0 0 0 1; 4 runtime.organisation_unknown"
        );
    }
    const std::string users = "id,name,organisation,roles\n"
                              "u1,王芳,330482002,town_union@330482002\n"
                              "u2,李永,330482002,king@330482002\n"
                              "u3,赵一,330482002,town_union\n"
                              "system,钱二,330482002,\n"
                              "u5,孙三,330999,town_union@330482002;king@330999\n";
    CHECK(
        told(sheets.give("user", users, {.valid_rows_only = true})) ==
        "1 0 0 0 4; 3 runtime.user_role_unknown; 4 runtime.user_role_shape; "
        "5 runtime.user_id_reserved; 6 engine.several_faults"
    );
    CHECK(told(sheets.give("user", users)) == "0 0 1 0 1; 3 runtime.user_role_unknown");
}

TEST_CASE("a row without a reference that repeats one of another file is told, and opened if asked"
) {
    Sheets sheets;
    const std::string head_of_cases = "附号,申请人\n";
    const auto give = [&](const std::string& text, ImportOptions options = {}) {
        options.actor = system_actor;
        return must(import_cases(
            *sheets.month.county, "cadre-grading", {.name = "案.csv", .bytes = text}, options
        ));
    };
    const auto said = [](const ImportReport& report) {
        return std::to_string(report.imported) + " " + std::to_string(report.identical) + " " +
               std::to_string(report.repeated) + " " + std::to_string(report.faulty);
    };
    const auto first = head_of_cases + ",2025-01\n,2025-02\n";
    REQUIRE(said(give(first)) == "2 0 0 0");
    CHECK(said(give(first)) == "0 2 0 0");

    const auto later = head_of_cases + ",2025-03\n,2025-01\n";
    for (const bool dry : {true, false}) {
        const auto report = give(later, {.dry_run = dry});
        CHECK(said(report) == "1 0 1 0");
        REQUIRE(report.repeats.size() == 1);
        const auto& told = report.repeats.front();
        CHECK(told.kind->code == "app.import_row_repeats");
        CHECK(told.place.line == 3);
        CHECK(told.arguments.front().find("330482") == 0);
    }
    CHECK(said(give(later)) == "0 1 1 0");
    CHECK(said(give(later, {.again = true})) == "1 1 0 0");
    CHECK(said(give(later, {.again = true})) == "0 2 0 0");
    CHECK(said(give(later)) == "0 2 0 0");

    const auto named = head_of_cases + "甲1,2025-01\n";
    CHECK(said(give(named)) == "1 0 0 0");
    CHECK(said(give(named + "甲2,2025-01\n")) == "1 1 0 0");
}

TEST_CASE("a dry run counts what would be done and does nothing") {
    Sheets sheets;
    const auto row = head + "A1,王芳,,高级,2018-03-01,70\n";
    const auto journal = sheets.month.journal_rows();
    CHECK(told(sheets.give("cadre", row, {.dry_run = true})) == "1 0 0 0 0");
    CHECK(
        told(sheets.give("organisation", "code,name\n9,某会\n", {.dry_run = true})) == "1 0 0 0 0"
    );
    CHECK(sheets.month.journal_rows() == journal);
}
