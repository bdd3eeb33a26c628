-- 应报：栏目“甲”有误（没有声明）
return { id = "x", name = "x", hit = "FIRST", from = "2025-01-01",
  params = [[ 线 天 = 5
              价 金额 = 5元 ]],
  rows = [[
    编号 | 甲 => 乙 数 b
    一 | 1 => 1
  ]] }
