return {
  id = "stipend", name = "月补贴", hit = "UNIQUE", from = "2026-01-01",
  rows = [[
    编号 | 在岗天数 天 days [0..31] => 金额 金额 amount_fen | 理由
    甲 | >=15 => 700元 | 在岗{在岗天数}天
    乙 | <15  => 0     | -
  ]],
  tests = [[
    days => amount_fen | 规则
    15   => 700元      | 甲
    14   => 0          | 乙
  ]],
}
