-- 应报：涉及金额的规则不得使用“/”（第 3 行）
return { id = "x", name = "x", kind = "free", from = "2025-01-01", money = true, reads = { "a" },
  evaluate = function(facts) return { b = facts.a / 2 } end }
