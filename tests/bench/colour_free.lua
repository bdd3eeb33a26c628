-- 基准测试所用的自由规则：与 colour_grid.lua 相同
return {
  id = "bench.free", name = "台架定级（自由）", kind = "free", from = "2013-01-01",
  reads = { "days", "owed_fen", "headcount", "months", "missed", "prior", "stopped", "firms", "files", "construction", "absconded", "festival" },
  evaluate = function(f)
    local rank, row, reason
    if f.owed_fen >= 50000000 then rank, row, reason = 3, "红1", "数额特别大"
    elseif f.absconded then rank, row, reason = 3, "红2", "已逃匿"
    elseif f.days >= 61 and f.headcount >= 30 then rank, row, reason = 3, "红3", "时间长、人数多"
    elseif f.owed_fen >= 10000000 and f.headcount >= 10 then rank, row, reason = 2, "橙1", "群体"
    elseif f.months >= 3 and f.construction then rank, row, reason = 2, "橙2", "建筑业三个月"
    elseif f.missed >= 2 and f.festival then rank, row, reason = 2, "橙3", "节前两次超时"
    elseif f.prior >= 3 and f.stopped >= 1 then rank, row, reason = 2, "橙4", "多次预警并停工"
    elseif f.days >= 31 then rank, row, reason = 1, "黄1", "超过一个月"
    elseif f.firms >= 2 and f.files >= 5 then rank, row, reason = 1, "黄2", "多家多件"
    else rank, row, reason = 0, "默认", "未达到预警条件" end
    return { rank = rank }, { { row = row, reason = reason, clause = "甲" } }
  end,
  tests = {
    { facts = { days = 40, owed_fen = 1000000, headcount = 4, months = 1, missed = 0, prior = 0, stopped = 0, firms = 1, files = 1, construction = false, absconded = false, festival = false }, expect = { rank = 1 }, rows = "黄1" },
  },
}
