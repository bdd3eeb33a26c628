#include "tests/simulation/process_text.hpp"

namespace gongdao::simulation {

namespace {

constexpr const char* manifest = R"(id random
title 随机流程
process main
case_title "试验"
number "{org}-{year}-SJ-{serial5}" { kind SJ }
role clerk { title 经办人 may "open note correct void message resolve" }
role leader { title 负责人 may "note resolve" }
warning heat
{
    title 预警
    rank 1 { colour yellow label 黄 confirm_within 1wd }
    rank 2 { colour red    label 红 confirm_within PT4H }
}
register member { title 成员 key code editor clerk }
batch pay
{
    title      补贴
    register   member
    rule       random.pay
    key        code
    amount     amount_fen
    cycle      month
    effect     pay_list
    write_back { amount_fen last_fen }
    settings   { account_field account }
}
)";

constexpr const char* case_fields = R"({
  "type": "object",
  "properties": {
    "n": {"type": "integer", "title": "甲数"},
    "m": {"type": "integer", "title": "乙数"},
    "k": {"type": "integer", "title": "份数"},
    "count": {"type": "integer", "title": "次数"},
    "alarm": {"type": "boolean", "title": "报警"},
    "who": {"type": "string", "title": "谁"},
    "text": {"type": "string", "title": "文字"},
    "file": {"type": "string", "title": "文件"},
    "period": {"type": "string", "title": "期次"},
    "error_code": {"type": "string", "title": "错误代码"},
    "error_text": {"type": "string", "title": "错误说明"},
    "people": {"type": "array", "title": "人员", "items": {"type": "string"}},
    "votes": {"type": "array", "title": "票", "items": {"type": "string"}}
  }
})";

constexpr const char* member_fields = R"({
  "type": "object",
  "properties": {
    "code": {"type": "string", "title": "编号"},
    "name": {"type": "string", "title": "姓名"},
    "share": {"type": "integer", "title": "份额"},
    "account": {"type": "string", "title": "账号"},
    "last_fen": {"type": "integer", "title": "上次金额", "x-type": "money"}
  }
})";

/// Without 甲数 it fails, and so does the element that asks.
constexpr const char* grade = R"(return {
  id = "random.grade", name = "定级", hit = "FIRST", from = "2013-01-01",
  inputs = [[
    甲数 数 n [-100..100000]
    乙数 数? m [-100000..100000]
    报警 是否? alarm
  ]],
  rows = [[
    编号 | 甲数 | 乙数 | 报警 => 等级 高=2/低=1/无=0 rank | 份数 数 k [0..4] | 理由 | 条款
    甲 | >6 | - | 是 => 高 | 3 | 甲数{甲数}，已报警 | 一
    乙 | >3 | 空,>2 | - => 低 | 2 | 甲数{甲数} | 二
    丙 | <0 | - | - => 无 | 0 | 甲数为负 | 三
    默认 => 无 | 1 | 其余 | 四
  ]],
  tests = [[
    甲数 | 乙数 | 报警 => 等级 | 规则
    7 | 1 | 是 => 高 | 甲
    4 | - | - => 低 | 乙
  ]],
})";

constexpr const char* share = R"(return {
  id = "random.share", name = "分摊", kind = "free", from = "2013-01-01",
  reads = { "n", "m" },
  evaluate = function(facts)
    if facts.n == nil then error("没有甲数") end
    local count = 0
    for i = 1, min(max(facts.n, 0), 20) do
      count = plus(count, i % ((facts.m or 0) + 2))
    end
    return { count = count, alarm = count > 12 },
           { { row = "摊", reason = "甲数" .. facts.n, clause = "五" } }
  end,
  tests = {
    { facts = { n = 3 }, expect = { count = 2, alarm = false }, rows = "摊" },
    { facts = {}, fails = true },
  },
})";

constexpr const char* pay = R"(return {
  id = "random.pay", name = "补贴", hit = "FIRST", from = "2013-01-01", money = true,
  inputs = [[ 份额 数 share [0..100] ]],
  rows = [[
    编号 | 份额 => 金额 金额 amount_fen [0元..1万元] | 理由 | 条款
    无 | 0 => 0元 | 没有份额 | 六
    有 | - => =份额*100元 | 份额{份额} | 六
  ]],
  tests = [[
    份额 => 金额 | 规则
    2 => 200元 | 有
    0 => 0元 | 无
  ]],
})";

} // namespace

std::map<std::string, std::string> pack_of(const ProcessText& text) {
    return {
        {"pack.info", manifest},
        {"fields.schema.json", case_fields},
        {"registers/member.schema.json", member_fields},
        {"scripts/grade.lua", grade},
        {"scripts/share.lua", share},
        {"scripts/pay.lua", pay},
        {"main.bpmn", text.bpmn}};
}

} // namespace gongdao::simulation
