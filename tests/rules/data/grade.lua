-- 五能力定级：导出量、评分与可空栏
return {
  id = "cadre.grade", name = "干部定级", hit = "FIRST", from = "2025-01-01",
  inputs = [[
    专业能力 评分? professional
    组织能力 评分? organising
    证书     是否  certificate
    一票否决 是否  veto
  ]],
  derived = [[
    项数 数 count [0..2]
    总分 评分 total [0..200]
    最低 评分 lowest [0..100]
  ]],
  derive = function(facts)
    local count, total, lowest = 0, 0, 1000000
    for _, name in ipairs { "professional", "组织能力" } do
      local score = facts[name]
      if score then
        count = count + 1
        total = total + score
        lowest = min(lowest, score)
      end
    end
    return { count = count, ["总分"] = total, lowest = lowest }
  end,
  rows = [[
    编号 | 一票否决 | 证书 | 项数 | 总分       | 最低  => 等级 高级/中级/初级/未定级 grade | 月补贴 金额 stipend_fen | 理由
    否1  | 是       | -    | -    | -          | -     => 未定级 | 0元   | 有否决事项
    否2  | -        | 否   | -    | -          | -     => 未定级 | 0元   | 无证书
    否3  | -        | -    | <2   | -          | -     => 未定级 | 0元   | 只评了{项数}项
    高1  | -        | -    | -    | >=170      | >=80  => 高级   | 500元 | 总分{总分}，最低{最低}
    中1  | -        | -    | -    | >=150      | >=60.5 => 中级  | 300元 | 总分{总分}
    初1  | -        | -    | -    | >=120      | -     => 初级   | 100元 | 总分{总分}
    默认 => 未定级 | 0元 | 未达初级线
  ]],
  tests = [[
    专业能力 | 组织能力 | 证书 | 一票否决 => 等级   | 月补贴 | 规则
    90       | 85.5     | 是   | 否       => 高级   | 500元  | 高1
    90       | 79.9999  | 是   | 否       => 中级   | 300元  | 中1
    90       | 60.4999  | 是   | 否       => 初级   | 100元  | 初1
    59       | 60       | 是   | 否       => 未定级 | 0元    | 默认
    90       | -        | 是   | 否       => 未定级 | 0元    | 否3
    90       | 90       | 否   | 否       => 未定级 | 0元    | 否2
    90       | 90       | 否   | 是       => 未定级 | 0元    | 否1
  ]],
}
