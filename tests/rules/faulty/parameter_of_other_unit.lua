-- 应报：参数“线”的类型与该栏不同
return { id = "x", name = "x", hit = "FIRST", from = "2025-01-01",
  params = [[ 线 天 = 5
              价 金额 = 5元 ]],
  rows = [[
    编号 | 甲 人 a => 乙 数 b
    一 | >=$线 => 1
  ]] }
