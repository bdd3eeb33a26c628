#include "core/app/batch_actions.hpp"
#include "core/app/batch_view.hpp"
#include "core/app/files.hpp"
#include "core/runtime/replay.hpp"
#include "core/values/text_encoding.hpp"
#include "db/sqlite/sqlite_store.hpp"
#include "tests/support/results.hpp"
#include "tests/support/temporary_folder.hpp"

#include <boost/json/object.hpp>
#include <doctest/doctest.h>

#include <algorithm>

using namespace gongdao;
using namespace gongdao::testing;

namespace {

/// The pack cadre-grading in a county of its own, with four cadres: one has no account, and one is
/// due nothing.
class Month {
public:
    Month() {
        DocumentObject files;
        const std::filesystem::path source{GONGDAO_SOURCE_DIR};
        for (const auto& [path, text] : must(read_pack_folder(source / "workflows/cadre-grading")))
            files[path] = text;
        give("deploy_pack", {{"files", std::move(files)}});
        for (const auto& [id, role] : std::vector<std::pair<std::string, std::string>>{
                 {"org1", "organisation_dept"},
                 {"lead", "organisation_lead"},
                 {"chair", "county_chair"},
                 {"fin1", "county_finance"},
                 {"fin2", "county_finance"}}) {
            enter("user", {{"id", id}, {"name", id}, {"organisation", "330482"}, {"roles", role}});
        }
        cadre("PH1", "pioneer", "9900000000000055550");
        cadre("PH2", "senior", "9900000000000055568");
        cadre("PH3", "junior", nullptr);
        cadre("PH4", "ungraded", nullptr);
    }

    void give(const std::string& kind, DocumentObject members) {
        must(county->act({.actor = system_actor, .kind = kind, .members = std::move(members)}));
    }

    void enter(const std::string& register_id, DocumentObject values) {
        give("set_entry", {{"register", register_id}, {"values", std::move(values)}});
    }

    void cadre(const std::string& code, const std::string& grade, const Document& account) {
        enter(
            "cadre",
            {{"code", code},
             {"name", "张" + code},
             {"account", account},
             {"grade", grade},
             {"joined_on", "2018-03-01"},
             {"service_months", 70}}
        );
    }

    BatchTarget run(const std::string& actor, const std::string& period = "2025-01") {
        return must(run_batch(desk, start(actor, period)));
    }

    static BatchStart start(const std::string& actor, const std::string& period) {
        return {
            .actor = ActorId{actor}, .pack = "cadre-grading", .batch = "stipend", .period = period};
    }

    BatchTarget target() {
        return must(find_batch(county->node(), "cadre-grading/stipend/2025-01"));
    }

    BatchView view() { return must(view_batch(county->node(), target())); }

    Result<void> decide(const std::string& actor, bool refuse = false, std::string reason = {}) {
        return decide_batch(
            desk,
            target(),
            {.actor = ActorId{actor},
             .refuse = refuse,
             .reason = std::move(reason),
             .others = DocumentObject{}}
        );
    }

    void pass_to(const std::string& instant) {
        must(county->advance_to(must(parse_instant(instant))));
    }

    /// Up to the task in which the bank's answers are entered.
    void send() {
        run("org1");
        pass_to("2025-02-03T09:00");
        must(decide("lead"));
        must(decide("chair"));
        pass_to("2025-02-14T09:00");
        must(county->act(
            {.actor = ActorId{"fin1"},
             .kind = "complete_task",
             .target = target().driver->stream.text(),
             .members =
                 DocumentObject{
                     {"element", "send_to_bank"},
                     {"values", DocumentObject{{"sent_on", "2025-02-14"}}}}}
        ));
    }

    Result<ReturnOutcome> answer(const std::string& actor, const std::string& rows) {
        Faults faults;
        const auto bank = read_bank_return("序号,编号,金额,状态,原因\n" + rows, "回盘.csv", faults);
        REQUIRE(faults.empty());
        return reconcile_batch(desk, target(), ActorId{actor}, bank);
    }

