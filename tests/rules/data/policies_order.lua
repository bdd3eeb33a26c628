return {
  id = "duties.ordered", name = "按轻重", hit = "OUTPUT ORDER", from = "2025-01-01",
  rows = [[
    编号 | 人数 人 n [0..100] => 事项 急/缓 duty
    甲 | >=1 => 缓
    乙 | >=10 => 急
  ]],
  tests = [[
    n => 规则
    12 => 乙+甲
    1 => 甲
    0 => -
  ]],
}
