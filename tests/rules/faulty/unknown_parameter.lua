-- 应报：没有参数“限”
return { id = "x", name = "x", hit = "FIRST", from = "2025-01-01",
  params = [[ 线 天 = 5
              价 金额 = 5元 ]],
  rows = [[
    编号 | 甲 天 a => 乙 数 b
    一 | >=$限 => 1
  ]] }
