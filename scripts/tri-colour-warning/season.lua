-- 节前时段：春节前三十日内定级加一级（county default，没有法定依据）。
-- 春节取国务院办公厅放假通知的第一个放假日，由流程向日历查得（festival）；通知未公布的，暂按不在节前，写明，并逐日重看。
local days_before = 30
local clause = "本县预警处置办法"

-- 春节最早在1月20日前后放假，最迟在2月20日前后；未公布的年份只在这一段里可能已在节前。
local function unknown(year)
  local from, till = (year - 1) .. "-12-21", year .. "-02-21"
  local changes_on = from
  if today > till then
    changes_on = year .. "-12-21"
  elseif today >= from then
    changes_on = add_days(today, 1)
  end
  return { festival_near = false, season_provisional = true, season_changes_on = changes_on },
         { { row = "暂按", reason = year .. "年放假通知尚未导入，暂按不在春节前三十日内", clause = clause } }
end

return {
  id = "warning.season", name = "节前时段", kind = "free", from = "2013-01-01",
  reads = { "festival" },
  evaluate = function(facts)
    local festival = facts.festival
    if not festival.known then return unknown(festival.year) end
    local opens = add_days(festival.begins_on, -days_before)
    if today < opens then
      return { festival_near = false, season_provisional = false, season_changes_on = opens },
             { { row = "节外", reason = "距春节三十日以上", clause = clause } }
    end
    return { festival_near = true, season_provisional = false, season_changes_on = festival.begins_on },
           { { row = "节前", reason = "春节" .. festival.begins_on .. "前三十日内", clause = clause } }
  end,
  tests = {
    { facts = { festival = { known = true, year = 2025, begins_on = "2025-01-28" } }, expect = { festival_near = true, season_changes_on = "2025-01-28" }, rows = "节前", on = "2025-01-06" },
    { facts = { festival = { known = true, year = 2025, begins_on = "2025-01-28" } }, expect = { festival_near = true, season_changes_on = "2025-01-28" }, rows = "节前", on = "2024-12-29" },
    { facts = { festival = { known = true, year = 2025, begins_on = "2025-01-28" } }, expect = { festival_near = false, season_changes_on = "2024-12-29" }, rows = "节外", on = "2024-12-28" },
    { facts = { festival = { known = true, year = 2026, begins_on = "2026-02-15" } }, expect = { festival_near = false, season_provisional = false, season_changes_on = "2026-01-16" }, rows = "节外", on = "2025-01-28" },
    { facts = { festival = { known = false, year = 2027 } }, expect = { festival_near = false, season_provisional = true, season_changes_on = "2026-12-21" }, rows = "暂按", on = "2026-03-01" },
    { facts = { festival = { known = false, year = 2027 } }, expect = { festival_near = false, season_provisional = true, season_changes_on = "2027-01-21" }, rows = "暂按", on = "2027-01-20" },
    { facts = { festival = { known = false, year = 2027 } }, expect = { season_provisional = true, season_changes_on = "2027-12-21" }, rows = "暂按", on = "2027-03-01" },
    { facts = {}, fails = true, on = "2025-01-06" },
  },
}
