#include "tests/app/batch_month.hpp"

using namespace gongdao;
using namespace gongdao::testing;

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
    CHECK(find_text(facts, "bank_ref").value_or("").starts_with("回盘文件 "));
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
                 {"values", DocumentObject{{"bank_on", "2025-02-14"}, {"bank_ref", "DF0214"}}}}}
    ));
    const auto stages = stages_of(month.view());
    REQUIRE(stages.size() == 5);
    CHECK(stages[3].name.chinese == "回盘");
    CHECK(stages[3].note.chinese == "人工登记");
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
    CHECK(month.view().lines[0].reason.chinese == "退汇");
}

TEST_CASE("money that comes back after reconciliation was finished is still recorded") {
    Month month;
    month.send();
    CHECK(must(month.answer("fin2", "1,PH1,1000,成功,\n2,PH2,500,成功,\n")).completed);
    CHECK(month.target().driver->status == CaseStatus::completed);

    CHECK(code_of(month.answer("fin1", "1,PH1,1000,退汇,销户\n")) == "engine.duties_not_separated");
    CHECK(code_of(month.answer("org1", "1,PH1,1000,退汇,销户\n")) == "engine.role_missing");
    const auto back = must(month.answer("fin2", "1,PH1,1000,退汇,销户\n2,PH2,500,成功,\n"));
    CHECK(back.news == 1);
    CHECK(month.view().lines[0].status == "failed");
    CHECK(month.view().lines[0].reason.chinese == "退汇：销户");
    CHECK(to_terminal(month.view(), Language::chinese).find("退汇：销户") != std::string::npos);
    month.check_journal();
}

TEST_CASE("payments dated after today are refused, with the row") {
    Month month;
    month.send();
    Faults faults;
    const auto bank = read_bank_return(
        "序号,编号,金额,状态,日期\n1,PH1,1000,成功,2025-02-14\n2,PH2,500,成功,2025-02-15\n",
        "回盘.csv",
        faults
    );
    REQUIRE(faults.empty());
    const auto refused =
        must(reconcile_batch(month.desk, month.target(), ActorId{"fin2"}, bank)).faults;
    REQUIRE(refused.size() == 1);
    CHECK(refused.front().kind->code == "batch.return_date_future");
    CHECK(refused.front().place.line == 3);
}

TEST_CASE("what cannot be read and what does not fit the list are told together, row by row") {
    Month month;
    month.send();
    Faults faults;
    const auto bank = read_bank_return(
        "序号,编号,金额,状态\n1,PH1,999,成功\n2,PH2,一百,成功\n7,,1,成功\n", "回盘.csv", faults
    );
    REQUIRE(faults.size() == 1);
    const auto told =
        must(reconcile_batch(month.desk, month.target(), ActorId{"fin2"}, bank, faults)).faults;
    std::vector<std::string> found;
    for (const auto& fault : told)
        found.push_back(std::to_string(fault.place.line) + " " + std::string{fault.kind->code});
    CHECK(
        found ==
        std::vector<std::string>{
            "2 batch.return_amount_differs",
            "3 app.return_cell_unreadable",
            "4 batch.return_line_unknown"}
    );
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
