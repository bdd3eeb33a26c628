-- 调解终结后的移送去向。撤回的不移送；法院委派的退回法院；其他告知并移送仲裁。
return {
  id = "dispute.hand_over", name = "移送去向", hit = "FIRST", from = "2020-01-01",
  inputs = [[
    调解结果 达成协议=agreement/调解不成=failed/一方拒绝=refused/撤回=withdrawn/逾期终结=timeout/不予受理=not_accepted mediation_result
    来源 预警转办=warning_handover/法院移交=court_transfer/人社移交=labour_transfer/直接申请=direct/车间政委=workshop source
  ]],
  rows = [[
    编号 | 调解结果 | 来源 => 移送去向 不移送=none/仲裁=arbitration/法院=court hand_over_to | 理由 | 条款
    撤回 | 撤回 | 非(法院移交) => 不移送 | 申请人撤回，不移送 | -
    法院 | 非(达成协议,不予受理) | 法院移交 => 法院 | 法院委派件，退回法院 | 《人民法院在线调解规则》
    仲裁 | 调解不成,一方拒绝,逾期终结 | 非(法院移交) => 仲裁 | {调解结果}，可以申请仲裁 | 《劳动争议调解仲裁法》第五条
    了结 | 达成协议,不予受理 | - => 不移送 | 不需要移送 | -
  ]],
  tests = [[
    调解结果 | 来源 => 移送去向 | 规则
    撤回 | 直接申请 => 不移送 | 撤回
    撤回 | 法院移交 => 法院 | 法院
    逾期终结 | 法院移交 => 法院 | 法院
    调解不成 | 人社移交 => 仲裁 | 仲裁
    达成协议 | 直接申请 => 不移送 | 了结
  ]],
}
