-- 回避检查：在回避名单中的人不得指定为本案调解员或者协办调解员。
return {
  id = "dispute.recusal", name = "回避检查", kind = "free", from = "2020-01-01",
  reads = { "mediator", "co_mediator", "recusals" },
  evaluate = function(facts)
    local grounds = {
      relative = "是当事人或者当事人的近亲属", interest = "与争议有利害关系",
      relation = "与当事人有其他关系，可能影响公正", private_contact = "私自会见当事人或者接受请客送礼",
    }
    local clause = "参照《劳动争议调解仲裁法》第三十三条"
    if facts.mediator == nil then
      return { appointment_valid = false, appointment_note = "尚未指定调解员。" },
             { { row = "未指定", reason = "尚未指定调解员", clause = "" } }
    end
    for _, one in ipairs(facts.recusals or {}) do
      if one.mediator == facts.mediator or one.mediator == facts.co_mediator then
        local why = one.mediator .. "应当回避：" .. grounds[one.ground]
        return { appointment_valid = false, appointment_note = why .. "，请另行指定。" },
               { { row = "回避", reason = why, clause = clause } }
      end
    end
    return { appointment_valid = true, appointment_note = "没有应当回避的情形。" },
           { { row = "可以", reason = "调解员不在回避名单中", clause = clause } }
  end,
  tests = {
    { facts = { mediator = "m1" }, expect = { appointment_valid = true }, rows = "可以" },
    { facts = { mediator = "m1", recusals = { { mediator = "m1", ground = "relative" } } },
      expect = { appointment_valid = false, appointment_note = "m1应当回避：是当事人或者当事人的近亲属，请另行指定。" }, rows = "回避" },
    { facts = { mediator = "m2", recusals = { { mediator = "m1", ground = "relative" } } }, expect = { appointment_valid = true }, rows = "可以" },
    { facts = { mediator = "m2", co_mediator = "m1", recusals = { { mediator = "m1", ground = "interest" } } },
      expect = { appointment_valid = false }, rows = "回避" },
    { facts = {}, expect = { appointment_valid = false }, rows = "未指定" },
  },
}
