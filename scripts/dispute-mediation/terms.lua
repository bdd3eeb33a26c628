-- 核对协议条款：每期给付对应一项诉求，合计协议金额，整理条款文字。内容不明确的协议不能获得司法确认。
return {
  id = "dispute.terms", name = "核对协议条款", kind = "free", from = "2020-01-01", money = true,
  reads = { "claims", "agreed_terms", "other_terms", "last_meeting_on" },
  evaluate = function(facts)
    local titles = { wage = "劳动报酬", overtime = "加班工资", severance = "经济补偿", damages = "赔偿金",
      double_wage = "二倍工资", injury = "工伤医疗费", insurance = "社会保险损失", leave = "年休假工资", other = "其他请求" }
    local clause = "《民事诉讼法》司法解释第三百五十八条"
    local claims, terms = facts.claims or {}, facts.agreed_terms or {}
    local agreed, last_due, lines, kept, total, final_due = {}, {}, {}, {}, 0, nil
    for i, term in ipairs(terms) do
      local claim = claims[term.no]
      if claim == nil then
        local why = "第" .. i .. "期没有对应的诉求"
        return { terms_ok = false, terms_note = why .. "，请更正序号。" }, { { row = "缺诉求", reason = why, clause = clause } }
      end
      local due_on = term.due_on or facts.last_meeting_on
      agreed[term.no] = plus(agreed[term.no] or 0, term.agreed_fen)
      if last_due[term.no] == nil or due_on > last_due[term.no] then last_due[term.no] = due_on end
      if final_due == nil or due_on > final_due then final_due = due_on end
      total = plus(total, term.agreed_fen)
      kept[i] = { no = term.no, agreed_fen = term.agreed_fen, due_on = due_on }
      lines[i] = string.format("%d. 被申请人于%s前支付第%d项%s%d.%02d元", i, due_on, term.no, titles[claim.item],
        term.agreed_fen // 100, term.agreed_fen % 100)
    end
    if total == 0 and facts.other_terms == nil then
      return { terms_ok = false, terms_note = "没有给付安排，也没有其他约定，协议内容不明确。" },
             { { row = "不明确", reason = "协议没有内容", clause = clause } }
    end
    local list = {}
    for i, claim in ipairs(claims) do
      list[i] = { no = claim.no, worker = claim.worker, item = claim.item, claimed_fen = claim.claimed_fen,
        agreed_fen = agreed[i] or 0, paid_fen = claim.paid_fen or 0, due_on = last_due[i] }
    end
    return {
      terms_ok = true, terms_note = "条款完整。", terms_text = table.concat(lines, "；"), claims = list, agreed_terms = kept,
      agreed_total_fen = total, instalments = #terms, last_due_on = final_due,
    }, { { row = "完整", reason = "共" .. #terms .. "期，内容明确", clause = clause } }
  end,
  tests = {
    { facts = { claims = { { no = 1, worker = 1, item = "wage", claimed_fen = 1000000 } },
                agreed_terms = { { no = 1, agreed_fen = 400000, due_on = "2025-03-10" }, { no = 1, agreed_fen = 500000, due_on = "2025-04-10" } } },
      expect = { terms_ok = true, agreed_total_fen = 900000, instalments = 2, last_due_on = "2025-04-10",
                 terms_text = "1. 被申请人于2025-03-10前支付第1项劳动报酬4000.00元；2. 被申请人于2025-04-10前支付第1项劳动报酬5000.00元" }, rows = "完整" },
    { facts = { claims = { { no = 1, worker = 1, item = "wage", claimed_fen = 1000000 } },
                agreed_terms = { { no = 2, agreed_fen = 400000, due_on = "2025-03-10" } } },
      expect = { terms_ok = false, terms_note = "第1期没有对应的诉求，请更正序号。" }, rows = "缺诉求" },
    { facts = { claims = { { no = 1, worker = 1, item = "wage", claimed_fen = 100 } }, agreed_terms = { { no = 1, agreed_fen = 100 } }, last_meeting_on = "2025-05-06" },
      expect = { terms_ok = true, agreed_total_fen = 100, last_due_on = "2025-05-06", terms_text = "1. 被申请人于2025-05-06前支付第1项劳动报酬1.00元" }, rows = "完整" },
    { facts = { claims = { { no = 1, worker = 1, item = "other", claimed_fen = 0 } } }, expect = { terms_ok = false }, rows = "不明确" },
    { facts = { claims = { { no = 1, worker = 1, item = "other", claimed_fen = 0 } }, other_terms = "出具离职证明" },
      expect = { terms_ok = true, agreed_total_fen = 0 }, rows = "完整" },
  },
}
