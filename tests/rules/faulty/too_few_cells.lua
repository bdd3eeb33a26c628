-- 应报：条件有 1 格，应为 2 格
return { id = "x", name = "x", hit = "FIRST", from = "2025-01-01",
  params = [[ 线 天 = 5
              价 金额 = 5元 ]],
  rows = [[
    编号 | 甲 天 a | 丙 天 c => 乙 数 b
    一 | 1 => 1
  ]] }
