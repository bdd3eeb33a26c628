-- 资格认证报名条件。结论供资格审查参考，通过与否由人决定。
return {
  id = "cadre.enrolment", name = "资格认证报名条件", hit = "FIRST", from = "2024-01-01", jurisdiction = "330482",
  inputs = [[
    工会职务 主席=chair/副主席=vice_chair/委员=committee/财务经审=finance_audit/社会化工作者=social_worker/无=none union_post
    处分期内 是否 in_discipline
  ]],
  rows = [[
    编号 | 处分期内 | 工会职务 => 符合报名条件 是否 eligible | 报名条件说明 文字 eligibility_note | 理由 | 条款
    !处分 | 是 | - => 否 | 处分期内，不能报名 | 处分期内，不能报名 | 报名条件
    无职 | - | 无 => 否 | 未担任工会职务 | 未担任工会职务，不在认证范围 | 报名条件
    在职 | - | - => 是 | 现任工会{工会职务} | 现任工会{工会职务}，符合报名条件 | 报名条件
  ]],
  tests = [[
    工会职务 | 处分期内 => 符合报名条件 | 规则
    主席 | 否 => 是 | 在职
    主席 | 是 => 否 | 处分
    无 | 否 => 否 | 无职
    无 | 是 => 否 | 处分
  ]],
}
