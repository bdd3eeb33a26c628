-- 请求与核算对照：把同一项目的请求合计与法条核算结果摆在一起，供调解会参考。
return {
  id = "dispute.suggestion", name = "请求与核算对照", kind = "free", from = "2020-01-01", money = true,
  reads = { "claims", "severance_fen", "unlawful_fen", "double_wage_fen", "criminal_band" },
  evaluate = function(facts)
    local function yuan(fen) return string.format("%d.%02d元", fen // 100, fen % 100) end
    local asked = {}
    for _, claim in ipairs(facts.claims or {}) do asked[claim.item] = plus(asked[claim.item] or 0, claim.claimed_fen) end
    local checks = {
      { item = "severance", title = "经济补偿", fen = facts.severance_fen, clause = "《劳动合同法》第四十七条" },
      { item = "damages", title = "赔偿金", fen = facts.unlawful_fen, clause = "《劳动合同法》第八十七条" },
      { item = "double_wage", title = "二倍工资", fen = facts.double_wage_fen, clause = "《劳动合同法》第八十二条" },
    }
    local lines, reasons = {}, {}
    for _, check in ipairs(checks) do
      if check.fen ~= nil and asked[check.item] ~= nil then
        local difference = asked[check.item] - check.fen
        local word = difference > 0 and "，请求高出" .. yuan(difference) or difference < 0 and "，请求低于核算" .. yuan(-difference) or "，两者一致"
        lines[#lines + 1] = check.title .. "请求" .. yuan(asked[check.item]) .. "，核算" .. yuan(check.fen) .. word
        reasons[#reasons + 1] = { row = check.title, reason = lines[#lines], clause = check.clause }
      end
    end
    if facts.criminal_band == "reached" or facts.criminal_band == "depends" then
      lines[#lines + 1] = "欠薪数额" .. (facts.criminal_band == "reached" and "达到" or "可能达到") .. "“数额较大”，经责令仍不支付的应移送"
      reasons[#reasons + 1] = { row = "幅度", reason = lines[#lines], clause = "法释〔2013〕3号第三条" }
    end
    if #lines == 0 then
      lines[1] = "现有事实不足以核算，由双方协商。"
      reasons[1] = { row = "不足", reason = "没有可以对照的核算结果", clause = "" }
    end
    return { suggestion_note = table.concat(lines, "；") }, reasons
  end,
  tests = {
    { facts = { claims = { { item = "severance", claimed_fen = 3000000 } }, severance_fen = 2500000 },
      expect = { suggestion_note = "经济补偿请求30000.00元，核算25000.00元，请求高出5000.00元" }, rows = "经济补偿" },
    { facts = { claims = { { item = "double_wage", claimed_fen = 100 } }, double_wage_fen = 100 },
      expect = { suggestion_note = "二倍工资请求1.00元，核算1.00元，两者一致" }, rows = "二倍工资" },
    { facts = { claims = { { item = "wage", claimed_fen = 100 } }, criminal_band = "reached" }, rows = "幅度",
      expect = { suggestion_note = "欠薪数额达到“数额较大”，经责令仍不支付的应移送" } },
    { facts = { claims = { { item = "wage", claimed_fen = 100 } } }, rows = "不足",
      expect = { suggestion_note = "现有事实不足以核算，由双方协商。" } },
  },
}
