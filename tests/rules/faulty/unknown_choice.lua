-- 应报：“紫”不是红/橙
return { id = "x", name = "x", hit = "FIRST", from = "2025-01-01",
  params = [[ 线 天 = 5
              价 金额 = 5元 ]],
  rows = [[
    编号 | 甲 红/橙 a => 乙 数 b
    一 | 紫 => 1
  ]] }
