-- 银行回盘核对：失败明细合计、实发金额；银行回单列有成功总额的，应与批次金额减失败金额相等。
return {
  id = "cadre.settlement", name = "银行回盘核对", kind = "free", from = "2024-01-01", jurisdiction = "330482", money = true,
  reads = { "batch_amount_fen", "pay_count", "bank_failures", "bank_total_fen", "retry_result" },
  evaluate = function(facts)
    local count, failed = 0, 0
    for _, line in ipairs(facts.bank_failures or {}) do
      count = count + 1
      failed = plus(failed, line.failed_fen)
    end
    local succeeded = plus(facts.batch_amount_fen, -failed)
    local balanced = succeeded >= 0
    if facts.bank_total_fen ~= nil then balanced = balanced and facts.bank_total_fen == succeeded end
    local paid, persons = succeeded, facts.pay_count and facts.pay_count - count
    if facts.retry_result == "repaid" then paid, persons = facts.batch_amount_fen, facts.pay_count end
    local reason = "失败" .. count .. "笔"
    if not balanced then reason = reason .. "，与银行回单不符" end
    return { failed_count = count, failed_total_fen = failed, balanced = balanced, paid_fen = paid, paid_count = persons },
           { { row = balanced and "相符" or "不符", reason = reason, clause = "对账" } }
  end,
  tests = {
    { facts = { batch_amount_fen = 100, pay_count = 2 }, expect = { paid_count = 2 } },
    { facts = { batch_amount_fen = 100, pay_count = 2, bank_failures = { { cadre = "PH0001", failed_fen = 60, reason = "户名不符" } } }, expect = { paid_count = 1 } },
    { facts = { batch_amount_fen = 100, pay_count = 2, bank_failures = { { cadre = "PH0001", failed_fen = 60, reason = "户名不符" } }, retry_result = "repaid" }, expect = { paid_count = 2 } },
    { facts = { batch_amount_fen = 69210000 }, expect = { failed_count = 0, failed_total_fen = 0, balanced = true, paid_fen = 69210000 }, rows = "相符" },
    { facts = { batch_amount_fen = 69210000, bank_failures = { { cadre = "PH0001", failed_fen = 100000, reason = "户名不符" } } },
      expect = { failed_count = 1, failed_total_fen = 100000, balanced = true, paid_fen = 69110000 }, rows = "相符" },
    { facts = { batch_amount_fen = 69210000, bank_failures = { { cadre = "PH0001", failed_fen = 100000, reason = "户名不符" } }, retry_result = "repaid" },
      expect = { paid_fen = 69210000 } },
    { facts = { batch_amount_fen = 69210000, bank_total_fen = 69200000 }, expect = { balanced = false }, rows = "不符" },
    { facts = { batch_amount_fen = 100, bank_failures = { { cadre = "PH0001", failed_fen = 200, reason = "户名不符" } } }, expect = { balanced = false }, rows = "不符" },
    { facts = {}, fails = true },
  },
}
