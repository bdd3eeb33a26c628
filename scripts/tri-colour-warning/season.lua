-- 节前时段：春节前三十日内定级加一级（county default，没有法定依据）。
-- 春节日期取国务院办公厅放假通知的第一个放假日；新年度通知公布后在表里补一行。
local festivals = {
  "2013-02-09", "2014-01-31", "2015-02-18", "2016-02-07", "2017-01-27",
  "2018-02-15", "2019-02-04", "2020-01-24", "2021-02-11", "2022-01-31",
  "2023-01-21", "2024-02-10", "2025-01-28", "2026-02-15",
}
local days_before = 30

return {
  id = "warning.season", name = "节前时段", kind = "free", from = "2013-01-01",
  reads = {},
  evaluate = function(facts)
    for _, festival in ipairs(festivals) do
      local opens = add_days(festival, -days_before)
      if today < opens then
        return { festival_near = false, season_changes_on = opens },
               { { row = "节外", reason = "距春节三十日以上", clause = "本县预警处置办法" } }
      end
      if today < festival then
        return { festival_near = true, season_changes_on = festival },
               { { row = "节前", reason = "春节" .. festival .. "前三十日内", clause = "本县预警处置办法" } }
      end
    end
    return { festival_near = false },
           { { row = "未知", reason = "下一个春节的放假通知还没有公布", clause = "" } }
  end,
  tests = {
    { facts = {}, expect = { festival_near = true, season_changes_on = "2025-01-28" }, rows = "节前", on = "2025-01-06" },
    { facts = {}, expect = { festival_near = true, season_changes_on = "2025-01-28" }, rows = "节前", on = "2024-12-29" },
    { facts = {}, expect = { festival_near = false, season_changes_on = "2024-12-29" }, rows = "节外", on = "2024-12-28" },
    { facts = {}, expect = { festival_near = false, season_changes_on = "2026-01-16" }, rows = "节外", on = "2025-01-28" },
    { facts = {}, expect = { festival_near = false }, rows = "未知", on = "2026-03-01" },
  },
}
