return {
  id = "mutual.aid", name = "互助保障", kind = "free", from = "2025-01-01", money = true,
  reads = { "premium_fen", "periods", "members", "note" },
  evaluate = function(facts)
    local total = times(facts.premium_fen, facts.periods)
    local reasons = { { row = "互1", reason = "按" .. facts.periods .. "期计算", clause = "章程第3条" } }
    local shares = {}
    for i, member in ipairs(facts.members or {}) do
      shares[i] = { name = member.name, fen = proportion(total, member.weight, 100) }
      reasons[#reasons + 1] = { row = "分" .. i, reason = member.name .. "分得" .. shares[i].fen .. "分" }
    end
    return { total_fen = total, shares = shares, decided = today }, reasons
  end,
  tests = {
    { facts = { premium_fen = 5000, periods = 2 }, expect = { total_fen = 10000, decided = "2026-01-01" }, rows = "互1", on = "2026-01-01" },
    { facts = { premium_fen = 333, periods = 1, members = { { name = "张", weight = 50 } } }, rows = "互1+分1",
      expect = { shares = { { name = "张", fen = 167 } } } },
    { facts = {}, fails = true },
  },
}
