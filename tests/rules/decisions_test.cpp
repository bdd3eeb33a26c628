#include "core/rules/rules.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <thread>
#include <vector>

using namespace gongdao;

namespace {

const CivilDate today = *parse_date("2026-03-06");

Rules all_rules() {
    std::map<std::string, std::string> files;
    const std::filesystem::path folder{std::string{GONGDAO_SOURCE_DIR} + "/tests/rules/data"};
    for (const auto& entry : std::filesystem::directory_iterator{folder}) {
        std::ifstream in{entry.path(), std::ios::binary};
        files[entry.path().filename().string()] = {std::istreambuf_iterator<char>{in}, {}};
    }
    Faults faults;
    return Rules::load(files, faults);
}

std::string reasons(const Decision& decision) {
    std::string text;
    for (const auto& fired : decision.fired)
        text += fired.row + "|" + fired.reason + "|" + fired.clause + "\n";
    return text;
}

std::string chinese(const Error& error) { return sentence(error, Language::chinese); }

} // namespace

TEST_CASE(
    "a decision holds just what was read, the outcome, the reasons and the next day to look again"
) {
    const auto rules = all_rules();

    struct Row {
        const char* rule;
        const char* facts;
        const char* inputs;
        const char* outcome;
        const char* fired;
        const char* reconsider; ///< empty = none
    };

    const std::vector<Row> rows{
        {"wage.colour",
         R"({"owed_fen": 60000000, "employer": "甲公司", "headcount": 3})",
         R"({"employer":"甲公司","owed_fen":60000000})",
         R"({"advance_fen":0,"rank":3})",
         "红1|甲公司欠薪¥600,000.00，达到¥500,000.00（大额）|条例第38条\n",
         ""},
        {"wage.colour",
         R"({"owed_fen": 60000000})",
         R"({"employer":null,"owed_fen":60000000})",
         R"({"advance_fen":0,"rank":3})",
         "红1|未填欠薪¥600,000.00，达到¥500,000.00（大额）|条例第38条\n",
         ""},
        {"wage.colour",
         R"({"owed_fen": 100, "arrears_from": "2026-02-04", "headcount": 10, "form": "petition", "extra": 1})",
         R"({"arrears_from":"2026-02-04","headcount":10,"owed_fen":100})",
         R"({"advance_fen":50,"rank":1})",
         "黄1|拖欠30天|\n",
         "2026-03-07"},
        {"wage.colour",
         R"({"owed_fen": 100, "arrears_from": "2026-03-06", "headcount": 10, "form": "petition"})",
         R"({"arrears_from":"2026-03-06","owed_fen":100})",
         R"({"rank":0})",
         "默认|未达到预警条件|\n",
         "2026-03-07"},
        {"wage.colour",
         R"({"owed_fen": 100, "arrears_from": "2026-02-03", "headcount": 10, "form": "petition", "construction": true})",
         R"({"arrears_from":"2026-02-03","construction":true,"owed_fen":100})",
         R"({"rank":2})",
         "橙1|建筑业：是|\n",
         "2026-04-05"},
        {"wage.colour",
         R"({"owed_fen": 100, "arrears_from": "2025-02-04", "headcount": 11, "form": "petition"})",
         R"({"arrears_from":"2025-02-04","form":"petition","headcount":11,"owed_fen":100})",
         R"({"advance_fen":55000,"note":"涉及11人，垫付¥550.00","rank":3})",
         "红2|拖欠395天，形式为上访|\n",
         ""},
        {"stipend",
         R"({"days": 15})",
         R"({"days":15})",
         R"({"amount_fen":70000})",
         "甲|在岗15天|\n",
         ""},
        {"cadre.grade",
         R"({"professional": 900000, "organising": 855000, "certificate": true, "veto": false})",
         R"({"certificate":true,"organising":855000,"professional":900000,"veto":false})",
         R"({"grade":"高级","stipend_fen":50000})",
         "高1|总分175.50，最低85.50|\n",
         ""},
        {"cadre.grade",
         R"({"certificate": true, "veto": true})",
         R"({"veto":true})",
         R"({"grade":"未定级","stipend_fen":0})",
         "否1|有否决事项|\n",
         ""},
        {"duties",
         R"({"headcount": 12, "trade": "零售"})",
         R"({"headcount":12,"signed_on":null,"trade":"零售"})",
         R"({"duty":["报告"],"within":[1]})",
         "甲||\n",
         ""},
        {"duties",
         R"({"headcount": 12, "trade": "建筑（土建）", "signed_on": "2026-01-01"})",
         R"({"headcount":12,"signed_on":"2026-01-01","trade":"建筑（土建）"})",
         R"({"duty":["报告","建档","走访"],"within":[1,10,null]})",
         "甲||\n乙||\n丙||\n",
         ""},
        {"duties",
         R"({"headcount": 1, "trade": "零售"})",
         R"({"headcount":1,"signed_on":null,"trade":"零售"})",
         R"({"duty":[],"within":[]})",
         "",
         ""},
        {"mutual.aid",
         R"({"premium_fen": 100, "periods": 2, "members": [{"name": "李", "weight": 33}], "note": "x"})",
         R"({"members":[{"name":"李","weight":33}],"periods":2,"premium_fen":100})",
         R"({"decided":"2026-03-06","shares":[{"fen":66,"name":"李"}],"total_fen":200})",
         "互1|按2期计算|章程第3条\n分1|李分得66分|\n",
         ""},
    };
    for (const auto& [rule, facts, inputs, outcome, fired, reconsider] : rows) {
        CAPTURE(rule);
        CAPTURE(facts);
        const auto decision = rules.decide(rule, *parse_document(facts), today);
        REQUIRE_MESSAGE(decision.has_value(), (decision ? "" : chinese(decision.error())));
        CHECK(canonical_text(decision->inputs.document()) == inputs);
        CHECK(canonical_text(decision->outcome) == outcome);
        CHECK(reasons(*decision) == fired);
        CHECK((decision->reconsider_on ? to_text(*decision->reconsider_on) : "") == reconsider);
        CHECK(decision->rule == rule);
        CHECK(decision->version.size() == 16);
    }
}

