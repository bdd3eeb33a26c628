#include "tests/app/batch_month.hpp"

using namespace gongdao;
using namespace gongdao::testing;

namespace {

/// January is sent; PH1 is answered as told, PH2 is paid, PH3 was held back without an account.
class TwoMonths : public Month {
public:
    explicit TwoMonths(const std::string& first)
        : Month{"        carry true\n        return_repaid \"retry_result repaid\"\n"} {
        send();
        must(answer("fin2", "1,PH1,1000," + first + ",销户\n2,PH2,500,成功,\n"));
    }

    void retry(const std::string& result) {
        must(county->act(
            {.actor = ActorId{"fin2"},
             .kind = "complete_task",
             .target = target().driver->stream.text(),
             .members =
                 DocumentObject{
                     {"element", "retry"},
                     {"values",
                      DocumentObject{
                          {"retry_result", result},
                          {"retry_note", "户名待核"},
                          {"retry_on", "2025-02-14"},
                          {"retry_ref", "CF0214"}}}}}
        ));
    }

    BatchTarget february() {
        return must(find_batch(county->node(), "cadre-grading/stipend/2025-02"));
    }

    BatchView compute_february() {
        run("org1", "2025-02");
        pass_to("2025-03-03T09:00");
        return must(view_batch(county->node(), february()));
    }

    void pay_february() {
        for (const auto* person : {"lead", "chair"}) {
            must(decide_batch(
                desk, february(), {.actor = ActorId{person}, .others = DocumentObject{}}
            ));
        }
        pass_to("2025-03-14T09:00");
    }
};

std::string carried_of(const BatchView& view) {
    std::string text;
    for (const auto& line : view.lines) {
        if (line.is_carried)
            text += line.key + " " + line.status + " " + std::to_string(line.amount_fen) + "\n";
    }
    return text;
}

} // namespace

TEST_CASE("what failed or was held back is carried into the next batch as items of its own") {
    TwoMonths months{"失败"};
    months.retry("held");
    months.cadre("PH3", "junior", "9900000000000055576");

    const auto view = months.compute_february();
    CHECK(carried_of(view) == "PH1@2025-01 due 100000\nPH3@2025-01 due 10000\n");
    CHECK(view.lines.back().reason.chinese == "由 2025-01 结转");
    CHECK(view.target.state.amount_fen == 100000 + 50000 + 10000 + 100000 + 10000);
    CHECK(find_integer(view.target.driver->facts, "batch_carried") == 2);
    CHECK(find_integer(view.target.driver->facts, "batch_carried_fen") == 110000);

    months.pay_february();
    CHECK(months.february().state.pay_list->count == 5);
    const auto january = months.view();
    CHECK(january.lines[0].status == "carried");
    CHECK(january.lines[0].reason.chinese == "销户；已结转至 2025-02");
    CHECK(january.lines[2].status == "carried");
    months.check_journal();
}

TEST_CASE("what was paid again within the case, or is still being dealt with, is not carried") {
    TwoMonths open{"失败"};
    CHECK(carried_of(open.compute_february()).empty());

    TwoMonths repaid{"失败"};
    repaid.retry("repaid");
    CHECK(carried_of(repaid.compute_february()) == "PH3@2025-01 held 10000\n");
}

TEST_CASE("what came back after its case had ended is carried too") {
    TwoMonths months{"成功"};
    must(months.answer("fin2", "1,PH1,1000,退汇,销户\n"));
    CHECK(
        carried_of(months.compute_february()) == "PH1@2025-01 due 100000\nPH3@2025-01 held 10000\n"
    );
}

TEST_CASE("what is held back again stays with the batch that first owed it") {
    TwoMonths months{"成功"};
    months.compute_february();
    months.pay_february();
    CHECK(months.view().lines[2].status == "held");
}

TEST_CASE("a payment made otherwise is recorded once, and never paid again") {
    TwoMonths months{"成功"};
    months.cadre("PH3", "junior", "9900000000000055576");
    const auto settle = [&](const std::string& who, const std::string& key) {
        return settle_batch_payment(months.desk, months.target(), ActorId{who}, key, "2月20日现金");
    };
    CHECK(code_of(settle("org1", "PH3")) == "engine.role_missing");
    CHECK(code_of(settle("fin2", "PH2")) == "batch.payment_not_owed");
    CHECK(
        code_of(settle_batch_payment(months.desk, months.target(), ActorId{"fin2"}, "PH3", "")) ==
        "batch.settlement_reason_missing"
    );
    must(settle("fin2", "PH3"));
    CHECK(code_of(settle("fin2", "PH3")) == "batch.payment_not_owed");
    CHECK(months.view().lines[2].status == "settled");
    CHECK(carried_of(months.compute_february()).empty());
    months.check_journal();
}

TEST_CASE("a batch that would pay what was settled since it was computed is not released") {
    TwoMonths months{"成功"};
    months.cadre("PH3", "junior", "9900000000000055576");
    CHECK(carried_of(months.compute_february()) == "PH3@2025-01 due 10000\n");
    must(settle_batch_payment(months.desk, months.target(), ActorId{"fin2"}, "PH3", "3月5日现金"));
    months.pay_february();

    CHECK_FALSE(months.february().state.pay_list);
    const auto waits = waits_of(must(view_batch(months.county->node(), months.february())));
    CHECK(waits.find("不能再付") != std::string::npos);
}

TEST_CASE("a carried payment that fails is carried on under the key of its origin") {
    TwoMonths months{"失败"};
    months.retry("held");
    const auto view = months.compute_february();
    CHECK(carried_of(view) == "PH1@2025-01 due 100000\nPH3@2025-01 held 10000\n");
    months.pay_february();
    must(months.county->act(
        {.actor = ActorId{"fin1"},
         .kind = "complete_task",
         .target = months.february().driver->stream.text(),
         .members =
             DocumentObject{
                 {"element", "send_to_bank"},
                 {"values", DocumentObject{{"sent_on", "2025-03-14"}}}}}
    ));
    Faults faults;
    const auto bank = read_bank_return(
        "编号,金额,状态\nPH1,1000,成功\nPH2,500,成功\nPH1@2025-01,1000,成功\n", "二月.csv", faults
    );
    must(reconcile_batch(months.desk, months.february(), ActorId{"fin2"}, bank));
    const auto back =
        read_bank_return("编号,金额,状态\nPH1@2025-01,1000,退汇\n", "退汇.csv", faults);
    CHECK(must(reconcile_batch(months.desk, months.february(), ActorId{"fin2"}, back)).news == 1);

    months.run("org1", "2025-03");
    months.pass_to("2025-04-02T09:00");
    const auto march = must(find_batch(months.county->node(), "cadre-grading/stipend/2025-03"));
    CHECK(
        carried_of(must(view_batch(months.county->node(), march))) ==
        "PH3@2025-01 held 10000\nPH3@2025-02 held 10000\nPH1@2025-01 due 100000\n"
    );
}
