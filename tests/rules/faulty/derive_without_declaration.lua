-- 应报：规则文件的“derived”须与 derive 同时出现
return { id = "x", name = "x", hit = "FIRST", from = "2025-01-01", derive = function(facts) return {} end,
  rows = [[ 编号 | 甲 天 a => 乙 数 b
            一 | 1 => 1 ]] }