TEST_CASE("facts that a rule cannot use are a sentence that names field and row") {
    const auto rules = all_rules();

    struct Row {
        const char* rule;
        const char* facts;
        const char* part;
    };

    const std::vector<Row> rows{
        {"wage.colour", "{}", "规则“wage.colour”的“红1”行需要“欠薪总额”，但没有填写"},
        {"wage.colour", R"({"owed_fen": 1})", "的“红2”行需要“拖欠天数”"},
        {"wage.colour", R"({"owed_fen": null})", "的“红1”行需要“欠薪总额”"},
        {"wage.colour", R"({"owed_fen": "1"})", "“欠薪总额”应为金额（整数分），实际为 \"1\""},
        {"wage.colour", R"({"owed_fen": -1})", "“欠薪总额”为 -¥0.01，不在"},
        {"wage.colour",
         R"({"owed_fen": 1, "arrears_from": "2026-03-07"})",
         "“拖欠天数”为 -1，不在"},
        {"wage.colour",
         R"({"owed_fen": 1, "arrears_from": "yesterday"})",
         "“拖欠天数”应为日期，实际为 \"yesterday\""},
        {"wage.colour",
         R"({"owed_fen": 1, "arrears_from": "2025-01-01", "headcount": 12, "form": "riot"})",
         "“争议形式”应为停工/上访/协商，实际为 \"riot\""},
        {"cadre.grade",
         R"({"veto": false, "certificate": true, "professional": 1000001, "organising": 1000000})",
         "导出"},
    };
    for (const auto& [rule, facts, part] : rows) {
        CAPTURE(facts);
        const auto decision = rules.decide(rule, *parse_document(facts), today);
        REQUIRE(decision.has_error());
        if (std::string_view{part} == "导出") {
            CHECK(chinese(decision.error()).find("derive 给出的“总分”有误") != std::string::npos);
        } else {
            CHECK_MESSAGE(
                chinese(decision.error()).find(part) != std::string::npos, chinese(decision.error())
            );
        }
    }
}

