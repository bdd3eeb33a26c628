-- 月度发放日程：当月25日锁定，次月1日计算，次月15日发放；15日是休息日的，提前到前一个工作日（工资支付暂行规定第七条）。
-- 假日表只列月中会碰到的放假与调休日，随国务院办公厅每年通知补充。
local off = { ["2026-02-15"] = true }
local working = { ["2026-02-14"] = true }

local function rests(date)
  if off[date] then return true end
  if working[date] then return false end
  return weekday_of(date) > 5
end

return {
  id = "cadre.pay_calendar", name = "月度发放日程", kind = "free", from = "2024-01-01", jurisdiction = "330482",
  reads = { "period" },
  evaluate = function(facts)
    local period = facts.period
    if period == nil or not string.match(period, "^%d%d%d%d%-[01]%d$") then
      error("发放月份应写成 2025-01 的形式")
    end
    local compute_on = add_months(period .. "-01", 1)
    local pay_on = add_days(compute_on, 14)
    while rests(pay_on) do pay_on = add_days(pay_on, -1) end
    return { lock_on = period .. "-25", compute_on = compute_on, pay_on = pay_on },
           { { row = "日程", reason = "25日锁定，次月1日计算，" .. pay_on .. "发放", clause = "工资支付暂行规定第七条" } }
  end,
  tests = {
    { facts = { period = "2025-01" }, expect = { lock_on = "2025-01-25", compute_on = "2025-02-01", pay_on = "2025-02-14" }, rows = "日程" },
    { facts = { period = "2025-02" }, expect = { lock_on = "2025-02-25", compute_on = "2025-03-01", pay_on = "2025-03-14" } },
    { facts = { period = "2025-05" }, expect = { lock_on = "2025-05-25", compute_on = "2025-06-01", pay_on = "2025-06-13" } },
    { facts = { period = "2025-12" }, expect = { lock_on = "2025-12-25", compute_on = "2026-01-01", pay_on = "2026-01-15" } },
    { facts = { period = "2026-01" }, expect = { lock_on = "2026-01-25", compute_on = "2026-02-01", pay_on = "2026-02-14" } },
    { facts = { period = "2025" }, fails = true },
    { facts = {}, fails = true },
  },
}
