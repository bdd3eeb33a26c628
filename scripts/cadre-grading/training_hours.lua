return {
  id = "cadre.training_hours", name = "认证培训学时", hit = "UNIQUE", from = "2024-01-01", jurisdiction = "330482",
  inputs = [[ 累计学时 小时 hours_total ]],
  params = [[ 认证学时 小时 = 24 [16..40] ]],
  rows = [[
    编号 | 累计学时 => 学时达标 是否 hours_enough | 理由 | 条款
    未满 | <$认证学时 => 否 | 累计{累计学时}，未满{$认证学时} | 认证培训
    已满 | >=$认证学时 => 是 | 累计{累计学时}，已满{$认证学时} | 认证培训
  ]],
  tests = [[
    累计学时 => 学时达标 | 规则
    8 => 否 | 未满
    23 => 否 | 未满
    24 => 是 | 已满
  ]],
}
