-- 履行登记：逐项核对。一项不得多付，序号要有，日期不早于协议生效；什么也没登记的不算登记。
return {
  id = "dispute.payment", name = "核对给付登记", kind = "free", from = "2020-01-01", money = true,
  reads = { "claims", "payments", "paid_in_full", "default_declared", "effective_on" },
  evaluate = function(facts)
    local function yuan(fen) return string.format("%d.%02d元", fen // 100, fen % 100) end
    local function refused(row, why, cure)
      return { refusal = why .. "，" .. cure .. "。" }, { { row = row, reason = why } }
    end
    local claims, payments, paid, owed = facts.claims or {}, facts.payments or {}, {}, 0
    if #payments == 0 and not facts.paid_in_full and not facts.default_declared then
      return refused("空白", "既没有登记给付，也没有确认不履行", "请至少填写一项")
    end
    for _, payment in ipairs(payments) do
      if claims[payment.no] == nil then
        return refused("缺诉求", "没有第" .. payment.no .. "项诉求，本案只有" .. #claims .. "项", "请更正序号")
      end
      if payment.paid_on ~= nil and payment.paid_on < facts.effective_on then
        return refused("倒填", "第" .. payment.no .. "项给付日" .. payment.paid_on .. "早于协议生效的" .. facts.effective_on, "请更正给付日")
      end
      paid[payment.no] = plus(paid[payment.no] or 0, payment.paid_fen)
    end
    for no, claim in ipairs(claims) do
      local left = (claim.agreed_fen or 0) - (claim.paid_fen or 0)
      local now = paid[no] or 0
      if now > left then
        return refused("多付", "第" .. no .. "项协议金额" .. yuan(claim.agreed_fen or 0) .. "，已付" .. yuan(claim.paid_fen or 0) .. "，这次登记" ..
          yuan(now) .. "多出" .. yuan(now - left), "请核对金额，或者把多出的部分登记到另一项")
      end
      owed = plus(owed, left - now)
    end
    if facts.default_declared and owed == 0 then
      return refused("已付清", "各项都已付清", "不能同时确认不履行")
    end
    if facts.default_declared and facts.paid_in_full then
      return refused("矛盾", "同时填了本期已全额给付和确认不履行", "请只填一项")
    end
    return {}, { { row = "可以", reason = "逐项登记，登记后未付" .. yuan(owed) } }
  end,
  tests = {
    { facts = {}, rows = "空白", expect = { refusal = "既没有登记给付，也没有确认不履行，请至少填写一项。" } },
    { facts = { claims = { { no = 1, agreed_fen = 100000 } }, paid_in_full = true }, rows = "可以", expect = {} },
    { facts = { claims = { { no = 1, agreed_fen = 100000 } }, payments = { { no = 2, paid_fen = 100 } }, effective_on = "2025-03-03" }, rows = "缺诉求",
      expect = { refusal = "没有第2项诉求，本案只有1项，请更正序号。" } },
    { facts = { claims = { { no = 1, agreed_fen = 100000, paid_fen = 40000 }, { no = 2, agreed_fen = 50000 } }, payments = { { no = 1, paid_fen = 70000 } } },
      rows = "多付", expect = { refusal = "第1项协议金额1000.00元，已付400.00元，这次登记700.00元多出100.00元，请核对金额，或者把多出的部分登记到另一项。" } },
    { facts = { claims = { { no = 1, agreed_fen = 100000 } }, payments = { { no = 1, paid_fen = 60000 }, { no = 1, paid_fen = 60000 } } }, rows = "多付" },
    { facts = { claims = { { no = 1, agreed_fen = 100000 } }, payments = { { no = 1, paid_fen = 100, paid_on = "2025-03-02" } }, effective_on = "2025-03-03" },
      rows = "倒填", expect = { refusal = "第1项给付日2025-03-02早于协议生效的2025-03-03，请更正给付日。" } },
    { facts = { claims = { { no = 1, agreed_fen = 100000 } }, payments = { { no = 1, paid_fen = 100000, paid_on = "2025-03-03" } }, effective_on = "2025-03-03" },
      rows = "可以", expect = {} },
    { facts = { claims = { { no = 1, agreed_fen = 100 } }, payments = { { no = 1, paid_fen = 100 } }, default_declared = true }, rows = "已付清" },
    { facts = { claims = { { no = 1, agreed_fen = 100 } }, paid_in_full = true, default_declared = true }, rows = "矛盾" },
    { facts = { claims = { { no = 1, agreed_fen = 100 } }, default_declared = true }, rows = "可以", expect = {} },
  },
}
