-- 应报：命中方式“SOME”不能使用
return { id = "x", name = "x", hit = "SOME", from = "2025-01-01",
  params = [[ 线 天 = 5
              价 金额 = 5元 ]],
  rows = [[
    编号 | 甲 天 a => 乙 数 b
    一 | 1 => 1
  ]] }