TEST_CASE("a rule whose rows contradict the policy fails instead of choosing") {
    struct Row {
        const char* hit;
        const char* rows;
        const char* part;
    };

    const std::vector<Row> rows{
        {"UNIQUE", "一 | >1 => 1\n二 | >2 => 1", "“一”和“二”行同时适用，请修改"},
        {"ANY", "一 | >1 => 1\n二 | >2 => 2", "“一”和“二”行同时适用而结果不同"},
        {"ANY", "一 | >1 => =甲\n二 | >2 => =甲+1", "“一”和“二”行同时适用而结果不同"},
        {"FIRST", "一 | >9 => 1", "没有一行适用于这些事实（甲=5）"},
        {"FIRST", "一 | - => =甲*3000000000000000000", "超出整数范围"},
        {"FIRST", "一 | - => =比例(甲,1,甲-5)", "超出整数范围或除以零"},
        {"FIRST", "一 | - => =甲*1亿", "的结果“乙”为 500000000，不在 -1000‥1000 之内"},
        {"COLLECT +", "一 | - => 900\n二 | - => 101", "的结果“乙”为 1001，不在"},
    };
    for (const auto& [hit, body, part] : rows) {
        CAPTURE(body);
        const std::string text =
            std::string("return { id = 'x', name = 'x', from = '2025-01-01', hit = '") + hit +
            "', rows = [[ 编号 | 甲 天 => 乙 数 [-1000..1000]\n" + body + " ]] }";
        Faults faults;
        const auto rules = Rules::load({{"x.lua", text}}, faults);
        REQUIRE_MESSAGE(faults.empty(), (faults.empty() ? "" : chinese(faults.front())));
        const auto decision = rules.decide("x", *parse_document(R"({"甲": 5})"), today);
        REQUIRE(decision.has_error());
        CHECK_MESSAGE(
            chinese(decision.error()).find(part) != std::string::npos, chinese(decision.error())
        );
    }
}

TEST_CASE("derive and free rules see only declared facts, and their results are checked") {
    struct Row {
        const char* body;
        const char* part;
    };

    const std::vector<Row> rows{
        {"return { n = facts.a + 1 }", ""},
        {"return { n = facts['甲'] }", ""},
        {"return { n = facts.b }", "读取了未声明的字段“b”"},
        {"facts.a = 3 return { n = 1 }", "“facts.a”只能读取"},
        {"return { n = 11 }", "“数量”有误（11 不在 [0‥10] 之内）"},
        {"return { n = 'x' }", "应为整数（数）"},
        {"return { n = 1.5 }", "“1.5”是小数"},
        {"return {}", "“数量”有误（没有给出）"},
        {"return { n = 1, m = 2 }", "“m”有误（没有声明）"},
        {"return 5", "没有返回表"},
        {"count = 1 return { n = count }", "不得给全局名称“count”赋值"},
        {"return { n = min(today, 1) }", "第 1 个参数"},
        {"return { n = nothing }", "没有“nothing”这个名称"},
        {"while true do end", "步仍未结束"},
    };
    for (const auto& [body, part] : rows) {
        CAPTURE(body);
        const std::string text =
            std::string(
                "return { id = 'x', name = 'x', from = '2025-01-01', hit = 'FIRST', "
                "inputs = '甲 天 a', derived = '数量 数 n [0..10]', derive = function(facts) "
            ) +
            body + " end, rows = [[ 编号 | 数量 => 乙 数\n一 | - => 1\n ]] }";
        // A condition is needed so that the derived input is read.
        auto with_condition = text;
        with_condition.replace(
            with_condition.find("一 | -"), std::string("一 | -").size(), "一 | >=0"
        );
        Faults faults;
        const auto rules = Rules::load({{"x.lua", with_condition}}, faults);
        REQUIRE_MESSAGE(faults.empty(), (faults.empty() ? "" : chinese(faults.front())));
        const auto decision = rules.decide("x", *parse_document(R"({"a": 4, "b": 5})"), today);
        if (std::string_view{part}.empty()) {
            REQUIRE_MESSAGE(decision.has_value(), (decision ? "" : chinese(decision.error())));
            CHECK(canonical_text(decision->inputs.document()) == R"({"a":4})");
        } else {
            REQUIRE(decision.has_error());
            CHECK_MESSAGE(
                chinese(decision.error()).find(part) != std::string::npos, chinese(decision.error())
            );
        }
    }
}

