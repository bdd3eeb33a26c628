-- 应报：规则文件的“hits”不是规则文件的键
return { id = "x", name = "x", hits = "FIRST", hit = "FIRST", from = "2025-01-01", rows = [[ 编号 | 甲 天 a => 乙 数 b
  一 | 1 => 1 ]] }
