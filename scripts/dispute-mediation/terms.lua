-- 整理协议条款：各期按应付日排列，逐项合计协议金额，写成条款文字。填写时已由 dispute.terms_offered 核对。
return {
  id = "dispute.terms", name = "整理协议条款", kind = "free", from = "2020-01-01", money = true,
  reads = { "claims", "agreed_terms", "last_meeting_on", "headcount" },
  evaluate = function(facts)
    local titles = { wage = "劳动报酬", overtime = "加班工资", severance = "经济补偿", damages = "赔偿金",
      double_wage = "二倍工资", injury = "工伤医疗费", insurance = "社会保险损失", leave = "年休假工资", other = "其他请求" }
    local claims, kept = facts.claims or {}, {}
    for i, term in ipairs(facts.agreed_terms or {}) do
      kept[i] = { no = term.no, agreed_fen = term.agreed_fen, due_on = term.due_on or facts.last_meeting_on }
    end
    table.sort(kept, function(a, b) return a.due_on < b.due_on end)
    local agreed, last_due, lines, total = {}, {}, {}, 0
    for i, term in ipairs(kept) do
      local claim, day = claims[term.no], term.due_on
      agreed[term.no] = plus(agreed[term.no] or 0, term.agreed_fen)
      last_due[term.no] = day
      total = plus(total, term.agreed_fen)
      local whose = (facts.headcount or 1) > 1 and "（名册第" .. claim.worker .. "号职工）" or ""
      lines[i] = string.format("%d. 被申请人于%d年%d月%d日前（含当日）支付第%d项%s%s%d.%02d元", i, year_of(day), month_of(day), day_of(day),
        term.no, titles[claim.item], whose, term.agreed_fen // 100, term.agreed_fen % 100)
    end
    local list = {}
    for i, claim in ipairs(claims) do
      list[i] = { no = claim.no, worker = claim.worker, item = claim.item, claimed_fen = claim.claimed_fen,
        agreed_fen = agreed[i] or 0, paid_fen = claim.paid_fen or 0, due_on = last_due[i] }
    end
    return {
      terms_text = table.concat(lines, "；"), claims = list, agreed_terms = kept,
      agreed_total_fen = total, instalments = #kept, last_due_on = #kept > 0 and kept[#kept].due_on or nil,
    }, { { row = "完整", reason = "共" .. #kept .. "期，内容明确", clause = "《民事诉讼法》司法解释第三百五十八条" } }
  end,
  tests = {
    { facts = { claims = { { no = 1, worker = 1, item = "wage", claimed_fen = 1000000 } }, headcount = 1,
                agreed_terms = { { no = 1, agreed_fen = 500000, due_on = "2025-04-10" }, { no = 1, agreed_fen = 400000, due_on = "2025-03-10" } } },
      expect = { agreed_total_fen = 900000, instalments = 2, last_due_on = "2025-04-10",
                 terms_text = "1. 被申请人于2025年3月10日前（含当日）支付第1项劳动报酬4000.00元；2. 被申请人于2025年4月10日前（含当日）支付第1项劳动报酬5000.00元" }, rows = "完整" },
    { facts = { claims = { { no = 1, worker = 1, item = "wage", claimed_fen = 100 }, { no = 2, worker = 2, item = "wage", claimed_fen = 100 } }, headcount = 2,
                agreed_terms = { { no = 2, agreed_fen = 100 } }, last_meeting_on = "2025-05-06" },
      expect = { agreed_total_fen = 100, last_due_on = "2025-05-06",
                 claims = { { no = 1, worker = 1, item = "wage", claimed_fen = 100, agreed_fen = 0, paid_fen = 0 },
                            { no = 2, worker = 2, item = "wage", claimed_fen = 100, agreed_fen = 100, paid_fen = 0, due_on = "2025-05-06" } },
                 terms_text = "1. 被申请人于2025年5月6日前（含当日）支付第2项劳动报酬（名册第2号职工）1.00元" }, rows = "完整" },
    { facts = { claims = { { no = 1, worker = 1, item = "other", claimed_fen = 0 } } }, expect = { agreed_total_fen = 0, instalments = 0 }, rows = "完整" },
  },
}
