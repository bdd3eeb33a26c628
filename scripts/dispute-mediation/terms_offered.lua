-- 达成一致时填写的给付安排：每期对应一项诉求，应付日不早于达成协议之日，一项的合计不超过请求，超出的要写明理由。
return {
  id = "dispute.terms_offered", name = "核对给付安排", kind = "free", from = "2020-01-01", money = true,
  reads = { "meeting_result", "claims", "agreed_terms", "other_terms", "excess_reason", "effective_on", "last_meeting_on" },
  evaluate = function(facts)
    if facts.meeting_result ~= "agreed" then return {}, { { row = "未达成", reason = "没有达成一致，不核对给付安排" } } end
    local function yuan(fen) return string.format("%d.%02d元", fen // 100, fen % 100) end
    local function refused(row, why, cure)
      return { refusal = why .. "，" .. cure .. "。" }, { { row = row, reason = why, clause = "《民事诉讼法》司法解释第三百五十八条" } }
    end
    local claims, terms, agreed = facts.claims or {}, facts.agreed_terms or {}, {}
    local agreed_on = facts.effective_on ~= nil and facts.last_meeting_on or today
    for i, term in ipairs(terms) do
      if claims[term.no] == nil then
        return refused("缺诉求", "第" .. i .. "期写的是第" .. term.no .. "项诉求，本案只有" .. #claims .. "项", "请更正序号")
      end
      if term.due_on ~= nil and term.due_on < agreed_on then
        return refused("倒填", "第" .. i .. "期应付日" .. term.due_on .. "早于达成协议的" .. agreed_on, "请更正应付日")
      end
      agreed[term.no] = plus(agreed[term.no] or 0, term.agreed_fen)
    end
    if #terms == 0 and facts.other_terms == nil then
      return refused("不明确", "没有给付安排，也没有其他约定，协议内容不明确", "请至少填写一项")
    end
    for no, claim in ipairs(claims) do
      if (agreed[no] or 0) > claim.claimed_fen and facts.excess_reason == nil then
        return refused("超请求", "第" .. no .. "项协议金额合计" .. yuan(agreed[no]) .. "，超过请求的" .. yuan(claim.claimed_fen),
          "请核对；双方确实如此约定的，填写“超出请求的理由”")
      end
    end
    return {}, { { row = "可以", reason = "给付安排共" .. #terms .. "期，逐项不超过请求或者已说明理由" } }
  end,
  tests = {
    { facts = { meeting_result = "adjourned" }, rows = "未达成", expect = {} },
    { facts = { meeting_result = "agreed", claims = { { no = 1, item = "wage", claimed_fen = 100000 } }, agreed_terms = { { no = 1, agreed_fen = 100000 } } },
      rows = "可以", expect = {} },
    { facts = { meeting_result = "agreed", claims = { { no = 1, item = "wage", claimed_fen = 100000 } }, agreed_terms = { { no = 2, agreed_fen = 100 } } },
      rows = "缺诉求", expect = { refusal = "第1期写的是第2项诉求，本案只有1项，请更正序号。" } },
    { facts = { meeting_result = "agreed", claims = { { no = 1, item = "wage", claimed_fen = 100000 } }, agreed_terms = { { no = 1, agreed_fen = 100, due_on = "2025-03-02" } } },
      on = "2025-03-03", rows = "倒填", expect = { refusal = "第1期应付日2025-03-02早于达成协议的2025-03-03，请更正应付日。" } },
    { facts = { meeting_result = "agreed", claims = { { no = 1, item = "wage", claimed_fen = 100000 } }, agreed_terms = { { no = 1, agreed_fen = 100, due_on = "2025-03-02" } },
                effective_on = "2025-03-05", last_meeting_on = "2025-03-01" }, on = "2025-04-03", rows = "可以", expect = {} },
    { facts = { meeting_result = "agreed", claims = { { no = 1, item = "wage", claimed_fen = 100000 } },
                agreed_terms = { { no = 1, agreed_fen = 60000 }, { no = 1, agreed_fen = 60000 } } }, rows = "超请求",
      expect = { refusal = "第1项协议金额合计1200.00元，超过请求的1000.00元，请核对；双方确实如此约定的，填写“超出请求的理由”。" } },
    { facts = { meeting_result = "agreed", claims = { { no = 1, item = "wage", claimed_fen = 100000 } }, agreed_terms = { { no = 1, agreed_fen = 120000 } },
                excess_reason = "含逾期利息" }, rows = "可以", expect = {} },
    { facts = { meeting_result = "agreed", claims = { { no = 1, item = "other", claimed_fen = 0 } } }, rows = "不明确",
      expect = { refusal = "没有给付安排，也没有其他约定，协议内容不明确，请至少填写一项。" } },
    { facts = { meeting_result = "agreed", claims = { { no = 1, item = "other", claimed_fen = 0 } }, other_terms = "出具离职证明" }, rows = "可以", expect = {} },
  },
}