    [[nodiscard]] std::size_t journal_rows() {
        return must(county->store().writer().journal_after(0, 100'000)).size();
    }

    /// Chains, replay and every derived row, with rules and plugins not asked.
    void check_journal() {
        const auto found = must(verify(county->store().writer()));
        for (const auto& fault : found.faults)
            FAIL_CHECK(sentence(fault, Language::english));
    }

    TemporaryFolder folder;
    std::unique_ptr<County> county = must(County::in_memory(
        folder.path(),
        {.org = "330482",
         .name = "平湖市总工会",
         .virtual_start = must(parse_instant("2025-01-20T09:00"))}
    ));
    BatchDesk desk{*county};
};

/// `key status amount`, one a line.
std::string lines_of(const BatchView& view) {
    std::string text;
    for (const auto& line : view.lines)
        text += line.key + " " + line.status + " " + std::to_string(line.amount_fen) + "\n";
    return text;
}

std::string waits_of(const BatchView& view) {
    std::string text;
    for (const auto& wait : view.waits)
        text += wait.kind + " " + wait.name + "\n";
    return text;
}

} // namespace

TEST_CASE("running a batch opens its case once and confirms what the actor may confirm") {
    Month month;
    const auto first = month.run("org1");
    REQUIRE(first.driver);
    CHECK(waits_of(month.view()) == "timer 等到计算日\n");

    const auto rows = month.journal_rows();
    CHECK(month.run("org1").driver->stream == first.driver->stream);
    CHECK(month.run("lead").driver->stream == first.driver->stream);
    CHECK(month.journal_rows() == rows);
    CHECK(month.run("org1", "").driver->stream == first.driver->stream);
    CHECK(month.run("org1", "2025-02").driver->stream != first.driver->stream);
}

TEST_CASE("running a batch leaves to others what the actor may not do") {
    Month month;
    const auto refused = run_batch(month.desk, Month::start("fin1", "2025-01"));
    CHECK(code_of(refused) == "engine.role_missing");
    CHECK(
        code_of(run_batch(month.desk, Month::start("system", "2025-01"))) == "access.no_such_actor"
    );
    for (const auto* period : {"2025", "2025-13", "一月", "2025-1"}) {
        CAPTURE(period);
        CHECK(
            code_of(run_batch(month.desk, Month::start("org1", period))) ==
            "app.batch_period_written"
        );
    }
    CHECK(
        code_of(find_batch(month.county->node(), "cadre-grading/stipend/2025-01")) ==
        "app.batch_unknown"
    );
    CHECK(
        code_of(find_batch(month.county->node(), "cadre-grading/gone/2025-01")) ==
        "runtime.no_such_batch"
    );
}

TEST_CASE("a batch shows what is due, what is held back and what it waits for") {
    Month month;
    month.run("org1");
    month.pass_to("2025-02-03T09:00");
    const auto view = month.view();
    CHECK(
        lines_of(view) == "PH1 due 100000\n"
                          "PH2 due 50000\n"
                          "PH3 held 10000\n"
                          "PH4 nothing 0\n"
    );
    CHECK(view.lines[2].reason.find("银行账号") != std::string::npos);
    CHECK(view.target.state.amount_fen == 150000);
    CHECK(view.target.state.held_fen == 10000);
    CHECK(waits_of(view) == "task 业务复核\n");
    for (const auto& text : {to_terminal(view), to_csv(view), canonical_text(to_document(view))}) {
        CHECK(text.find("PH3") != std::string::npos);
        CHECK(text.find("9900000000") == std::string::npos);
        CHECK(text.find("sealed") == std::string::npos);
    }
}

TEST_CASE("approving completes the task that waits, by the rules of the engine") {
    Month month;
    month.run("org1");
    CHECK(code_of(month.decide("lead")) == "app.batch_decides_nothing");
    month.pass_to("2025-02-03T09:00");

    CHECK(code_of(month.decide("org1")) == "engine.role_missing");
    CHECK(code_of(month.decide("chair")) == "engine.role_missing");
    CHECK(code_of(month.decide("lead", true)) == "app.refusal_needs_reason");
    must(month.decide("lead", true, "名单有误"));
    CHECK(waits_of(month.view()) == "task 更正台账\n");
    const auto facts = month.target().driver->facts;
    CHECK(find_text(facts, "review_note") == "名单有误");
    CHECK(code_of(month.decide("lead")) == "app.batch_decides_nothing");
}

TEST_CASE("who prepared a batch does not approve it, whatever roles he holds") {
    Month month;
    month.enter(
        "user",
        {{"id", "org1"},
         {"name", "org1"},
         {"organisation", "330482"},
         {"roles", "organisation_dept;organisation_lead;county_chair"}}
    );
    month.run("org1");
    month.pass_to("2025-02-03T09:00");
    CHECK(code_of(month.decide("org1")) == "engine.duties_not_separated");
    must(month.decide("lead"));
    CHECK(code_of(month.decide("org1")) == "engine.duties_not_separated");
    must(month.decide("chair", false, "同意"));
    const auto acts = month.view().acts;
    REQUIRE(acts.size() == 4);
    CHECK(acts.back().actor == "chair");
    CHECK(acts.back().outcome == "同意");
}

TEST_CASE("the pay list holds what was approved, even where the register changed afterwards") {
    Month month;
    month.run("org1");
    month.pass_to("2025-02-03T09:00");
    must(month.decide("lead"));
    must(month.decide("chair"));
    month.cadre("PH1", "pioneer", "9900000000000077778");
    month.pass_to("2025-02-14T09:00");

    const auto pay_list = month.target().state.pay_list;
    REQUIRE(pay_list);
    CHECK(pay_list->count == 2);
    CHECK(pay_list->amount_fen == 150000);
    const auto path = month.folder.path() / "outbox" / pay_list->file;
    const auto text = must(to_utf8(must(read_file(path))));
    CHECK(
        text == "批次,岗位补贴月度发放 2025-01,笔数,2,金额,1500.00,大写,人民币壹仟伍佰元整\r\n"
                "序号,编号,户名,账号,金额,附言\r\n"
                "1,PH1,张PH1,9900000000000055550,1000.00,2025-01岗位补贴\r\n"
                "2,PH2,张PH2,9900000000000055568,500.00,2025-01岗位补贴\r\n"
                "合计2笔 岗位补贴月度发放 2025-01,,,,1500.00,\r\n"
    );
    CHECK(
        std::filesystem::status(path).permissions() ==
        (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write)
    );
}

TEST_CASE("no account is readable in journal or tables") {
    Month month;
    month.send();
    must(month.answer("fin2", "1,PH1,1000,成功,\n2,PH2,500,失败,户名不符\n"));
    auto& store = month.county->store().writer();
    for (const auto& row : must(store.journal_after(0, 100'000)))
        CHECK(row.events.find("99000000000000555") == std::string::npos);
    for (const auto& table : derived_tables()) {
        must(store.scan(table.name, [&](const Record& row) {
            for (const auto& cell : row.cells) {
                const auto* text = std::get_if<std::string>(&cell);
                CHECK((text == nullptr || text->find("99000000000000555") == std::string::npos));
            }
            return true;
        }));
    }
}

TEST_CASE("answers of the bank are recorded line by line and close the task when all are there") {
    Month month;
    month.send();
    const auto part = must(month.answer("fin2", "1,PH1,1000,成功,\n2,PH2,500,处理中,\n"));
    CHECK(part.news == 1);
    CHECK(part.sums.open == 1);
    CHECK_FALSE(part.completed);
    CHECK(waits_of(month.view()).starts_with("task 登记银行回盘\n"));

    const auto whole = must(month.answer("fin2", "2,PH2,500,失败,户名不符\n"));
    CHECK(whole.completed);
    CHECK(whole.sums.paid_fen == 100000);
    CHECK(whole.sums.failed_fen == 50000);
    CHECK(waits_of(month.view()) == "task 失败重发\n");
    CHECK(
        lines_of(month.view()) == "PH1 paid 100000\n"
                                  "PH2 failed 50000\n"
                                  "PH3 held 10000\n"
                                  "PH4 nothing 0\n"
    );
    const auto facts = month.target().driver->facts;
    CHECK(find_integer(facts, "bank_total_fen") == 100000);
    CHECK(find_boolean(facts, "balanced") == true);
    month.check_journal();
}

TEST_CASE("a month whose answers were entered by hand is finished without a return file") {
    Month month;
    month.send();
    must(month.county->act(
        {.actor = ActorId{"fin2"},
         .kind = "complete_task",
         .target = month.target().driver->stream.text(),
         .members =
             DocumentObject{
                 {"element", "enter_return"},
                 {"values", DocumentObject{{"bank_on", "2025-02-14"}}}}}
    ));
    const auto stages = stages_of(month.view());
    REQUIRE(stages.size() == 5);
    CHECK(stages[3].name == "回盘");
    CHECK(stages[3].note == "人工登记");
    for (const auto& stage : stages)
        CHECK(stage.state == "done");
}

TEST_CASE("a return file that comes again changes nothing, also after the task was completed") {
    Month month;
    month.send();
    const std::string rows = "1,PH1,1000,成功,\n2,PH2,500,失败,户名不符\n";
    const auto first = must(month.answer("fin2", rows));
    const auto journal = month.journal_rows();
    const auto again = must(month.answer("fin2", rows));
    CHECK(first.completed);
    CHECK(again.repeated);
    CHECK(again.sums.failed == first.sums.failed);
    CHECK_FALSE(again.completed);
    CHECK(month.journal_rows() == journal);
}

TEST_CASE("a return file that does not fit is reported row by row, and nothing of it is recorded") {
    Month month;
    month.send();
    must(month.answer("fin2", "2,PH2,500,失败,户名不符\n"));
    const auto journal = month.journal_rows();

    struct Case {
        const char* rows;
        std::vector<std::string> codes;
    };

    const std::vector<Case> cases{
        {"1,PH1,999.99,成功,\n", {"batch.return_amount_differs"}},
        {"3,PH3,100,成功,\n", {"batch.return_line_unknown"}},
        {",PH3,100,成功,\n", {"batch.return_line_unknown"}},
        {"0,,100,成功,\n", {"batch.return_line_unknown"}},
        {"1,PH2,1000,成功,\n", {"batch.return_line_mixed"}},
        {"1,PH1,1000,成功,\n,PH1,1000,成功,\n", {"batch.return_line_twice"}},
        {"2,PH2,500,成功,\n", {"batch.return_contradicts"}},
        {"1,PH1,1,成功,\n2,PH2,500,成功,\n9,,1,成功,\n",
         {"batch.return_amount_differs", "batch.return_contradicts", "batch.return_line_unknown"}},
    };
    for (const auto& [rows, codes] : cases) {
        CAPTURE(rows);
        std::vector<std::string> found;
        for (const auto& fault : must(month.answer("fin2", rows)).faults)
            found.emplace_back(fault.kind->code);
        CHECK(found == codes);
    }
    CHECK(month.journal_rows() == journal);
}

TEST_CASE("money that comes back after it was paid makes a paid line a failed one") {
    Month month;
    month.send();
    must(month.answer("fin2", "1,PH1,1000,成功,\n"));
    const auto back = must(month.answer("fin2", "1,PH1,1000,退汇,\n"));
    CHECK(back.sums.paid == 0);
    CHECK(back.sums.failed == 1);
    CHECK(month.view().lines[0].reason == "退汇");
}

TEST_CASE("only who may enter the bank's answers records them, and only while they are awaited") {
    Month month;
    month.run("org1");
    month.pass_to("2025-02-03T09:00");
    CHECK(code_of(month.answer("fin2", "1,PH1,1000,成功,\n")) == "batch.pay_list_missing");
    must(month.decide("lead"));
    must(month.decide("chair"));
    month.pass_to("2025-02-14T09:00");
    CHECK(code_of(month.answer("fin2", "1,PH1,1000,成功,\n")) == "batch.return_not_awaited");
}

TEST_CASE("who sent the list to the bank does not enter what the bank answers") {
    Month month;
    month.send();
    CHECK(code_of(month.answer("fin1", "1,PH1,1000,成功,\n")) == "engine.duties_not_separated");
    CHECK(code_of(month.answer("org1", "1,PH1,1000,成功,\n")) == "engine.role_missing");
    CHECK(must(month.answer("fin2", "1,PH1,1000,成功,\n")).news == 1);
}
