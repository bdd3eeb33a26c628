return {
  id = "signs", name = "迹象数", hit = "COLLECT #", from = "2025-01-01",
  rows = [[
    编号 | 停水电 是否 utilities | 欠社保 月 insurance [0..120] => 项数 项 signs
    甲 | 是 | - => -
    乙 | - | >=1 => -
  ]],
  tests = [[
    utilities | insurance => signs | 规则
    是 | 2 => 2 | 甲+乙
    是 | 0 => 1 | 甲
    否 | 0 => 0 | -
  ]],
}
