#include "tests/app/batch_month.hpp"

using namespace gongdao;
using namespace gongdao::testing;

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
    CHECK(view.lines[2].reason.chinese.find("银行账号") != std::string::npos);
    CHECK(view.target.state.amount_fen == 150000);
    CHECK(view.target.state.held_fen == 10000);
    CHECK(waits_of(view) == "task 业务复核\n");
    const auto english = to_terminal(view, Language::english);
    for (const auto* part : {"stages", "control total", "list: 4 items", "held", "waits for"})
        CHECK(english.find(part) != std::string::npos);
    for (const auto* part : {"阶段", "控制总额", "批次摘要", "须处理", "等待", "原因"})
        CHECK(english.find(part) == std::string::npos);
    CHECK(to_csv(view, Language::english).find("serial,key,payee,amount,status,reason") == 0);
    for (const auto& text :
         {to_terminal(view, Language::chinese),
          to_csv(view, Language::chinese),
          canonical_text(to_document(view))}) {
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

TEST_CASE("what is approved is named by a digest of list, amounts, payees and accounts") {
    Month month;
    month.run("org1");
    month.pass_to("2025-02-03T09:00");
    const auto digest = digest_of(month.target().state);
    CHECK(digest.size() == 64);
    CHECK(find_text(month.target().driver->facts, "batch_hash") == digest);
    CHECK(to_terminal(month.view(), Language::chinese).find(digest) != std::string::npos);
    CHECK(find_text(to_document(month.view()), "batch_hash") == digest);

    const auto approve = [&](const std::string& seen) {
        return decide_batch(
            month.desk,
            month.target(),
            {.actor = ActorId{"lead"}, .digest = seen, .others = DocumentObject{}}
        );
    };
    CHECK(code_of(approve("0000")) == "batch.digest_differs");
    must(month.decide("lead", true, "名单有误"));
    CHECK(month.view().acts.back().outcome == "退回：名单有误");
    month.cadre("PH1", "pioneer", "9900000000000077778");
    must(month.county->act(
        {.actor = ActorId{"org1"},
         .kind = "complete_task",
         .target = month.target().driver->stream.text(),
         .members =
             DocumentObject{
                 {"element", "correct_roster"},
                 {"values", DocumentObject{{"correction_note", "已更正"}}}}}
    ));
    month.pass_to("2025-02-03T10:00");
    CHECK(digest_of(month.target().state) != digest);
    CHECK(code_of(approve(digest)) == "batch.digest_differs");
    must(approve(digest_of(month.target().state).substr(0, 12)));
}

TEST_CASE("a task is not completed where a fact is not what the person saw") {
    Month month;
    month.run("org1");
    month.pass_to("2025-02-03T09:00");
    const auto review = [&](const std::string& seen) {
        return month.county->act(
            {.actor = ActorId{"lead"},
             .kind = "complete_task",
             .target = month.target().driver->stream.text(),
             .members =
                 DocumentObject{
                     {"element", "review"},
                     {"values", DocumentObject{{"review_result", "agree"}}},
                     {"expect", DocumentObject{{"batch_hash", seen}}}}}
        );
    };
    CHECK(code_of(review("another")) == "engine.fact_is_another");
    CHECK(code_of(review(digest_of(month.target().state))).empty());
}

TEST_CASE("results that are not what the journal recorded are neither shown nor paid") {
    Month month;
    month.run("org1");
    month.pass_to("2025-02-03T09:00");
    auto rows = must(month.county->store().writer().select({.table = "batch_chunk", .limit = 10}));
    REQUIRE(rows.size() == 1);
    auto& items = std::get<std::string>(rows.front().cells[6]);
    const auto at = items.find("100000");
    REQUIRE(at != std::string::npos);
    items.replace(at, 6, "900000");
    must(month.county->node().begin_group());
    must(month.county->node().put_rows(rows));
    must(month.county->node().commit_group());
    CHECK(code_of(view_batch(month.county->node(), month.target())) == "runtime.chunk_differs");
    must(month.decide("lead"));
    must(month.decide("chair"));
    month.pass_to("2025-02-14T09:00");
    CHECK_FALSE(month.target().state.pay_list);
}

TEST_CASE("a retired entry is not on the list of a later batch, and a release does not revive it") {
    Month month;
    month.give("retire_entry", {{"register", "cadre"}, {"key", "PH2"}, {"reason", "误登"}});
    month.run("org1");
    month.pass_to("2025-02-03T09:00");
    CHECK(lines_of(month.view()) == "PH1 due 100000\nPH3 held 10000\nPH4 nothing 0\n");
}

TEST_CASE("who prepared a batch does not approve it, whatever roles he holds") {
    Month month;
    month.enter(
        "user",
        {{"id", "org1"},
         {"name", "org1"},
         {"organisation", "330482"},
         {"roles", "organisation_dept@330482;organisation_lead@330482;county_chair@330482"}}
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
    CHECK(acts.back().outcome == "同意：同意");
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
