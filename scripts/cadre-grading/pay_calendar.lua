-- 月度发放日程：当月25日锁定，次月1日计算，次月15日发放。
-- 15日是休息日的提前到前一个工作日（工资支付暂行规定第七条），由流程向日历查得，不在这里列假日。
return {
  id = "cadre.pay_calendar", name = "月度发放日程", kind = "free", from = "2024-01-01", jurisdiction = "330482",
  reads = { "period" },
  evaluate = function(facts)
    local period = facts.period
    if period == nil or not string.match(period, "^%d%d%d%d%-[01]%d$") then
      error("发放月份应写成 2025-01 的形式")
    end
    local compute_on = add_months(period .. "-01", 1)
    local pay_by = add_days(compute_on, 14)
    return { lock_on = period .. "-25", compute_on = compute_on, pay_by = pay_by },
           { { row = "日程", reason = "25日锁定，次月1日计算，" .. pay_by .. "发放，遇休息日提前", clause = "工资支付暂行规定第七条" } }
  end,
  tests = {
    { facts = { period = "2025-01" }, expect = { lock_on = "2025-01-25", compute_on = "2025-02-01", pay_by = "2025-02-15" }, rows = "日程" },
    { facts = { period = "2025-12" }, expect = { lock_on = "2025-12-25", compute_on = "2026-01-01", pay_by = "2026-01-15" } },
    { facts = { period = "2025" }, fails = true },
    { facts = {}, fails = true },
  },
}