TEST_CASE("nothing that a rule file keeps in its locals survives a decision") {
    Faults faults;
    const auto rules = Rules::load(
        {{"x.lua", R"(local calls = 0
        local memory = {}
        return { id = "x", name = "x", kind = "free", from = "2025-01-01", reads = { "a" },
            evaluate = function(facts)
                calls = calls + 1
                memory[#memory + 1] = facts.a
                return { calls = calls, size = #memory }
            end })"}},
        faults
    );
    REQUIRE(faults.empty());
    for (int i = 0; i < 3; ++i) {
        const auto decision = rules.decide("x", *parse_document(R"({"a": 4})"), today);
        REQUIRE(decision.has_value());
        CHECK(canonical_text(decision->outcome) == R"({"calls":1,"size":1})");
    }
}

TEST_CASE("an explanation says of every row which condition holds and what the value is") {
    const auto rules = all_rules();
    const auto explained = rules.explain(
        "wage.colour",
        *parse_document(R"({"owed_fen": 100, "arrears_from": "2026-02-04", "headcount": 10})"),
        today
    );
    REQUIRE(explained.has_value());
    const std::vector<std::string> expected{
        "命中：黄1",
        "黄1：拖欠30天",
        "红1 不符 ✗欠薪总额 >=$大额→¥1.00",
        "红2 不符 ✗拖欠天数 ≥$红色天数→30；✓涉及人数 >=10→10；✗争议形式 停工，上访→未填",
        "橙1 不符 ✗拖欠天数 [31..61)→30；✓建筑业 是,空→未填",
        "黄1 符合 ✓拖欠天数 >0→30",
    };
    REQUIRE(explained->lines.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i)
        CHECK(explained->lines[i].chinese == expected[i]);
    CHECK(explained->lines[0].english == "applied: 黄1");
    CHECK(
        explained->lines[4].english ==
        "橙1 does not hold: ✗拖欠天数 [31..61)→30; ✓建筑业 是,空→nothing"
    );

    const auto failed = rules.explain("wage.colour", *parse_document("{}"), today);
    REQUIRE(failed.has_value());
    CHECK(failed->lines.front().chinese.find("未能判定：") == 0);
}

TEST_CASE("decisions taken by several threads at once are the same as one after the other") {
    const auto rules = all_rules();
    const auto facts = *parse_document(
        R"({"professional": 900000, "organising": 855000, "certificate": true, "veto": false})"
    );
    const auto alone = canonical_text(rules.decide("cadre.grade", facts, today)->outcome);
    std::vector<int> different(4);
    std::vector<std::thread> threads;
    for (std::size_t t = 0; t < different.size(); ++t) {
        threads.emplace_back([&, t] {
            for (int i = 0; i < 200; ++i) {
                const auto decision = rules.decide("cadre.grade", facts, today);
                if (!decision || canonical_text(decision->outcome) != alone) ++different[t];
            }
        });
    }
    for (auto& thread : threads)
        thread.join();
    CHECK(different == std::vector<int>(4));
}
