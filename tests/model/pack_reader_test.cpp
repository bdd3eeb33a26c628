#include "core/model/expressions.hpp"
#include "core/model/manifest_section.hpp"
#include "core/model/pack.hpp"
#include "tests/model/pack_folder.hpp"

#include <doctest/doctest.h>

namespace gongdao {

namespace {

PackFiles sample_files() { return test::files_below(test::model_folder() / "sample_pack"); }

Pack sample() {
    Faults faults;
    auto pack = read_pack(sample_files(), faults);
    CHECK(test::sentences_of(faults) == "");
    return pack;
}

Available everything() {
    Available available;
    available.rules = {"arrears.colour", "cadre.stipend"};
    available.functions = {"subsidy.stipend_entitlement"};
    available.effects = {"payments.bank_file", "notify.sms"};
    return available;
}

} // namespace

TEST_CASE("a whole pack is read from its files") {
    const auto pack = sample();

    CHECK(pack.id.text() == "arrears-warning");
    CHECK(pack.title == "欠薪三色预警");
    CHECK(pack.main_process == "arrears-warning");
    CHECK(pack.title_template == "{employer}欠薪");
    CHECK(pack.number.pattern == "{org}-{year}-YJ-{serial5}");
    CHECK(pack.number.kind == "YJ");
    CHECK(pack.relevant_date == "arrears_from");
    CHECK(pack.imports == std::vector<std::string>{"patterns"});
    CHECK(pack.rules == std::vector<std::string>{"scripts/colour.lua"});
    CHECK(pack.letters.at("notice") == "<p>{{employer}}</p>\n");
    CHECK(pack.files == sample_files());
    CHECK(pack.definitions.source == sample_files().at("arrears-warning.bpmn"));
}

TEST_CASE("manifest sections fill their structures") {
    const auto pack = sample();

    CHECK(
        pack.roles.at("county_rights").may ==
        std::vector<std::string>{"open", "correct", "void", "note", "message"}
    );
    const auto& query = pack.queries.at("earlier_warnings");
    CHECK(query.answer == Query::Answer::count);
    CHECK(query.match == std::vector<std::string>{"employer_code"});
    REQUIRE(query.where.size() == 2);
    CHECK(query.where[1].field == "rank");
    CHECK(query.where[1].operation == ">=");
    CHECK(query.where[1].value == "2");
    CHECK(query.within == "P12M");
    CHECK(query.within_field == "opened_at");
    CHECK(!query.include_self);
    const auto& profile = pack.warnings.at("county");
    REQUIRE(profile.ranks.size() == 3);
    CHECK(profile.ranks[0].rank == 1);
    CHECK(profile.ranks[2].label == "红色预警");
    const auto& cadre = pack.registers.at("cadre");
    CHECK(cadre.key == "code");
    CHECK(cadre.fields.find("name") != nullptr);
    CHECK(cadre.editors == std::vector<std::string>{"county_rights"});
}

TEST_CASE("batches, reviews, boards and forms fill their structures") {
    const auto pack = sample();

    const auto& batch = pack.batches.at("stipend");
    CHECK(batch.rule == "cadre.stipend");
    CHECK(batch.program == "subsidy.stipend_entitlement");
    CHECK(batch.cycle == "month");
    REQUIRE(batch.phases.size() == 2);
    CHECK(batch.phases[1].kind == SetPhase::Kind::quota);
    CHECK(batch.phases[1].settings.at("percent") == "2");
    CHECK(batch.approvals == std::vector<std::string>{"county_rights", "county_finance"});
    CHECK(batch.write_back.at("amount_fen") == "last_amount");
    CHECK(batch.settings.at("lock_day") == "25");
    const auto& review = pack.reviews.at("ranks");
    CHECK(review.title == "每日重估");
    CHECK(review.where.at(0).field == "migrant");
    CHECK(review.rule == "arrears.colour");
    CHECK(review.compare == std::vector<std::string>{"rank"});
    CHECK(review.message == "重估有变");
    const auto& board = pack.boards.at("overview");
    REQUIRE(board.measures.size() == 5);
    CHECK(board.measures[2].where.at(0).value == "closed");
    CHECK(board.measures[3].of == "opened");
    CHECK(board.measures[0].pack == "arrears-warning");
    const auto& form = pack.forms.at("verify");
    REQUIRE(form.entries.size() == 5);
    CHECK(form.entries[0].read_only);
    CHECK(form.entries[1].required);
    CHECK(form.entries[1].help == "与营业执照一致");
    CHECK(form.entries[3].field == "migrant");
    CHECK(form.entries[3].needed_when.empty());
    CHECK(form.entries[4].needed_when == "owed_fen > 0");
    REQUIRE(form.refusals.size() == 1);
    CHECK(form.refusals[0].when == "owed_fen > 0 and arrears_from == nil");
    CHECK(form.refusals[0].sentence == "有欠薪的要先更正欠薪起始日。");
    CHECK(form.refusals[0].line == 7);
    REQUIRE(form.checks.size() == 1);
    CHECK(form.checks[0].rule == "arrears.colour");
    CHECK(expressions_of(pack).back().text == form.refusals[0].when);
    CHECK(expressions_of(pack).back().file == "forms/verify.info");
}

TEST_CASE("a pack whose names all lead somewhere is valid") {
    Faults faults;
    validate(sample(), everything(), faults);

    CHECK(test::sentences_of(faults) == "");
}

TEST_CASE("tasks and lanes may name a role by its title") {
    const auto pack = sample();
    const auto& process = *pack.definitions.processes.at("arrears-warning");

    CHECK(
        process.element(process.find_element("verify")).assignment->roles ==
        std::vector<std::string>{"grid_worker"}
    );
}

TEST_CASE("the version changes with any byte of any file and with nothing else") {
    Faults faults;
    const auto version = read_pack(sample_files(), faults).version;
    CHECK(version.size() == 16);
    CHECK(read_pack(sample_files(), faults).version == version);

    auto changed = sample_files();
    changed["letters/notice.html"] += " ";
    CHECK(read_pack(changed, faults).version != version);
    auto renamed = sample_files();
    renamed["letters/other.html"] = renamed["letters/notice.html"];
    renamed.erase("letters/notice.html");
    CHECK(read_pack(renamed, faults).version != version);
}

TEST_CASE("the manifest and the form of the documentation are those tested here") {
    const auto page =
        test::bytes_of(std::filesystem::path{GONGDAO_SOURCE_DIR} / "docs/formats/pack.md");
    const auto files = sample_files();

    CHECK(page.find("```\n" + files.at("pack.info") + "```") != std::string::npos);
    CHECK(page.find("```\n" + files.at("forms/verify.info") + "```") != std::string::npos);
}

TEST_CASE("conditions are read from one text") {
    struct Row {
        std::string text;
        std::string parts;
    };

    const Row rows[] = {
        {"status = closed", "status|=|closed"},
        {"  rank   >=  2 ", "rank|>=|2"},
        {"town in 武康, 乾元", "town|in|武康, 乾元"},
        {"closed_at absent", "closed_at|absent|"},
        {"employer != $employer", "employer|!=|$employer"},
        {"status", "-"},
        {"status =", "-"},
        {"status ~ x", "-"},
        {"closed_at present yes", "-"},
        {"", "-"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.text);
        const auto read = parse_condition(row.text);
        CHECK((read ? read->field + "|" + read->operation + "|" + read->value : "-") == row.parts);
    }
}

} // namespace gongdao
