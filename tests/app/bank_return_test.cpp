#include "core/app/bank_return.hpp"
#include "core/values/text_encoding.hpp"
#include "tests/support/results.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace gongdao;
using namespace gongdao::testing;

namespace {

struct Read {
    BankReturn bank;
    std::vector<std::string> faults; ///< `code:line`
};

Read read(const std::string& bytes) {
    Faults faults;
    Read result{.bank = read_bank_return(bytes, "回盘.csv", faults), .faults = {}};
    for (const auto& fault : faults)
        result.faults.push_back(
            std::string{fault.kind->code} + ":" + std::to_string(fault.place.line)
        );
    return result;
}

/// `serial key amount status reason`, one a line.
std::string lines_of(const BankReturn& bank) {
    std::string text;
    for (const auto& answer : bank.answers) {
        text += (answer.serial ? std::to_string(*answer.serial) : "-") + " " + answer.key + " " +
                (answer.amount_fen ? std::to_string(*answer.amount_fen) : "-") + " " +
                answer.status + " " + answer.reason + "\n";
    }
    return text;
}

} // namespace

TEST_CASE("a return file is read with or without lines before its head, in either encoding") {
    const std::string table = "序号,编号,金额,状态,原因,日期\r\n"
                              "1,PH0001,1000.00,成功,,2025-02-14\r\n"
                              "2,PH0002,\"1,500.50\",失败,账号户名不符,2025/2/17\r\n"
                              "3,PH0003,5,处理中,,\r\n"
                              "4,PH0004,5,退汇,已销户,\r\n"
                              "合计4笔,,2510.50,,,\r\n";
    const std::string expected = "1 PH0001 100000 paid \n"
                                 "2 PH0002 150050 failed 账号户名不符\n"
                                 "3 PH0003 500 pending \n"
                                 "4 PH0004 500 returned 已销户\n";
    for (const auto& bytes :
         {table, "某银行代发结果\r\n批次号,001\r\n" + table, must(to_gb18030(table))}) {
        const auto result = read(bytes);
        CHECK(result.faults.empty());
        CHECK(lines_of(result.bank) == expected);
        CHECK(result.bank.bank_on == "2025-02-17");
    }
}

TEST_CASE("line or key suffices to name a payment") {
    CHECK(lines_of(read("key,amount,status\nPH1,1,paid\n").bank) == "- PH1 100 paid \n");
    CHECK(lines_of(read("序号,金额,状态\n7,1,成功\n").bank) == "7  100 paid \n");
}

TEST_CASE("every fault of a return file is reported with its line") {
    const std::vector<std::pair<std::string, std::vector<std::string>>> cases{
        {"", {"values.sheet_empty:0"}},
        {"编号,金额\nPH1,1\n", {"app.return_columns_missing:0"}},
        {"金额,状态\n1,成功\n", {"app.return_columns_missing:0"}},
        {"序号,金额,状态,日期\nx,1.234,完成,某日\n",
         {"app.return_cell_unreadable:2",
          "app.return_cell_unreadable:2",
          "app.return_cell_unreadable:2",
          "app.return_cell_unreadable:2"}},
        {"序号,金额,状态\n1,1,成功\n合计,2,\n", {"app.return_total_differs:3"}},
        {"序号,金额,状态\n1,1,成功\n合计,,\n", {"app.return_cell_unreadable:3"}},
    };
    for (const auto& [bytes, faults] : cases) {
        CAPTURE(bytes);
        CHECK(read(bytes).faults == faults);
    }
}
