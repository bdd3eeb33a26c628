-- 起始日满十日的为二级。
return {
  id = "watch.level", name = "等级", kind = "free", from = "2013-01-01",
  reads = { "since", "who" },
  evaluate = function(facts)
    if facts.who == "坏" then error("算不出") end
    local long = facts.since ~= nil and today >= add_days(facts.since, 10)
    return { level = long and 2 or 1 },
           { { row = "天数", reason = long and "满十日" or "不满十日", clause = "试验" } }
  end,
  tests = {
    { facts = { since = "2026-03-02" }, expect = { level = 1 }, rows = "天数", on = "2026-03-11" },
    { facts = { since = "2026-03-02" }, expect = { level = 2 }, rows = "天数", on = "2026-03-12" },
  },
}
