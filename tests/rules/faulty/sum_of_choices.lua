-- 应报：“乙”不能相加
return { id = "x", name = "x", hit = "COLLECT +", from = "2025-01-01",
  params = [[ 线 天 = 5
              价 金额 = 5元 ]],
  rows = [[
    编号 | 甲 天 a => 乙 红/橙 b
    一 | 1 => 红
  ]] }
