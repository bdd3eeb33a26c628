-- 应报：第7行“x”：第 1 个测试有误（“x”不是整数（天））
return { id = "x", name = "x", hit = "FIRST", from = "2025-01-01",
  rows = [[ 编号 | 甲 天 a => 乙 数 b
            一 | 1 => 1 ]],
  tests = [[
    甲 => 乙
    x => 1
  ]] }
