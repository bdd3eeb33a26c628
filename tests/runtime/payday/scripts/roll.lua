-- 名册上的人各记一次。
return {
  id = "payday.roll", name = "名册", kind = "free", from = "2013-01-01",
  reads = { "code" },
  evaluate = function(facts)
    return { listed = facts.code ~= nil },
           { { row = "名", reason = "在册", clause = "试验" } }
  end,
  tests = { { facts = { code = "m1" }, expect = { listed = true }, rows = "名" } },
}
