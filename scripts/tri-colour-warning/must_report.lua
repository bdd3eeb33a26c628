-- 五必报五必访：事项和对象由县里认定（公开材料没有列明），时限是默认值。
return {
  id = "warning.must_report", name = "五必报五必访", hit = "UNIQUE", from = "2013-01-01",
  inputs = [[
    事项 欠薪=arrears/集体争议=collective/裁员关停=closure/伤亡职业危害=casualty/极端舆情=opinion must_kind
  ]],
  rows = [[
    编号 | 事项         => 首报 文字 first_report_within | 书面 文字 written_report_within | 走访 文字 must_visit_within | 对象 文字 must_visit_whom | 理由 | 条款
    一   | 欠薪         => PT2H | PT24H | 3wd | 欠薪企业                       | 欠薪必报、必访                   | 本县五必报五必访
    二   | 集体争议     => PT2H | PT24H | 3wd | 集体争议企业                   | 十人以上集体争议或停工必报、必访 | 本县五必报五必访
    三   | 裁员关停     => PT2H | PT24H | 3wd | 裁员、关停企业职工             | 裁员、关停、搬迁必报、必访       | 本县五必报五必访
    四   | 伤亡职业危害 => PT2H | PT24H | 3wd | 工伤职工家庭、困难或患病职工   | 工伤亡或重大职业危害必报、必访   | 本县五必报五必访
    五   | 极端舆情     => PT2H | PT24H | 3wd | 当事职工                       | 极端或舆情苗头必报、必访         | 本县五必报五必访
  ]],
  tests = [[
    事项     => 首报 | 书面  | 走访 | 规则
    欠薪     => PT2H | PT24H | 3wd  | 一
    极端舆情 => PT2H | PT24H | 3wd  | 五
  ]],
}
