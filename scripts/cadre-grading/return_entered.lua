-- 登记回盘：失败明细一人一行，合计不超过批次金额。
return {
  id = "cadre.return_entered", name = "核对回盘登记", kind = "free", from = "2024-01-01", jurisdiction = "330482", money = true,
  reads = { "batch_amount_fen", "bank_failures" },
  evaluate = function(facts)
    local seen, failed = {}, 0
    for _, line in ipairs(facts.bank_failures or {}) do
      if seen[line.cadre] then
        return { refusal = "失败明细中" .. line.cadre .. "列了两次，请更正。" }, { { row = "重复", reason = line.cadre .. "重复" } }
      end
      seen[line.cadre] = true
      failed = plus(failed, line.failed_fen)
    end
    if failed > facts.batch_amount_fen then
      return { refusal = "失败金额合计超过批次金额，请更正。" }, { { row = "超额", reason = "失败金额超过批次金额" } }
    end
    return {}, { { row = "可以", reason = "失败明细没有重复" } }
  end,
  tests = {
    { facts = { batch_amount_fen = 100 }, rows = "可以", expect = {} },
    { facts = { batch_amount_fen = 100, bank_failures = { { cadre = "PH0001", failed_fen = 60 }, { cadre = "PH0002", failed_fen = 40 } } }, rows = "可以" },
    { facts = { batch_amount_fen = 100, bank_failures = { { cadre = "PH0001", failed_fen = 60 }, { cadre = "PH0001", failed_fen = 40 } } }, rows = "重复",
      expect = { refusal = "失败明细中PH0001列了两次，请更正。" } },
    { facts = { batch_amount_fen = 100, bank_failures = { { cadre = "PH0001", failed_fen = 101 } } }, rows = "超额" },
  },
}
