-- 应报：规则文件的“from”没有填写
return { id = "x", name = "x", hit = "FIRST", rows = [[ 编号 | 甲 天 a => 乙 数 b
  一 | 1 => 1 ]] }
