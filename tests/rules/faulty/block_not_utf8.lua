-- 应报：规则文件的“rows”含有不是 UTF-8 的字节
return { id = "x", name = "x", hit = "FIRST", from = "2025-01-01",
  inputs = [[ 数 数 amount ]],
  rows = "编号 | 数 => 事项 报告/走访 \xe5\xe5duty | 级 级 level\n 甲 | >=5 => 报告 | 2\n 默认 => 走访 | 1\n" }
