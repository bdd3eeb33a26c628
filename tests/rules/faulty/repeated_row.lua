-- 应报：行“一”有误（编号重复）
return { id = "x", name = "x", hit = "FIRST", from = "2025-01-01",
  params = [[ 线 天 = 5
              价 金额 = 5元 ]],
  rows = [[
    编号 | 甲 天 a => 乙 数 b
    一 | 1 => 1
    一 | 2 => 1
  ]] }
